//! A `[[rule]]` as it is written in a pack → a rule, after all that can be seen of it alone is checked.

use std::{fmt, ops::Range};

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use super::Source;
use crate::{
    Result,
    error::{DataError, did_you_mean, nearest},
    rule::{Example, Fit, Pattern, Reader, Reads, Rule, RuleKind, RuleMeasure},
};

/// The keys of a rule. Which of them must be there is said of all at once, so the type lets each be missing.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RuleTable {
    id: Option<Spanned<String>>,
    finds: Option<String>,
    why: Option<String>,
    pattern: Option<Spanned<String>>,
    measure: Option<RuleMeasure>,
    indicator: Option<Spanned<String>>,
    kind: Option<RuleKind>,
    old_value: bool,
    confidence: Option<Spanned<f32>>,
    examples: Vec<Spanned<ExampleTable>>,
    negatives: Vec<Spanned<String>>,
}

/// Keys that only a built-in rule has, which is code.
#[derive(Default)]
struct CodeKeys {
    code: Option<Spanned<String>>,
    reads: Option<Reads>,
}

impl CodeKeys {
    /// Takes them out of a table, so that nobody is told of them who cannot use them.
    fn take(table: &mut DeTable<'_>, source: &Source) -> Result<Self> {
        let mut take = |name: &str| table.remove(name).map(ValueDeserializer::from);
        let malformed = |error| source.toml_error(&error);
        Ok(Self {
            code: take("code").map(Spanned::deserialize).transpose().map_err(malformed)?,
            reads: take("reads").map(Reads::deserialize).transpose().map_err(malformed)?,
        })
    }
}

/// The keys of an example.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ExampleTable {
    text: Option<String>,
    indicator: Option<String>,
    value: Option<Spanned<Number>>,
    unit: Option<String>,
    year: Option<u16>,
    measure: Option<Spanned<String>>,
    comparator: Option<Spanned<String>>,
    kind: Option<Spanned<String>>,
    bodies: Option<Vec<String>>,
    doc_number: Option<String>,
    issued: Option<String>,
}

/// A value, written as a number or in quotes.
struct Number(String);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Number;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number, as 62.5 or \"62.5\"")
            }
            fn visit_str<E>(self, text: &str) -> std::result::Result<Number, E> {
                Ok(Number(text.to_owned()))
            }
            fn visit_i64<E>(self, number: i64) -> std::result::Result<Number, E> {
                Ok(Number(number.to_string()))
            }
            fn visit_f64<E>(self, number: f64) -> std::result::Result<Number, E> {
                Ok(Number(number.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Where the parts of a rule stand in the text of its pack.
#[derive(Clone, Debug)]
pub(super) struct RulePlaces {
    pub id: Range<usize>,
    pub pattern: Range<usize>,
    pub examples: Vec<Range<usize>>,
    pub negatives: Vec<Range<usize>>,
}

impl RuleTable {
    /// The rule that `table` of `source` is. One that is code is read from the built-in pack only.
    pub(super) fn read(mut table: Spanned<DeValue<'_>>, source: &Source, builtin: bool) -> Result<(Rule, RulePlaces)> {
        let bytes = table.span();
        let keys = match table.get_mut() {
            DeValue::Table(table) => CodeKeys::take(table, source)?,
            // which the next line refuses
            _ => CodeKeys::default(),
        };
        let rule = Self::deserialize(ValueDeserializer::from(table)).map_err(|error| source.toml_error(&error))?;
        rule.into_rule(keys, source, bytes, builtin)
    }

    fn into_rule(
        self,
        keys: CodeKeys,
        source: &Source,
        bytes: Range<usize>,
        builtin: bool,
    ) -> Result<(Rule, RulePlaces)> {
        if let Some(code) = keys.code.as_ref().filter(|_| !builtin) {
            let help = "a rule of a pack has a `pattern`; a rule in code is added from Rust (see `rule::Fits`)";
            return Err(source.error(code.span(), "only built-in rules are code").with_help(help).into());
        }
        let place = self.id.as_ref().map_or(bytes, Spanned::span);
        self.check_complete(keys.code.is_some(), source, &place)?;
        let id = self.id.map(Spanned::into_inner).unwrap_or_default();
        if !is_well_formed(&id) {
            let help =
                "write what is measured and what is found, as in `level.forest`: small letters, digits, _ and one dot";
            return Err(source.error(place, format!("`{id}` is no id")).with_help(help).into());
        }
        let places = RulePlaces {
            pattern: self.pattern.as_ref().map_or(place.clone(), Spanned::span),
            id: place,
            examples: self.examples.iter().map(Spanned::span).collect(),
            negatives: self.negatives.iter().map(Spanned::span).collect(),
        };
        let fit = match (self.pattern, keys.code) {
            (Some(pattern), _) => Fit::Pattern(parse_pattern(&pattern, source)?),
            (None, code) => Fit::BuiltIn(Reader {
                code: code.map(Spanned::into_inner).unwrap_or_default(),
                reads: keys.reads.unwrap_or(Reads::Record),
            }),
        };
        if let Some(indicator) = &self.indicator {
            check_indicator(indicator, source)?;
        }
        if let Some(confidence) = self.confidence.as_ref().filter(|share| !(0.0..=1.0).contains(share.get_ref())) {
            let problem = format!("the confidence {} is no share", confidence.get_ref());
            return Err(source.error(confidence.span(), problem).with_help("write a number from 0 to 1").into());
        }
        let of_clause = matches!(fit, Fit::Pattern(_));
        let examples = self.examples.into_iter().map(|example| {
            let bytes = example.span();
            example.into_inner().read(source, bytes, of_clause)
        });
        let default = Rule::new(&id, &self.finds.unwrap_or_default(), fit);
        let rule = Rule {
            measure: self.measure.unwrap_or(default.measure),
            indicator: self.indicator.map_or(default.indicator, Spanned::into_inner),
            kind: self.kind,
            old_value: self.old_value,
            confidence: self.confidence.map_or(default.confidence, Spanned::into_inner),
            why: self.why.unwrap_or_default(),
            examples: examples.collect::<Result<_>>()?,
            negatives: self.negatives.into_iter().map(Spanned::into_inner).collect(),
            source: source.line_at(places.id.start),
            ..default
        };
        Ok((rule, places))
    }

    /// That no key is missing which every rule has.
    fn check_complete(&self, is_code: bool, source: &Source, place: &Range<usize>) -> Result<()> {
        let missing = [
            ("id", "a name of its own, as `level.forest`", self.id.is_none()),
            ("finds", "what it finds, in a few words", self.finds.is_none()),
            ("why", "why it holds, in one sentence", self.why.is_none()),
            ("pattern", "which clauses it reads, as `name reach amount`", self.pattern.is_none() && !is_code),
            ("examples", "a sentence or more that it must read", self.examples.is_empty()),
            ("negatives", "a sentence or more in which it must find nothing", self.negatives.is_empty()),
        ];
        let missing: Vec<_> = missing.into_iter().filter(|(_, _, missing)| *missing).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let keys: Vec<_> = missing.iter().map(|(key, _, _)| format!("`{key}`")).collect();
        let help: Vec<_> = missing.iter().map(|(key, what, _)| format!("{key}: {what}")).collect();
        let problem = format!("the rule has no {}", keys.join(", no "));
        Err(source.error(place.clone(), problem).with_help(help.join("; ")).into())
    }
}

impl ExampleTable {
    /// The example that stands at `bytes`. One of a rule that reads clauses expects a record.
    fn read(self, source: &Source, bytes: Range<usize>, of_clause: bool) -> Result<Example> {
        let missing = [
            ("text", self.text.is_none()),
            ("indicator", of_clause && self.indicator.is_none()),
            ("value", of_clause && self.value.is_none()),
        ];
        let missing: Vec<_> =
            missing.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| format!("`{key}`")).collect();
        if !missing.is_empty() {
            let problem = format!("the example has no {}", missing.join(", no "));
            let help = "write it as in { text = \"林地面积达到5万亩。\", indicator = \"林地面积\", value = 50000 }";
            return Err(source.error(bytes, problem).with_help(help).into());
        }
        let value = self.value.map(|value| plain(&value, source)).transpose()?;
        Ok(Example {
            text: self.text.unwrap_or_default(),
            indicator: self.indicator,
            value,
            unit: self.unit,
            year: self.year,
            measure: one_of(self.measure, &MEASURES, source)?,
            comparator: one_of(self.comparator, &COMPARATORS, source)?,
            kind: one_of(self.kind, &KINDS, source)?,
            bodies: self.bodies,
            doc_number: self.doc_number,
            issued: self.issued,
        })
    }
}

/// The value of an example as records write it: without zeros behind a point.
fn plain(value: &Spanned<Number>, source: &Source) -> Result<String> {
    let written = &value.get_ref().0;
    let Ok(number) = written.parse::<Decimal>() else {
        let help = "write digits and a point, in the base unit: 42000 for 4.2万亩";
        return Err(source.error(value.span(), format!("`{written}` is no plain number")).with_help(help).into());
    };
    Ok(number.normalize().to_string())
}

// The words that records have for these, which later stages make; a test holds that they are all.
const MEASURES: [&str; 6] = ["level", "increase", "growth_rate", "decrease", "multiple", "rank"];
const COMPARATORS: [&str; 7] = ["eq", "ge", "gt", "le", "lt", "approx", "range"];
const KINDS: [&str; 4] = ["target", "actual", "forecast", "provision"];

/// The word of an example, which must be one of `known`.
fn one_of(written: Option<Spanned<String>>, known: &[&str], source: &Source) -> Result<Option<String>> {
    let Some(word) = written else { return Ok(None) };
    if !known.contains(&word.get_ref().as_str()) {
        let help = did_you_mean(nearest(word.get_ref(), known), &format!("known here: {}", known.join(", ")));
        return Err(source.error(word.span(), format!("unknown choice `{}`", word.get_ref())).with_help(help).into());
    }
    Ok(Some(word.into_inner()))
}

fn parse_pattern(written: &Spanned<String>, source: &Source) -> Result<Pattern> {
    Pattern::parse(written.get_ref()).map_err(|mistake| {
        let bytes = source.inside(written, mistake.bytes.clone());
        let error = source.error(bytes, &mistake.problem);
        mistake.help.into_iter().fold(error, DataError::with_help).into()
    })
}

/// The names in braces that an indicator may have.
const PARTS: [&str; 7] = ["noun", "noun2", "subject", "before", "condition", "behind", "of"];

/// That an indicator has only known names in braces.
fn check_indicator(indicator: &Spanned<String>, source: &Source) -> Result<()> {
    let written = indicator.get_ref();
    for (open, _) in written.match_indices('{') {
        let inside = &written[open + 1..];
        let close = inside.find('}');
        let name = &inside[..close.unwrap_or(inside.len())];
        if close.is_some() && PARTS.contains(&name) {
            continue;
        }
        let end = close.map_or(written.len(), |close| open + close + 2);
        let list = format!("the parts are {}", PARTS.map(|part| format!("{{{part}}}")).join(", "));
        let help = did_you_mean(nearest(name, &PARTS), &list);
        let problem = format!("`{}` names no part of a clause", &written[open..end]);
        return Err(source.error(source.inside(indicator, open..end), problem).with_help(help).into());
    }
    Ok(())
}

/// Whether `id` has two parts of small letters, digits and `_`, with a dot between.
fn is_well_formed(id: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    id.split_once('.').is_some_and(|(measure, found)| part(measure) && part(found))
}
