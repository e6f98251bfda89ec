//! The annotated corpus is well formed: a wrong annotation must not pass for a right one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use gongwen::{
    Extractor,
    evaluate::{Gold, Statement},
    mention::{comparator::Comparator, numeral, quantity},
};
use regex::Regex;
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in tables parse"));

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)
}

/// The names of the files in a folder of the corpus.
fn names(name: &str) -> BTreeSet<String> {
    fs::read_dir(folder(name))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().into_string().expect("names are UTF-8"))
        .collect()
}

/// The gold files by the name of their file.
fn gold() -> BTreeMap<String, Gold> {
    let read = |file: String| {
        let text = fs::read_to_string(folder("gold").join(&file)).expect("it can be read");
        let gold = Gold::parse(&file, &text).expect("it is a gold file");
        (file, gold)
    };
    names("gold").into_iter().map(read).collect()
}

/// A text without white space and in one width, in which quotes are looked for.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_document_has_its_gold_and_its_own_form() {
    let gold = gold();
    let annotated: BTreeSet<String> = gold.values().map(|gold| gold.doc.clone()).collect();
    assert_eq!(annotated, names("documents"));
    let forms: BTreeSet<&str> = gold.values().filter_map(|gold| gold.form.as_deref()).collect();
    assert_eq!(forms.len(), gold.len(), "each gold file names its form, and no two are alike");
    for (file, gold) in &gold {
        let stem = |name: &str| Path::new(name).file_stem().map(ToOwned::to_owned);
        assert_eq!(stem(file), stem(&gold.doc), "{file} is the gold of {}", gold.doc);
    }
}

#[test]
fn quotes_stand_in_the_text_in_order() {
    for gold in gold().values() {
        let bytes = fs::read(folder("documents").join(&gold.doc)).expect("it can be read");
        let text = plain(EXTRACTOR.document(&bytes).expect("it is text").text.text());
        let mut at = 0;
        for record in &gold.records {
            let quote = plain(&record.quote);
            let found = text[at..].find(&quote);
            assert!(found.is_some() && !quote.is_empty(), "{}: `{}` is not in the text, or not here", gold.doc, quote);
            at += found.unwrap_or_default();
        }
    }
}

/// Whether `value` is written in `quote`: in figures, or in the words of a number or a multiple.
fn stands_in(value: &str, quote: &str) -> bool {
    static FIGURES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"-?[0-9]+(?:\.[0-9]+)?").expect("a constant pattern"));
    static TWO_PARTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("([0-9]+)([万亿])([0-9]+)(万?)").expect("a constant pattern"));
    const MULTIPLIERS: [(i64, &str); 7] = [
        (1, ""),
        (1_000, "千"),
        (10_000, "万"),
        (1_000_000, "百万"),
        (10_000_000, "千万"),
        (100_000_000, "亿"),
        (1_000_000_000_000, "万亿"),
    ];
    let value = Decimal::from_str_exact(value).expect("a value is a decimal");
    let quote = plain(quote).replace(',', "");
    // the multiplier of a bare cell may stand in the head of its table
    let is_cell = quote.chars().filter(|c| c.is_alphabetic()).count() <= 2;
    let in_figures = FIGURES.find_iter(&quote).any(|figures| {
        // a dash before figures may also be that of a range
        let figures = Decimal::from_str_exact(figures.as_str()).unwrap_or_default();
        MULTIPLIERS.iter().any(|&(by, word)| {
            (is_cell || quote.contains(word)) && [figures, figures.abs()].contains(&(value / Decimal::from(by)))
        })
    });
    // 18亿7,300万, as Taiwan writes
    let in_two_parts = || {
        TWO_PARTS.captures_iter(&quote).any(|parts| {
            let number = |part: usize| Decimal::from_str_exact(&parts[part]).unwrap_or_default();
            let myriad = Decimal::from(10_000);
            let upper = number(1) * if &parts[2] == "亿" { myriad * myriad } else { myriad };
            value == upper + number(3) * if parts[4].is_empty() { Decimal::ONE } else { myriad }
        })
    };
    let lexicon = EXTRACTOR.lexicon();
    let in_words = || {
        let quantities = quantity::find(&quote, lexicon).found.into_iter();
        let values = quantities.flat_map(|quantity| [Some(quantity.value), quantity.value_max]).flatten();
        values.chain(numeral::find(&quote, lexicon).into_iter().map(|number| number.value)).any(|found| found == value)
    };
    // the extractor need not read every word for a small number: 污水处理厂一座, 增长一成二
    let in_characters = || {
        let digit = |digit: usize| ["", "一", "[二两]", "三", "四", "五", "六", "七", "八", "九", "十"][digit];
        let words = match usize::try_from(value) {
            Ok(small @ 1..=10) => digit(small).to_owned(),
            Ok(share @ 11..=99) => format!("{}[成折]{}", digit(share / 10), digit(share % 10)),
            _ => return false,
        };
        value.is_integer() && Regex::new(&words).expect("the words are a pattern").is_match(&quote)
    };
    in_figures || in_two_parts() || in_words() || in_characters()
}

/// What is wrong with an annotation.
fn fault(record: &Statement) -> Option<&'static str> {
    let Statement { indicator, value, value_max, unit, year, bodies, .. } = record;
    let decimal = |text: &str| Decimal::from_str_exact(text).is_ok_and(|number| number.normalize().to_string() == text);
    let values: Vec<&str> = value.iter().chain(value_max).map(String::as_str).collect();
    let names = bodies.iter().map(|body| &body.name).collect::<BTreeSet<_>>();
    match () {
        () if indicator.trim().is_empty() || indicator.trim() != indicator => Some("the indicator is not bare words"),
        () if value.is_none() => Some("there is no value"),
        () if !values.iter().all(|text| decimal(text)) => Some("a value is not a plain decimal"),
        () if value_max.is_some() != (record.comparator == Comparator::Range) => Some("a range has two values"),
        () if !values.iter().all(|text| stands_in(text, &record.quote)) => Some("the value is not in the quote"),
        () if unit.as_deref().is_some_and(|unit| unit.is_empty() || unit.starts_with(['万', '亿'])) => {
            Some("the unit is not a base unit")
        }
        () if year.is_some_and(|year| !(1949..=2100).contains(&year)) => Some("the year is none"),
        () if names.len() != bodies.len() || names.contains(&String::new()) => Some("a body is named twice or not"),
        () => None,
    }
}

#[test]
fn every_annotation_is_well_formed() {
    for gold in gold().values() {
        for record in &gold.records {
            assert_eq!(fault(record), None, "{}: {record:?}", gold.doc);
        }
    }
}

#[test]
fn a_bad_annotation_does_not_pass() {
    let good = r#"{"quote": "孵化器由3家增加到1.5万家", "indicator": "孵化器", "measure": "level", "comparator": "eq",
        "value": "15000", "value_max": null, "unit": "家", "year": 2025, "cadence": "once", "kind": "target", "bodies": []}"#;
    let fault_of = |from: &str, to: &str| {
        assert!(good.contains(from));
        fault(&serde_json::from_str(&good.replace(from, to)).expect("it has the fields"))
    };
    assert_eq!(fault_of("孵化器", "孵化器"), None);
    assert_eq!(fault_of("\"15000\"", "\"15001\""), Some("the value is not in the quote"));
    assert_eq!(fault_of("\"15000\"", "\"150000000\""), Some("the value is not in the quote"));
    assert_eq!(fault_of("\"15000\"", "\"1.5万\""), Some("a value is not a plain decimal"));
    assert_eq!(fault_of("\"15000\"", "\"15000.0\""), Some("a value is not a plain decimal"));
    assert_eq!(fault_of("\"家\"", "\"万家\""), Some("the unit is not a base unit"));
    assert_eq!(fault_of("\"eq\"", "\"range\""), Some("a range has two values"));
    assert_eq!(fault_of("\"indicator\": \"孵化器\"", "\"indicator\": \" \""), Some("the indicator is not bare words"));
    assert_eq!(fault_of("2025", "202"), Some("the year is none"));
}
