//! `gongwen extract`.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
    time::{Instant, SystemTime},
};

use gongwen::{
    Extractor, Limits, Options,
    decode::Encoding,
    digest::sha256,
    error::guarded,
    extractor::OutputScript,
    folder::{Links, Source, Sources, as_done, in_order},
};
use serde::Serialize;

use super::{
    Status, Stop,
    arguments::{Extract, Format, Script},
    form::Output,
    lines::{self, counted},
    packs,
    progress::Progress,
    say,
    terminal::stdout,
};
use crate::batch::{
    Account, Done, Entry, Finished, Journal, Manifest, Place, Problem, Times, Totals, Unfinished, beside,
};

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
        format: arguments.format,
        with_mark: arguments.bom,
        with_gaps: arguments.gaps,
    };
    let mut sources = lines::find(&arguments.paths, if arguments.follow_links { Links::Follow } else { Links::Skip })?;
    if let Some(path) = arguments.output.as_deref().filter(|path| sources.contains(path)) {
        return Err(Stop::Because(format!("{} is one of the files to read; name another output", path.display())));
    }
    sources.settle();
    match arguments.output.as_deref() {
        None => reader.to_stream(arguments, &sources, &mut BufWriter::new(stdout())),
        Some(path) if path.as_os_str() == "-" => {
            Err(Stop::Because("`-` is no file; leave -o out to write to standard output".to_owned()))
        }
        Some(path) => match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => {
                Err(Stop::Because(format!("{} cannot be written: it is a folder; name a file", path.display())))
            }
            // a device or a pipe: it cannot be written anew, so it is written as standard output is
            Ok(metadata) if !metadata.is_file() => {
                let file = fs::File::options().write(true).open(path)?;
                reader.to_stream(arguments, &sources, &mut BufWriter::new(file))
            }
            _ => reader.to_file(arguments, &sources, path),
        },
    }
}

/// What a run depends on beside its files. Another head, another output.
#[derive(Debug, Serialize)]
struct Head<'a> {
    gongwen: &'static str,
    rules_sha256: &'a str,
    format: Format,
    script: Script,
    encoding_hint: Option<Encoding>,
    limits: Limits,
    bom: bool,
    gaps: bool,
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
    Before(Place),
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
        let work = |source: &Source| self.make(source, &Done::default());
        in_order(&sources.list, arguments.threads, work, |done, made| {
            // nothing was made before
            let Made::Now(entry) = made else { return Ok(()) };
            if let Some(message) = entry.account.error() {
                failed += 1;
                // of a table, only the main file is written, which has no place for errors
                if self.format == Format::Csv {
                    say(&format!("error: {}: {message}", entry.account.source.as_str()));
                }
            }
            progress.tell(done);
            output.write_all(entry.outputs[0].as_bytes())
        })?;
        output.flush()?;
        Ok(lines::status(sources, failed))
    }

    /// Writes what was made of each file to a journal, then output and manifest from it.
    fn to_file(&self, arguments: &Extract, sources: &Sources, path: &Path) -> Result<Status, Stop> {
        // a link to the file stays one
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let journal_path = beside(path, ".journal");
        if arguments.resume
            && !journal_path.exists()
            && let Some(status) = self.unchanged(arguments, sources, path)
        {
            return Ok(status);
        }
        let (mut journal, done) = self.journal(arguments, path, &journal_path)?;
        if done.is_of_another_run {
            say(
                "the version, the rules or the options are not those of the run that was broken off: all files are read again",
            );
        }
        let unwritten = |error: io::Error| {
            let (path, journal) = (path.display(), journal_path.display());
            Stop::Because(format!(
                "{path} cannot be written: {error}; what was read is kept in {journal}: mend this and go on with --resume"
            ))
        };
        let (started, clock) = (SystemTime::now(), Instant::now());
        let mut progress = Progress::new(arguments.progress, sources.list.len());
        let mut places = vec![Place::default(); sources.list.len()];
        let mut resumed = 0;
        as_done(
            &sources.list,
            arguments.threads,
            |source| self.make(source, &done),
            |index, count, made| {
                places[index] = match made {
                    Made::Now(entry) => journal.append(&entry)?,
                    Made::Before(place) => {
                        resumed += 1;
                        place
                    }
                };
                progress.tell(count);
                Ok(())
            },
        )
        .map_err(unwritten)?;
        let times = || Times::since(started, clock, arguments.threads, resumed);
        let totals = self.assemble(sources, path, &mut journal, &places, times).map_err(unwritten)?;
        fs::remove_file(&journal_path).map_err(unwritten)?;
        let Totals { files, records, copies, .. } = totals;
        let taken_over = if resumed > 0 { format!(", {resumed} of them read before") } else { String::new() };
        let are = if copies == 1 { "is a copy of another" } else { "are copies of others" };
        let (files, records) = (counted(files, "file"), counted(records, "record"));
        say(&format!("{files}{taken_over}: {records}; {copies} {are}"));
        Ok(lines::status(sources, totals.failed))
    }

    /// How the run ended that finished the output at `path`, if another would write the same.
    fn unchanged(&self, arguments: &Extract, sources: &Sources, path: &Path) -> Option<Status> {
        let is_there = |ending: &String| beside(path, ending).is_file();
        if !self.format.endings().iter().all(is_there) {
            return None;
        }
        // a manifest that cannot be read tells nothing
        let finished = Finished::read(&beside(path, ".manifest.json"), &self.head(), sources).ok()?;
        let same = finished.filter(|finished| {
            finished.are(sources, arguments.threads, &self.options.limits).is_ok_and(|unchanged| unchanged)
        });
        match same {
            Some(finished) => {
                say(&format!("{} is complete, and nothing has changed since; there is nothing to do", path.display()));
                Some(lines::status(sources, finished.failed))
            }
            None => {
                say(&format!(
                    "{} is complete, but files, rules or options have changed since: all files are read again",
                    path.display()
                ));
                None
            }
        }
    }

    /// The journal of the output at `path`, new or gone on with.
    fn journal(&self, arguments: &Extract, path: &Path, journal: &Path) -> Result<(Journal, Done), Stop> {
        let head = self.head();
        let opened = if arguments.resume {
            Journal::resume(journal, &head)
        } else {
            Journal::begin(journal, &head).map(|journal| (journal, Done::default()))
        };
        opened.map_err(|error| {
            Stop::Because(match error.kind() {
                io::ErrorKind::ResourceBusy => format!(
                    "another run is writing {}; wait until it is over, or name another output",
                    path.display()
                ),
                io::ErrorKind::AlreadyExists => format!(
                    "a run that was to write {} was broken off: {} has what it read; go on with --resume, or remove that \
                     file to begin anew",
                    path.display(),
                    journal.display()
                ),
                io::ErrorKind::InvalidData => format!(
                    "{} is in the way: it is no journal of a run; move it, or name another output",
                    journal.display()
                ),
                _ => format!("{} cannot be written: {error}", path.display()),
            })
        })
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

    /// Puts the files of the output and the manifest together. Each has its name only when it is complete.
    fn assemble(
        &self,
        sources: &Sources,
        path: &Path,
        journal: &mut Journal,
        places: &[Place],
        times: impl Fn() -> Times,
    ) -> io::Result<Totals> {
        let mut output = Output::begin(path, self.format, self.with_mark)?;
        let manifest = Unfinished::create(&beside(path, ".manifest.json"))?;
        let mut manifest = Manifest::begin(manifest, &self.head(), self.with_gaps)?;
        journal.replay(places, |entry| {
            output.add(&entry.outputs)?;
            manifest.add(&entry.account)
        })?;
        let (manifest, totals) = manifest.end(sources, &times())?;
        output.finish()?;
        manifest.finish()?;
        Ok(totals)
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
