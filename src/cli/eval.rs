//! `gongwen eval`.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::{self, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use gongwen::{
    Extractor,
    evaluate::{
        Bin, Facet, Field, Floors, Gold, Group, Prediction, Score, Scores, differences, evaluate, groups, reliability,
    },
    folder::{Links, Source, Sources, in_order},
    output::word,
};
use serde::Serialize;

use super::{
    Status, Stop,
    arguments::{By, Eval},
    packs, say,
};
use crate::batch::attempt;

pub(super) fn run(arguments: &Eval) -> Result<Status, Stop> {
    let gold = read_gold(&arguments.gold)?;
    let floors = match &arguments.floors {
        Some(file) => Some(Floors::parse(&file.display().to_string(), &read(file)?, &arguments.section)?),
        None => None,
    };
    let extractor = packs::extractor(&arguments.packs)?;
    let predictions = predict(&gold, &extractor, &arguments.docs, arguments.threads)?;
    let scores = evaluate(&gold, &predictions);
    let views = arguments.by.iter().map(|&by| (by, view(by, &gold, &predictions))).collect();
    let figures = Figures { scores: &scores, by: views };
    let mut output = io::stdout().lock();
    if arguments.json {
        serde_json::to_writer(&mut output, &figures).map_err(io::Error::from)?;
        writeln!(output)?;
    } else {
        print(&figures, &mut output)?;
    }
    if let Some(count) = arguments.errors {
        writeln!(output)?;
        for gold in &gold {
            let found = predictions.get(&gold.doc).map(|prediction| differences(gold, prediction)).unwrap_or_default();
            found.iter().take(count).try_for_each(|difference| writeln!(output, "{}: {difference}", gold.doc))?;
        }
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
fn predict(
    gold: &[Gold],
    extractor: &Extractor,
    folder: &Path,
    threads: Option<NonZeroUsize>,
) -> Result<BTreeMap<String, Prediction>, Stop> {
    if !folder.exists() {
        let message = "there is no such folder; `--docs` names the folder of the documents that the gold files are of";
        return Err(Stop::Because(format!("{}: {message}", folder.display())));
    }
    let names: HashSet<&str> = gold.iter().map(|gold| gold.doc.as_str()).collect();
    let mut sources = Sources::find(&[folder.to_owned()], Links::Skip);
    sources.list.retain(|source| source.file_name().is_some_and(|name| names.contains(name)));
    if sources.list.is_empty() {
        return Err(Stop::Because(format!("{}: none of the documents that the gold names is here", folder.display())));
    }
    let work = |source: &Source| {
        let prediction =
            attempt(source, &gongwen::Limits::default(), |bytes| Ok(Prediction::from(&extractor.extract(bytes)?)));
        (source.name().as_str().to_owned(), source.file_name().unwrap_or_default().to_owned(), prediction)
    };
    let mut predictions = BTreeMap::new();
    in_order(&sources.list, threads, work, |_, (path, name, prediction)| {
        match prediction {
            Ok(prediction) => drop(predictions.insert(name, prediction)),
            Err(problem) => say(&format!("{path}: {}", problem.message)),
        }
        Ok(())
    })?;
    Ok(predictions)
}

/// What is printed. Without views it is what `score.py` prints.
#[derive(Serialize)]
struct Figures<'a> {
    #[serde(flatten)]
    scores: &'a Scores,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    by: BTreeMap<By, View>,
}

/// The figures taken apart.
#[derive(Serialize)]
#[serde(untagged)]
enum View {
    Groups(BTreeMap<String, Group>),
    Bins(Vec<Bin>),
}

fn view(by: By, gold: &[Gold], predictions: &BTreeMap<String, Prediction>) -> View {
    let facet = match by {
        By::Kind => Facet::Kind,
        By::Form => Facet::Form,
        By::Script => Facet::Script,
        By::Document => Facet::Document,
        By::Confidence => return View::Bins(reliability(gold, predictions)),
    };
    View::Groups(groups(facet, gold, predictions))
}

/// The figures for a person.
fn print(figures: &Figures<'_>, output: &mut impl Write) -> io::Result<()> {
    let scores = figures.scores;
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
    for (by, view) in &figures.by {
        writeln!(output)?;
        match view {
            View::Groups(groups) => print_groups(*by, groups, output)?,
            View::Bins(bins) => print_bins(bins, output)?,
        }
    }
    if !scores.missing.is_empty() {
        writeln!(output, "\nmissing: {}", scores.missing.join(", "))?;
    }
    Ok(())
}

/// A row for each group: how many records are asked for, the F1 of detection and in the strict sense, and the share of the
/// records found that have each field right. The names stand last, since they may be long and wide.
fn print_groups(by: By, groups: &BTreeMap<String, Group>, output: &mut impl Write) -> io::Result<()> {
    let name = by.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
    write!(output, "{:>8}{:>8}{:>8}", "records", "detect", "strict")?;
    Field::ALL.iter().try_for_each(|field| write!(output, "{:>11}", word(field)))?;
    writeln!(output, "  {name}")?;
    for (name, Group { detect, strict, fields }) in groups {
        write!(output, "{:>8}{:>8.4}{:>8.4}", detect.expected, detect.f1, strict.f1)?;
        for tally in fields.values() {
            write!(output, "{:>11}", tally.share().map_or_else(|| "-".to_owned(), |share| format!("{share:.4}")))?;
        }
        writeln!(output, "  {name}")?;
    }
    Ok(())
}

/// A row for each bin of confidence. Where the mean is above the share, the records promise too much.
fn print_bins(bins: &[Bin], output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{:<16}{:>10}{:>10}{:>10}", "confidence from", "records", "mean", "right")?;
    for Bin { from, records, confidence, right } in bins {
        writeln!(output, "{:<16.2}{records:>10}{confidence:>10.4}{right:>10.4}", *from as f64 / 100.0)?;
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
