//! `gongwen eval`.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::{self, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use gongwen::{
    Extractor,
    evaluate::{Floors, Gold, Prediction, Score, Scores, evaluate},
};

use super::{Status, Stop, arguments::Eval, say};
use crate::batch::{Source, Sources, attempt, in_order};

pub(super) fn run(arguments: &Eval) -> Result<Status, Stop> {
    let gold = read_gold(&arguments.gold)?;
    let floors = match &arguments.floors {
        Some(file) => Some(Floors::parse(&file.display().to_string(), &read(file)?, &arguments.section)?),
        None => None,
    };
    let predictions = predict(&gold, &arguments.docs, arguments.threads)?;
    let scores = evaluate(&gold, &predictions);
    let mut output = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer(&mut output, &scores).map_err(io::Error::from)?;
        writeln!(output)?;
    } else {
        print(&scores, &mut output)?;
    }
    let holds = floors.is_none_or(|floors| hold(&floors, &scores));
    Ok(Status::complete_if(holds && scores.missing.is_empty()))
}

/// The gold files of `folder`, by name.
fn read_gold(folder: &Path) -> Result<Vec<Gold>, Stop> {
    let no_gold = |reason: &str| Stop::Because(format!("{}: {reason}", folder.display()));
    let entries = fs::read_dir(folder).map_err(|error| no_gold(&error.to_string()))?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>();
    let mut paths: Vec<PathBuf> = paths.map_err(|error| no_gold(&error.to_string()))?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    if paths.is_empty() {
        return Err(no_gold("there is no gold file (*.json) in this folder"));
    }
    paths.iter().map(|path| Ok(Gold::parse(&path.display().to_string(), &read(path)?)?)).collect()
}

fn read(path: &Path) -> Result<String, Stop> {
    fs::read_to_string(path).map_err(|error| Stop::Because(format!("{}: {error}", path.display())))
}

/// Reads the documents that the gold names, wherever they stand in `folder`. One that cannot be read is left out.
fn predict(gold: &[Gold], folder: &Path, threads: Option<NonZeroUsize>) -> Result<BTreeMap<String, Prediction>, Stop> {
    let extractor = Extractor::new()?;
    let names: HashSet<&str> = gold.iter().map(|gold| gold.doc.as_str()).collect();
    let mut sources = Sources::find(&[folder.to_owned()]);
    sources.list.retain(|source| source.file_name().is_some_and(|name| names.contains(name)));
    if sources.list.is_empty() {
        return Err(Stop::Because(format!("{}: none of the documents that the gold names is here", folder.display())));
    }
    let work = |source: &Source| {
        let prediction = attempt(source, |bytes| Ok(Prediction::from(&extractor.extract(bytes)?)));
        (source.name.as_str().to_owned(), source.file_name().unwrap_or_default().to_owned(), prediction)
    };
    let mut predictions = BTreeMap::new();
    in_order(&sources.list, threads.map(NonZeroUsize::get), work, |_, (path, name, prediction)| {
        match prediction {
            Ok(prediction) => drop(predictions.insert(name, prediction)),
            Err(problem) => say(&format!("{path}: {}", problem.message)),
        }
        Ok(())
    })?;
    Ok(predictions)
}

/// The figures for a person.
fn print(scores: &Scores, output: &mut impl Write) -> io::Result<()> {
    let row = |name: &str, score: &Score| {
        let Score { precision, recall, f1, hit, predicted, expected } = score;
        format!("{name:<16}{precision:>10.4}{recall:>10.4}{f1:>10.4}{hit:>7}{predicted:>11}{expected:>10}")
    };
    writeln!(
        output,
        "{:<16}{:>10}{:>10}{:>10}{:>7}{:>11}{:>10}",
        "", "precision", "recall", "F1", "hit", "predicted", "expected"
    )?;
    writeln!(output, "{}", row("detect all", &scores.detect.all))?;
    writeln!(output, "{}", row("detect target", &scores.detect.target))?;
    writeln!(output, "{}", row("strict all", &scores.strict.all))?;
    writeln!(output, "{}", row("strict target", &scores.strict.target))?;
    let json = serde_json::to_value(scores).map_err(io::Error::from)?;
    for (title, key) in [("fields of the records found", "fields"), ("fields of the documents", "document")] {
        writeln!(output, "\n{title}")?;
        for (field, value) in json[key].as_object().into_iter().flatten() {
            writeln!(output, "{field:<16}{:>10}", value.as_str().map_or_else(|| value.to_string(), str::to_owned))?;
        }
    }
    if !scores.missing.is_empty() {
        writeln!(output, "\nmissing: {}", scores.missing.join(", "))?;
    }
    Ok(())
}

/// Whether no score is below its floor; says which is, and which floor should be raised.
fn hold(floors: &Floors, scores: &Scores) -> bool {
    let mut holds = true;
    for floor in floors.compare(scores) {
        if floor.is_broken() {
            holds = false;
            say(&format!("error: {} is {}, below its floor of {}", floor.name, floor.score, floor.floor));
        } else if floor.is_low() {
            say(&format!("{} is {}: raise its floor of {}", floor.name, floor.score, floor.floor));
        }
    }
    holds
}
