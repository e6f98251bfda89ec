//! `gongwen extract`.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
    time::{Instant, SystemTime},
};

use gongwen::{
    Extractor, Options,
    digest::sha256,
    error::guarded,
    extractor::OutputScript,
    folder::{Links, Source, Sources, as_done, in_order},
};

use super::{
    Status, Stop,
    arguments::{Extract, Format, Script},
    assembly::Assembly,
    begin::{Begun, begin},
    head::Head,
    lines::{self, counted},
    packs,
    place::{self, Place},
    progress::Progress,
    say,
    terminal::stdout,
};
use crate::batch::{Account, Done, Entry, EntryPlace, Problem, Times, Totals, attempt};

pub(super) fn run(arguments: &Extract) -> Result<Status, Stop> {
    let script = match arguments.script {
        Script::Simplified => OutputScript::Simplified,
        Script::Traditional => OutputScript::Traditional,
        Script::Original => OutputScript::Original,
    };
    let options = Options { script, ..arguments.reading.options() };
    let reader = Reader {
        extractor: packs::extractor(&arguments.reading.packs)?,
        options,
        script: arguments.script,
        format: arguments.format.map_or_else(|| Format::named_by(arguments.output.as_deref()), Ok)?,
        with_mark: arguments.bom,
        with_gaps: arguments.gaps,
    };
    let mut sources = lines::find(&arguments.paths, if arguments.follow_links { Links::Follow } else { Links::Skip })?;
    if let Some(path) = &arguments.output {
        place::check(path, &sources)?;
    }
    sources.settle();
    match arguments.output.as_deref() {
        None => reader.to_stream(arguments, &sources, &mut BufWriter::new(stdout())),
        // a device or a pipe: it cannot be written anew, so it is written as standard output is
        Some(path) if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) => {
            let file = fs::File::options().write(true).open(path)?;
            reader.to_stream(arguments, &sources, &mut BufWriter::new(file))
        }
        Some(path) => reader.to_file(arguments, &sources, path),
    }
}

/// Makes entries of files.
struct Reader {
    extractor: Extractor,
    options: Options,
    script: Script,
    format: Format,
    with_mark: bool,
    with_gaps: bool,
}

/// What there is of a file: read now, or in a run that was broken off.
enum Made {
    Now(Entry),
    Before(EntryPlace),
}

impl Reader {
    /// Writes the output as it is made; nothing is left to go on from.
    fn to_stream(&self, arguments: &Extract, sources: &Sources, output: &mut dyn Write) -> Result<Status, Stop> {
        if arguments.resume {
            return Err(Stop::Because("--resume needs -o with a file that can be written anew".to_owned()));
        }
        let files = self.format.text_files(self.with_mark);
        let Some(main) = files.first() else {
            return Err(Stop::Because("tables need a file: name one with -o".to_owned()));
        };
        let mut progress = Progress::new(arguments.progress, sources.list.len());
        let mut failed = 0;
        output.write_all(main.head.as_bytes())?;
        let work = |source: &Source| {
            let name = source.name();
            let read = |bytes: &[u8]| self.extractor.extract_with(bytes, self.options);
            let result = attempt(source, &self.options.limits, read);
            (self.format.write(&name, result.as_ref()), result.err().map(|problem| (name, problem)))
        };
        in_order(&sources.list, arguments.threads, work, |done, (outputs, failure)| {
            if let Some((name, problem)) = failure {
                failed += 1;
                // of a table, only the main file is written, which has no place for errors
                if self.format == Format::Csv {
                    say(&format!("error: {}: {}", name.as_str(), problem.message));
                }
            }
            progress.tell(done);
            output.write_all(outputs[0].as_bytes())
        })?;
        output.flush()?;
        let why = if self.format == Format::Csv { "it is told above" } else { "the output says why" };
        Ok(lines::status(sources, failed, why))
    }

    /// Writes what was made of each file to a journal, and output and manifest from it.
    fn to_file(&self, arguments: &Extract, sources: &Sources, path: &Path) -> Result<Status, Stop> {
        let place = Place::look(path)?;
        let (journal_path, head) = (place.journal(), self.head());
        let (mut journal, done) = match begin(arguments, sources, &place, &head)? {
            Begun::Complete(status) => return Ok(status),
            Begun::Run(journal, done) => (journal, done),
        };
        let unwritten = |error: io::Error| {
            let kept = if journal_path.exists() {
                format!("; what was read is kept in {}: mend this and go on with --resume", journal_path.display())
            } else {
                String::new()
            };
            Stop::Because(format!("{} cannot be written: {error}{kept}", place.path.display()))
        };
        let (started, clock) = (SystemTime::now(), Instant::now());
        let mut assembly = Assembly::begin(&place, &head).map_err(|error| {
            if done.is_empty() {
                // a journal without entries would only be in the way of the next run
                let _ = fs::remove_file(&journal_path);
            }
            unwritten(error)
        })?;
        let mut progress = Progress::new(arguments.progress, sources.list.len());
        let mut resumed = 0;
        as_done(
            &sources.list,
            arguments.threads,
            |source| self.make(source, &done),
            |index, count, made| {
                let entry = match made {
                    Made::Now(entry) => journal.append(&entry)?,
                    Made::Before(entry) => {
                        resumed += 1;
                        entry
                    }
                };
                assembly.add(&mut journal, index, entry)?;
                progress.tell(count);
                Ok(())
            },
        )
        .map_err(unwritten)?;
        let times = || Times::since(started, clock, arguments.threads, resumed);
        let stale = place.stale(self.format);
        let totals = assembly.finish(sources, times).map_err(unwritten)?;
        fs::remove_file(&journal_path).map_err(|error| {
            let (path, journal) = (place.path.display(), journal_path.display());
            Stop::Because(format!("{path} is complete, but {journal} cannot be removed: {error}"))
        })?;
        let taken_over = if resumed > 0 { format!(", {resumed} of them read before") } else { String::new() };
        let (files, records) = (counted(totals.files, "file"), counted(totals.records, "record"));
        say(&format!("{files}{taken_over}: {records}{}", repeated(&totals)));
        if place.earlier.is_some() {
            let removed = stale.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
            let removed = if stale.is_empty() { removed } else { format!("; removed {removed}") };
            say(&format!("the output of an earlier run was replaced{removed}"));
        }
        Ok(lines::status(sources, totals.failed, "the manifest says why"))
    }

    fn head(&self) -> Head<'_> {
        Head {
            gongwen: env!("CARGO_PKG_VERSION"),
            rules_sha256: self.extractor.rules_hash(),
            format: self.format,
            script: self.script,
            encoding_hint: self.options.encoding_hint,
            limits: self.options.limits,
            bom: self.with_mark,
            gaps: self.with_gaps,
        }
    }

    /// Reads a file, unless it is `done`.
    fn make(&self, source: &Source, done: &Done) -> Made {
        let name = source.name();
        let (hash, result) = match source.bytes(self.options.limits.bytes) {
            Ok(bytes) => {
                let hash = sha256(&bytes);
                if let Some(place) = done.find(&name, &hash) {
                    return Made::Before(place);
                }
                (Some(hash), guarded(|| self.extractor.extract_with(&bytes, self.options)).map_err(Problem::from))
            }
            Err(error) => (None, Err(error.into())),
        };
        let outputs = self.format.write(&name, result.as_ref());
        Made::Now(Entry { account: Account::new(name, hash, result.as_ref()), outputs })
    }
}

/// How many files hold the document of an earlier one, and what they have the same.
fn repeated(totals: &Totals) -> String {
    let kinds = [
        (totals.same_text, "in text"),
        (totals.same_records, "in number, title and records"),
        (totals.versions, "in number and title, with other records"),
    ];
    let told = kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    let told = told.collect::<Vec<_>>().join(", ");
    if told.is_empty() { told } else { format!("; the same as an earlier file: {told}") }
}
