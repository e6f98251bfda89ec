//! The commands: arguments as typed → what the library runs on; messages and exit status. Nothing else.
//!
//! Exit status: 0 where every file was read, 1 where one was not (or a score is below its floor), 2 where nothing could be
//! done at all. Output that nobody reads any more (`| head`) ends a command quietly.

mod arguments;
mod assembly;
mod begin;
mod clean;
mod eval;
mod explain;
mod extract;
mod form;
mod head;
mod lines;
mod mentions;
mod packs;
mod place;
mod progress;
mod report;
mod rules;
mod terminal;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;
use gongwen::{ErrorKind, error::DataError};

use self::arguments::{Arguments, Command};

/// At least one file was not read, or one score is below its floor.
const INCOMPLETE: u8 = 1;
/// Nothing could be done.
const STOPPED: u8 = 2;

/// Runs the command that the arguments of the process name.
pub(crate) fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Clean(arguments) => clean::run(&arguments),
        Command::Mentions(arguments) => mentions::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
    };
    match result {
        Ok(Status::Complete) | Err(Stop::NobodyReads) => ExitCode::SUCCESS,
        Ok(Status::Incomplete) => ExitCode::from(INCOMPLETE),
        Err(Stop::Because(message)) => {
            say(&format!("error: {message}"));
            ExitCode::from(STOPPED)
        }
        Err(Stop::Data(error)) => {
            packs::tell(&error);
            ExitCode::from(STOPPED)
        }
    }
}

/// How a command ended that ran to its end.
#[derive(Debug, PartialEq, Eq)]
enum Status {
    Complete,
    Incomplete,
}

impl Status {
    fn complete_if(complete: bool) -> Self {
        if complete { Self::Complete } else { Self::Incomplete }
    }
}

/// Why a command ended early.
#[derive(Debug)]
enum Stop {
    /// The reader of the output went away.
    NobodyReads,
    Because(String),
    /// A pack is not well formed.
    Data(Box<DataError>),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Because(format!("the output cannot be written: {error}")),
        }
    }
}

impl From<gongwen::Error> for Stop {
    fn from(error: gongwen::Error) -> Self {
        match error.kind() {
            ErrorKind::Data(data) => Self::Data(data.clone()),
            _ => Self::Because(error.to_string()),
        }
    }
}

/// A line on standard error; names in it may hold anything. That nobody reads it is no reason to stop.
fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{}", terminal::shown(message));
}
