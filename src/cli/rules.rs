//! `gongwen rules`: the rules in force, one of them whole, and whether packs hold what they say.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use gongwen::{
    Extractor,
    rule::{Fit, Rule},
};

use super::{Status, Stop, arguments::Rules, explain::word, packs};

pub(super) fn run(arguments: &Rules) -> Result<Status, Stop> {
    let mut output = BufWriter::new(io::stdout().lock());
    match arguments {
        Rules::List { packs } => list(&packs::extractor(packs)?, &mut output)?,
        Rules::Show { id, packs } => {
            let extractor = packs::extractor(packs)?;
            let Some(rule) = extractor.rules().get(id) else {
                return Err(Stop::Because(format!("there is no rule `{id}`; `gongwen rules list` names all")));
            };
            show(rule, &mut output)?;
        }
        Rules::Check { paths } => check(paths, &mut output)?,
    }
    output.flush()?;
    Ok(Status::Complete)
}

fn list(extractor: &Extractor, output: &mut impl Write) -> io::Result<()> {
    let rules = extractor.rules().list();
    let width = |column: fn(&Rule) -> &str| rules.iter().map(|rule| column(rule).chars().count()).max().unwrap_or(0);
    let (id, source) = (width(|rule| &rule.id), width(|rule| &rule.source));
    rules.iter().try_for_each(|rule| {
        let Rule { id: own, source: from, finds, .. } = rule;
        writeln!(
            output,
            "{own:id$}  {:2} examples  {from:source$}  {finds}",
            rule.examples.len() + rule.negatives.len()
        )
    })
}

fn show(rule: &Rule, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{}\n", rule.id)?;
    writeln!(output, "finds       {}", rule.finds)?;
    match &rule.fit {
        Fit::Pattern(pattern) => {
            writeln!(output, "pattern     {pattern}")?;
            writeln!(output, "measure     {}", word(&rule.measure))?;
            writeln!(output, "indicator   {}", rule.indicator)?;
        }
        _ => writeln!(output, "pattern     none; it is code")?,
    }
    if let Some(kind) = rule.kind {
        writeln!(output, "kind        {}", word(&kind))?;
    }
    if rule.old_value {
        writeln!(output, "value       the old one, which another replaces")?;
    }
    writeln!(output, "confidence  {}", rule.confidence)?;
    writeln!(output, "why         {}", rule.why)?;
    writeln!(output, "source      {}", rule.source)?;
    for example in &rule.examples {
        let unit = example.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let year = example.year.map(|year| format!(", {year}")).unwrap_or_default();
        let bodies = example.bodies.iter().flatten().map(|body| format!(", {body}")).collect::<String>();
        writeln!(output, "reads       {}", example.text)?;
        writeln!(output, "            {} = {}{unit}{year}{bodies}", example.indicator, example.value)?;
    }
    rule.negatives.iter().try_for_each(|negative| writeln!(output, "reads not   {negative}"))
}

fn check(paths: &[PathBuf], output: &mut impl Write) -> Result<(), Stop> {
    let packs = packs::read(paths)?;
    // what packs say together is checked where an extractor is built
    packs::build(packs.clone())?;
    for pack in packs {
        let count = |of: fn(&Rule) -> usize| pack.rules().iter().map(of).sum::<usize>();
        writeln!(
            output,
            "{}: well formed; {} words, {} rules with {} examples and {} negatives that hold, {} rules disabled",
            pack.file(),
            pack.words().len(),
            pack.rules().len(),
            count(|rule| rule.examples.len()),
            count(|rule| rule.negatives.len()),
            pack.disabled().count(),
        )?;
    }
    Ok(())
}
