//! `gongwen rules`: the rules in force, one of them whole, and whether packs hold what they say.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use gongwen::{
    lexicon::Words,
    output::word,
    pack::Pack,
    rule::{self, Example, Fit, Reads, Rule},
};

use super::{Status, Stop, arguments::Rules, lines::counted, packs};

pub(super) fn run(arguments: &Rules) -> Result<Status, Stop> {
    let mut output = BufWriter::new(io::stdout().lock());
    match arguments {
        Rules::List { packs } => list(packs::extractor_to_show(packs)?.rules(), &mut output)?,
        Rules::Show { id, packs } => {
            let extractor = packs::extractor_to_show(packs)?;
            let rules = extractor.rules();
            let Some(rule) = rules.get(id) else {
                let meant = rule::Rules::nearest_id(rules.list(), id);
                let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
                return Err(Stop::Because(format!("there is no rule `{id}`; {meant}`gongwen rules list` names all")));
            };
            show(rule, &mut output)?;
        }
        Rules::Words { section, packs } => words(section.as_deref(), &packs::read(&packs.rules)?, &mut output)?,
        Rules::Check { paths } => check(paths, &mut output)?,
    }
    output.flush()?;
    Ok(Status::Complete)
}

fn list(rules: &rule::Rules, output: &mut impl Write) -> io::Result<()> {
    let rules = rules.list();
    let width = |column: fn(&Rule) -> &str| rules.iter().map(|rule| column(rule).chars().count()).max().unwrap_or(0);
    let (id, source) = (width(|rule| &rule.id), width(|rule| &rule.source));
    rules.iter().try_for_each(|rule| {
        let Rule { id: own, source: from, finds, .. } = rule;
        let (examples, negatives) = (rule.examples.len(), rule.negatives.len());
        writeln!(output, "{own:id$}  {examples:2} examples {negatives:2} negatives  {from:source$}  {finds}")
    })
}

fn show(rule: &Rule, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{}\n", rule.id)?;
    writeln!(output, "finds       {}", rule.finds)?;
    writeln!(output, "why         {}", rule.why)?;
    writeln!(output, "source      {}", rule.source)?;
    match &rule.fit {
        Fit::Pattern(pattern) => writeln!(output, "pattern     {pattern}")?,
        Fit::BuiltIn(reader) => writeln!(output, "code        {}, reads {}", reader.code, word(&reader.reads))?,
        _ => writeln!(output, "code        of the program that added it")?,
    }
    if !matches!(&rule.fit, Fit::BuiltIn(_)) {
        let kind = rule.kind.map_or("by the words around".to_owned(), |kind| word(&kind));
        writeln!(output, "measure     {}", word(&rule.measure))?;
        writeln!(output, "indicator   {}", rule.indicator)?;
        writeln!(output, "kind        {kind}")?;
        writeln!(output, "old_value   {}", rule.old_value)?;
    }
    // what other readers read makes no record of its own
    if !matches!(&rule.fit, Fit::BuiltIn(reader) if reader.reads != Reads::Record) {
        writeln!(output, "confidence  {}", rule.confidence)?;
    }
    for example in &rule.examples {
        writeln!(output, "reads       {}", example.text)?;
        writeln!(output, "            {}", expected(example))?;
    }
    rule.negatives.iter().try_for_each(|negative| writeln!(output, "reads not   {negative}"))
}

/// The fields that an example expects, as a pack has them.
fn expected(example: &Example) -> String {
    let fields = [
        ("indicator", example.indicator.clone()),
        ("value", example.value.clone()),
        ("unit", example.unit.clone()),
        ("year", example.year.map(|year| year.to_string())),
        ("measure", example.measure.clone()),
        ("comparator", example.comparator.clone()),
        ("kind", example.kind.clone()),
        ("bodies", example.bodies.as_ref().map(|bodies| bodies.join("、"))),
        ("doc_number", example.doc_number.clone()),
        ("issued", example.issued.clone()),
    ];
    let told = fields.into_iter().filter_map(|(field, value)| Some(format!("{field} {}", value?)));
    told.collect::<Vec<_>>().join(", ")
}

/// The lists of words with what they are for, or the words of the lists in `section`.
fn words(section: Option<&str>, packs: &[Pack], output: &mut impl Write) -> Result<(), Stop> {
    let words = packs.iter().fold(Words::builtin()?, |words, pack| words.followed_by(pack.words().clone()));
    let lists = words.lists();
    let purposes = Words::purposes();
    let purpose = |name: &str| purposes.get(name).map_or("", String::as_str);
    let Some(section) = section else {
        let name_width = lists.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, words) in &lists {
            writeln!(output, "{name:name_width$}  {:5}  {}", words.len(), purpose(name))?;
        }
        return Ok(());
    };
    let within = |name: &str| name.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let found: Vec<_> = lists.iter().filter(|(name, _)| within(name)).collect();
    if found.is_empty() {
        return Err(Stop::Because(format!("there is no list `{section}`; `gongwen rules words` names all")));
    }
    for (name, words) in found {
        writeln!(output, "{name}: {}\n    {}", purpose(name), words.join(" "))?;
    }
    Ok(())
}

fn check(paths: &[PathBuf], output: &mut impl Write) -> Result<(), Stop> {
    let packs = packs::read(paths)?;
    // what packs say together is checked where an extractor is built
    packs::build(packs.clone())?;
    let mut before = vec![Pack::builtin_rules()?];
    for pack in packs {
        let count = |of: fn(&Rule) -> usize| pack.rules().iter().map(of).sum::<usize>();
        writeln!(
            output,
            "{}: well formed; {}, {} with {} and {} that hold, {} disabled",
            pack.file(),
            counted(pack.words().len(), "word"),
            counted(pack.rules().len(), "rule"),
            counted(count(|rule| rule.examples.len()), "example"),
            counted(count(|rule| rule.negatives.len()), "negative"),
            counted(pack.disabled().count(), "rule"),
        )?;
        for rule in pack.rules() {
            let replaced = before.iter().rev().flat_map(|pack| pack.rules()).find(|other| other.id == rule.id);
            if let Some(replaced) = replaced {
                writeln!(output, "{}: takes the place of the rule of this id at {}", rule.id, replaced.source)?;
            }
        }
        before.push(pack);
    }
    Ok(())
}
