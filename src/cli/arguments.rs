//! The arguments as they are typed.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use gongwen::{Limits, Options, decode::Encoding};
use serde::Serialize;

/// Reads Chinese policy documents: from scraped pages to records of what each document commits to.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the records of each document, one JSON object a line for each file
    Extract(Extract),
    /// Print the clean text of a document, one block a line
    Clean(Clean),
    /// Print every mention of a quantity, time, document number or organ, one JSON object a line
    Mentions(Mentions),
    /// Tell how each record of a document was read, and why other numbers are in none
    Explain(Explain),
    /// Make a page to look at: documents with what was read from them, and what they say together
    Report(Report),
    /// Compare extractions with gold annotations: precision, recall and F1
    Eval(Eval),
    /// List, show and check rules
    #[command(subcommand)]
    Rules(Rules),
}

/// What is known of the files before they are read.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// The encoding that the files are believed to be in. It decides only where their bytes leave a doubt
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding_hint: Option<Encoding>,
    #[command(flatten)]
    pub(super) packs: Packs,
    #[command(flatten)]
    pub(super) most: Most,
}

impl Reading {
    pub(super) fn options(&self) -> Options {
        let Most { bytes, tokens, cells, numbers, records } = self.most;
        let limits = Limits { bytes, tokens, cells, numbers, records };
        Options { encoding_hint: self.encoding_hint, limits, ..Options::default() }
    }
}

/// What a file may hold; one that holds more is an error line. The flags have the names of [`Limits`].
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct Most {
    /// How long a file may be
    #[arg(long = "max-bytes", value_name = "N", default_value_t = Limits::default().bytes)]
    bytes: usize,
    /// How many tags and texts a page may have
    #[arg(long = "max-tokens", value_name = "N", default_value_t = Limits::default().tokens)]
    tokens: usize,
    /// How many cells the tables of a page may have, before and after they are squared
    #[arg(long = "max-cells", value_name = "N", default_value_t = Limits::default().cells)]
    cells: usize,
    /// How many numbers may be looked at in a text
    #[arg(long = "max-numbers", value_name = "N", default_value_t = Limits::default().numbers)]
    numbers: usize,
    /// How many records a file may give
    #[arg(long = "max-records", value_name = "N", default_value_t = Limits::default().records)]
    records: usize,
}

/// What is known beside the built-in words and rules.
#[derive(Debug, Args)]
pub(super) struct Packs {
    /// Add the words and rules of this pack, a TOML file; may be given several times
    #[arg(long, value_name = "PACK")]
    pub(super) rules: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Rules {
    /// List the rules in the order in which they are tried: id, numbers of examples and negatives, source, what each finds
    List {
        #[command(flatten)]
        packs: Packs,
    },
    /// Show one rule whole
    Show {
        /// Its id, as `list` prints it
        id: String,
        #[command(flatten)]
        packs: Packs,
    },
    /// List the word lists of packs by name, with the number of words; with a name, the words of this section or list
    Words {
        /// A section or list, as `cue.verbs` or `cue.verbs.reach`
        section: Option<String>,
        #[command(flatten)]
        packs: Packs,
    },
    /// Check packs, and that their examples are read as they say
    Check {
        /// The packs, in their order
        #[arg(required = true, value_name = "PACK")]
        paths: Vec<PathBuf>,
    },
}

fn encoding(name: &str) -> Result<Encoding, &'static str> {
    Encoding::for_label(name).ok_or("the encodings that are read are utf-8, gb18030 (gbk, gb2312), big5 and utf-16")
}

#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Files, folders (read at any depth) or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The form of the output; if not given, the one that the ending of OUT names, or else jsonl
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    /// The script of the extracted text
    #[arg(long, value_enum, default_value_t = Script::Simplified)]
    pub(super) script: Script,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Begin tables with a byte order mark, without which Excel takes them for another encoding
    #[arg(long)]
    pub(super) bom: bool,
    /// List in the manifest which serial numbers of each issuer and year are missing
    #[arg(long, requires = "output")]
    pub(super) gaps: bool,
    /// Read what symbolic links in the folders lead to, wherever that is
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Go on with a run that was broken off: files that were read then, and are still the same, are not read again
    #[arg(long, requires = "output")]
    pub(super) resume: bool,
    /// Threads to read on; one a core if not given. The output does not depend on it
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
    /// How to tell on standard error how far the run is
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ShowProgress::Auto)]
    pub(super) progress: ShowProgress,
}

#[derive(Debug, Args)]
pub(super) struct Clean {
    /// A file, or `-` for standard input
    pub(super) path: PathBuf,
    /// The script of the text
    #[arg(long, value_enum, default_value_t = Script::Simplified)]
    pub(super) script: Script,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// List what was repaired instead, one JSON object a line
    #[arg(long, conflicts_with = "script")]
    pub(super) repairs: bool,
}

#[derive(Debug, Args)]
pub(super) struct Mentions {
    /// Files, folders (read at any depth) or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Threads to read on; one a core if not given. The output does not depend on it
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A file, or `-` for standard input
    pub(super) path: PathBuf,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    /// Files, folders (read at any depth) or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The page, an HTML file; standard output if not given
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Threads to read on; one a core if not given. The page does not depend on it
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// The folder of gold files, `*.json`
    pub(super) gold: PathBuf,
    /// The folder of the documents that the gold files name
    #[arg(long, value_name = "DIR")]
    pub(super) docs: PathBuf,
    /// Print the figures as one JSON object
    #[arg(long)]
    pub(super) json: bool,
    /// Print the figures of each of these too; may be given several times
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(super) by: Vec<By>,
    /// List the first N differences of each document too
    #[arg(long, value_name = "N", conflicts_with = "json")]
    pub(super) errors: Option<usize>,
    /// Fail if a score is below its floor in this TOML file
    #[arg(long, value_name = "FILE")]
    pub(super) floors: Option<PathBuf>,
    /// The section of the file of floors
    #[arg(long, value_name = "NAME", default_value = "corpus", requires = "floors")]
    pub(super) section: String,
    #[command(flatten)]
    pub(super) packs: Packs,
    /// Threads to read on; one a core if not given
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

/// What `eval` takes its figures apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(super) enum By {
    /// Target, actual, forecast, provision
    Kind,
    /// What the gold files say that their documents are examples of
    Form,
    /// The script of the documents
    Script,
    /// The documents
    Document,
    /// How often the records of a confidence are right
    Confidence,
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowProgress {
    /// A bar where standard error is a terminal
    Auto,
    /// A bar on one line
    Bar,
    /// A line every ten seconds, for a log
    Lines,
    /// Not at all
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(super) enum Format {
    /// One JSON object a line, one line a file
    Jsonl,
    /// A table with a row a record, and one with a row a file in OUT.documents.csv
    Csv,
    /// Records in OUT, and five more tables in OUT.documents.parquet and so on; needs -o
    #[cfg(feature = "parquet")]
    Parquet,
    /// All tables in one SQLite database; needs -o
    #[cfg(feature = "sqlite")]
    Sqlite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub(super) enum Script {
    /// Simplified characters
    Simplified,
    /// Traditional characters
    Traditional,
    /// The characters of the source, repaired
    Original,
}
