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
    let stopped = |error| unopened(place, &error);
    if let Some(left) = Journal::find(&place.journal()).map_err(stopped)? {
        return go_on(arguments, place, head, left);
    }
    let earlier = place.earlier.as_ref().filter(|_| arguments.resume);
    if let Some(format) = earlier.and_then(|earlier| other_format(&earlier.head, head.format)) {
        return Err(Stop::Because(format!(
            "{} is the output of a run with --format {format}: give that, name another output, or leave out --resume to \
             write over it",
            place.path.display()
        )));
    }
    place.refuse_others(head.format)?;
    if let Some(earlier) = earlier
        && let Some(status) = unchanged(arguments, sources, place, head, earlier)
    {
        return Ok(Begun::Complete(status));
    }
    Ok(Begun::Run(Journal::begin(&place.journal(), head).map_err(stopped)?, Done::default()))
}

/// Goes on with the journal that a run left which was broken off.
fn go_on(arguments: &Extract, place: &Place, head: &Head<'_>, left: Left) -> Result<Begun, Stop> {
    let stopped = |error| unopened(place, &error);
    let anew = |left: Left| Ok(Begun::Run(left.begin_anew(head).map_err(stopped)?, Done::default()));
    let (path, kept) = (place.path.display(), place.journal());
    let kept = kept.display();
    let Some(before) = &left.head else { return anew(left) };
    let (format, differences) = (other_format(before, head.format), head.differences(before).join(", "));
    if !arguments.resume {
        let how = match format {
            Some(format) => format!(" --format {format}"),
            None if differences.is_empty() => String::new(),
            None => format!(" (which reads all files again, as {differences})"),
        };
        return Err(Stop::Because(format!(
            "a run that was to write {path} was broken off: {kept} has what it read; go on with --resume{how}, or remove \
             that file to begin anew"
        )));
    }
    if let Some(format) = format {
        return Err(Stop::Because(format!(
            "the run that was to write {path} and was broken off was one with --format {format}: give that to go on, or \
             remove {kept} to begin anew"
        )));
    }
    if !differences.is_empty() {
        say(&format!("since the run that was broken off {differences}: all files are read again"));
        return anew(left);
    }
    let (journal, done) = left.go_on().map_err(stopped)?;
    if done.damaged > 0 {
        let entries = if done.damaged == 1 { "1 entry is" } else { &format!("{} entries are", done.damaged) };
        say(&format!("{entries} damaged in {kept}: what is not in the others is read again"));
    }
    Ok(Begun::Run(journal, done))
}

/// Why the journal of the output at `place` cannot be had.
fn unopened(place: &Place, error: &io::Error) -> Stop {
    let (path, journal) = (place.path.display(), place.journal());
    Stop::Because(match error.kind() {
        io::ErrorKind::ResourceBusy => {
            format!("another run is writing {path}; wait until it is over, or name another output")
        }
        io::ErrorKind::InvalidData => {
            format!("{} is in the way: it {error}, or name another output", journal.display())
        }
        _ => format!("{path} cannot be written: {error}"),
    })
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
