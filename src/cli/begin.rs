//! How a run to a file begins: anew, where one was broken off, or not at all, as an earlier one has written the same.

use std::io;

use gongwen::{
    folder::Sources,
    output::{SourceName, word},
};
use serde_json::Value;

use super::{
    Status, Stop,
    arguments::{Extract, Format},
    head::Head,
    lines::{self, counted},
    place::Place,
    say,
};
use crate::batch::{Changes, Done, Earlier, Journal, Left};

/// What a run begins with.
pub(super) enum Begun {
    /// An earlier run has written what it would, and ended so.
    Complete(Status),
    Run(Journal, Done),
}

/// Opens the journal of the run with this head, whose output is to be at `place`.
pub(super) fn begin(arguments: &Extract, sources: &Sources, place: &Place, head: &Head<'_>) -> Result<Begun, Stop> {
    let path = place.path.display();
    let journal_path = place.journal();
    let stopped = |error: io::Error| {
        Stop::Because(match error.kind() {
            io::ErrorKind::ResourceBusy => {
                format!("another run is writing {path}; wait until it is over, or name another output")
            }
            io::ErrorKind::InvalidData => {
                format!("{} is in the way: it {error}, or name another output", journal_path.display())
            }
            _ => format!("{path} cannot be written: {error}"),
        })
    };
    if let Some(left) = Journal::find(&journal_path).map_err(stopped)? {
        let (journal, done) = go_on(arguments, place, head, left)?.map_err(stopped)?;
        return Ok(Begun::Run(journal, done));
    }
    let earlier = place.earlier.as_ref().filter(|_| arguments.resume);
    if let Some(format) = earlier.and_then(|earlier| other_format(&earlier.head, head.format)) {
        return Err(Stop::Because(format!(
            "{path} is the output of a run with --format {format}: give that, name another output, or leave out --resume to \
             write over it"
        )));
    }
    place.refuse_others(head.format)?;
    if let Some(earlier) = earlier
        && let Some(status) = unchanged(arguments, sources, place, head, earlier)
    {
        return Ok(Begun::Complete(status));
    }
    Ok(Begun::Run(Journal::begin(&journal_path, head).map_err(stopped)?, Done::default()))
}

/// Goes on with the journal that a run left which was broken off.
fn go_on(arguments: &Extract, place: &Place, head: &Head<'_>, left: Left) -> Result<io::Result<(Journal, Done)>, Stop> {
    let (path, journal_path) = (place.path.display(), place.journal());
    let journal = journal_path.display();
    let anew = |left: Left| left.begin_anew(head).map(|journal| (journal, Done::default()));
    let Some(before) = &left.head else { return Ok(anew(left)) };
    let format = other_format(before, head.format);
    if !arguments.resume {
        let format = format.map(|format| format!(" --format {format}")).unwrap_or_default();
        return Err(Stop::Because(format!(
            "a run that was to write {path} was broken off: {journal} has what it read; go on with --resume{format}, or remove \
             that file to begin anew"
        )));
    }
    if let Some(format) = format {
        return Err(Stop::Because(format!(
            "the run that was to write {path} and was broken off was one with --format {format}: give that to go on, or \
             remove {journal} to begin anew"
        )));
    }
    let differences = head.differences(before);
    if !differences.is_empty() {
        let differences = differences.join(", ");
        say(&format!("since the run that was broken off {differences}: all files are read again"));
        return Ok(anew(left));
    }
    let gone_on = left.go_on();
    if let Ok((_, Done { damaged: damaged @ 1.., .. })) = &gone_on {
        let entries = if *damaged == 1 { "1 entry is".to_owned() } else { format!("{damaged} entries are") };
        say(&format!("{entries} damaged in {journal}: what is not in the others is read again"));
    }
    Ok(gone_on)
}

/// How the earlier run ended that finished the output, if one of now would write the same; else says why not.
fn unchanged(
    arguments: &Extract,
    sources: &Sources,
    place: &Place,
    head: &Head<'_>,
    earlier: &Earlier,
) -> Option<Status> {
    let path = place.path.display();
    let differences = head.differences(&earlier.head);
    let why = if let Some(missing) = place.missing(head.format) {
        format!("{} of its run is missing", missing.display())
    } else if !differences.is_empty() {
        format!("{path} is complete, but since then {}", differences.join(", "))
    } else {
        match earlier.changes(sources, arguments.threads, &head.limits) {
            Ok(changes) if changes.are_none() => {
                say(&format!("{path} is complete, and nothing has changed since; there is nothing to do"));
                return Some(lines::status(sources, changes.failed, "the manifest says why"));
            }
            Ok(changes) => format!("{path} is complete, but since then {}", told(&changes)),
            // it tells nothing then
            Err(error) => format!("the manifest of {path} cannot be read ({error})"),
        }
    };
    let count = sources.list.len();
    let all = if count == 1 { "the file is".to_owned() } else { format!("all {count} files are") };
    say(&format!("{why}: {all} read again"));
    None
}

/// The form of the run with the head `before`, if it is not `format`.
fn other_format(before: &Value, format: Format) -> Option<&str> {
    before["format"].as_str().filter(|before| *before != word(&format))
}

/// What has happened to the files of a run: how many were added and so on, and the first of them by name.
fn told(changes: &Changes) -> String {
    const NAMED: usize = 3;
    let kinds = [("added", &changes.added), ("changed", &changes.changed), ("removed", &changes.removed)];
    let mut told: Vec<String> = Vec::new();
    for (what, names) in kinds.into_iter().filter(|(_, names)| !names.is_empty()) {
        let mut first: Vec<&str> = names.iter().take(NAMED).map(SourceName::as_str).collect();
        if names.len() > NAMED {
            first.push("…");
        }
        let were = if names.len() == 1 { "was" } else { "were" };
        told.push(format!("{} {were} {what} ({})", counted(names.len(), "file"), first.join(", ")));
    }
    if changes.skipped {
        told.push("other entries of the folders are passed over".to_owned());
    }
    if changes.order {
        told.push("the files come in another order".to_owned());
    }
    told.join(", ")
}
