//! `gongwen explain`: each sentence with its records, how they were read, and the numbers that are in none.

use std::{
    io::{self, Write},
    iter::Peekable,
};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};
use gongwen::{
    Extraction, Extractor,
    document::Document,
    folder::Links,
    mention::{comparator::Comparator, quantity::Refusal},
    output::word,
    page::BlockKind,
    record::{self, Reason, Record, Rejected, YearSource},
    rule::{Class, Item},
    span::TextSpan,
};

use super::{Status, Stop, arguments::Explain, lines, packs, say};
use crate::batch::attempt;

const NAME: Style = AnsiColor::Cyan.on_default();
const VERB: Style = AnsiColor::Yellow.on_default();
const VALUE: Style = AnsiColor::Green.on_default().bold();
const YEAR: Style = AnsiColor::Magenta.on_default();
const BODY: Style = AnsiColor::Blue.on_default();
const REJECTED: Style = Style::new().dimmed().strikethrough();
const HEADING: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// What the colours of a sentence say.
const LEGEND: [(&str, Style); 6] =
    [("name", NAME), ("verb", VERB), ("value", VALUE), ("year", YEAR), ("body", BODY), ("in no record", REJECTED)];

pub(super) fn run(arguments: &Explain) -> Result<Status, Stop> {
    let options = arguments.reading.options();
    let extractor = packs::extractor_to_show(&arguments.reading.packs)?;
    let mut output = anstream::AutoStream::auto(io::stdout().lock());
    let mut status = Status::Complete;
    for source in lines::find(std::slice::from_ref(&arguments.path), Links::Skip)?.list {
        match attempt(&source, &options.limits, |bytes| extractor.read_with(bytes, options)) {
            Ok((document, extraction)) => {
                if output.current_choice() != ColorChoice::Never {
                    let named = LEGEND.map(|(name, style)| format!("{style}{name}{style:#}"));
                    writeln!(output, "{}\n", named.join("  "))?;
                }
                let page = Explanation { extractor: &extractor, document: &document, extraction: &extraction };
                page.write(&printable(source.name().as_str()), &mut output)?;
            }
            Err(problem) => {
                say(&format!("error: {}: {}", source.name().as_str(), problem.message));
                status = Status::Incomplete;
            }
        }
    }
    Ok(status)
}

struct Explanation<'a> {
    extractor: &'a Extractor,
    document: &'a Document,
    extraction: &'a Extraction,
}

impl Explanation<'_> {
    fn write(&self, source: &str, output: &mut impl Write) -> io::Result<()> {
        let metadata = &self.document.metadata;
        let fields = [metadata.doc_number.as_ref(), metadata.title.as_ref(), metadata.issued.as_ref()];
        let fields: Vec<_> = fields.into_iter().flatten().map(|field| printable(field)).collect();
        writeln!(output, "{HEADING}{}{HEADING:#}", printable(source))?;
        if !fields.is_empty() {
            writeln!(output, "{}", fields.join(" · "))?;
        }
        let mut all_records: Vec<_> = self.extraction.records.iter().collect();
        all_records.sort_by_key(|record| value_of(record).start);
        let mut all_records = all_records.into_iter().peekable();
        let mut all_rejected = self.extraction.rejected.iter().filter(|number| !is_plain(number.reason)).peekable();
        let mut section = None;
        for sentence in self.sentences() {
            let records = take_inside(&mut all_records, sentence, |record| value_of(record).start);
            let rejected = take_inside(&mut all_rejected, sentence, |number| number.span.start);
            if records.is_empty() && rejected.is_empty() {
                continue;
            }
            let headings = &self.document.outline.headings;
            let heading = headings.partition_point(|heading| heading.span.end <= sentence.start).checked_sub(1);
            if heading != section {
                section = heading;
                let above = self.headings_above(heading);
                if !above.is_empty() {
                    writeln!(output, "\n{HEADING}{above}{HEADING:#}")?;
                }
            }
            writeln!(output, "\n{}", self.painted(sentence, &records, &rejected))?;
            for record in records {
                self.record(record, output)?;
            }
            for number in rejected {
                let words = printable(&number.text);
                writeln!(output, "  × {REJECTED}{words}{REJECTED:#}: {}", number.reason.words())?;
                if !number.items.is_empty() {
                    fact("items", &self.items(&number.items), output)?;
                }
            }
        }
        Ok(())
    }

    /// The heading and those above it, outermost first, but for the title, which stands at the top.
    fn headings_above(&self, heading: Option<usize>) -> String {
        let is_title = |words: &str| self.document.metadata.title.as_deref() == Some(words.trim());
        let headings = self.document.outline.headings_up(heading).map(|heading| self.document.text.slice(heading.span));
        let mut words: Vec<_> = headings.filter(|words| !is_title(words)).map(printable).collect();
        words.reverse();
        words.join(" › ")
    }

    /// What is read at a time: the sentences of running text, and the rows of tables.
    fn sentences(&self) -> Vec<TextSpan> {
        let rows = self.document.blocks.iter().filter(|block| matches!(block.kind, BlockKind::TableRow { .. }));
        let passages = self.document.outline.passages.iter().flat_map(|passage| passage.sentences.iter().copied());
        let mut sentences: Vec<_> = rows.map(|row| row.span).chain(passages).collect();
        sentences.sort_unstable();
        sentences
    }

    /// The sentence, its parts in colour.
    fn painted(&self, sentence: TextSpan, records: &[&Record], rejected: &[&Rejected]) -> String {
        let mut parts: Vec<(TextSpan, Style)> = rejected.iter().map(|number| (number.span, REJECTED)).collect();
        for record in records {
            parts.extend(record.derivation.iter().map(|item| (item.span, style(item.class))));
            parts.push((value_of(record), VALUE));
            parts.extend(record.spans.year.and_then(|place| place.span).map(|span| (span, YEAR)));
            parts.extend(record.bodies.iter().map(|body| (body.span, BODY)));
        }
        parts.retain(|(span, _)| sentence.contains(*span));
        parts.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut painted = String::new();
        let mut position = sentence.start;
        for (span, style) in parts.into_iter().filter(|(span, _)| !span.is_empty()) {
            if span.start < position {
                continue;
            }
            painted.push_str(&printable(&self.document.text.text()[position..span.start]));
            painted.push_str(&format!("{style}{}{style:#}", printable(self.document.text.slice(span))));
            position = span.end;
        }
        painted.push_str(&printable(&self.document.text.text()[position..sentence.end]));
        painted.trim().to_owned()
    }

    fn record(&self, record: &Record, output: &mut impl Write) -> io::Result<()> {
        let year = record.year.map(|year| format!(", {year}")).unwrap_or_default();
        writeln!(
            output,
            "  → {NAME}{}{NAME:#} {VALUE}{}{VALUE:#}{YEAR}{year}{YEAR:#} ({}, {}, {})",
            printable(&record.indicator),
            value(record),
            word(&record.kind),
            word(&record.measure),
            word(&record.cadence),
        )?;
        let finds = self.extractor.rules().get(&record.rule);
        let finds = finds.map(|rule| format!(": {}", rule.finds)).unwrap_or_default();
        fact("rule", &format!("{}{finds}", record.rule), output)?;
        if !record.derivation.is_empty() {
            fact("matched", &self.items(&record.derivation), output)?;
        }
        if let (Some(source), Some(span)) = (record.year_source, record.spans.year.and_then(|place| place.span)) {
            let words = printable(self.document.text.slice(span));
            fact("year", &format!("{YEAR}{words}{YEAR:#}, {}", where_from(source)), output)?;
        }
        if !record.bodies.is_empty() {
            let bodies: Vec<_> = record.bodies.iter().map(body).collect();
            fact("bodies", &bodies.join(", "), output)?;
        }
        if record.unit_inferred {
            fact("unit", "inferred; the page does not write it", output)?;
        }
        let bytes = record.source_span;
        fact("bytes", &format!("{}..{} of the file", bytes.start, bytes.end), output)?;
        fact("confidence", &record.confidence.to_string(), output)
    }

    /// What the parts of a clause are, each in the colour that it has in the sentence.
    fn items(&self, items: &[Item]) -> String {
        let named = items.iter().map(|item| {
            let (style, words) = (style(item.class), printable(self.document.text.slice(item.span)));
            format!("{QUIET}{}{QUIET:#} {style}{words}{style:#}", item.class)
        });
        named.collect::<Vec<_>>().join(" · ")
    }
}

/// A line of what is known of a record.
fn fact(name: &str, told: &str, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "      {QUIET}{name:10}{QUIET:#}  {told}")
}

/// A body as written, with its name in full where that says more, and what it does.
fn body(body: &record::Body) -> String {
    let full = (body.name_full != body.name).then(|| format!(" = {}", printable(&body.name_full)));
    format!("{BODY}{}{BODY:#}{} ({})", printable(&body.name), full.unwrap_or_default(), word(&body.role))
}

/// Those of `all`, which are in the order of the text, that start in `sentence`; the ones before it are passed over.
fn take_inside<T>(
    all: &mut Peekable<impl Iterator<Item = T>>,
    sentence: TextSpan,
    start: impl Fn(&T) -> usize,
) -> Vec<T> {
    while all.next_if(|item| start(item) < sentence.start).is_some() {}
    std::iter::from_fn(|| all.next_if(|item| start(item) < sentence.end)).collect()
}

fn value_of(record: &Record) -> TextSpan {
    record.spans.value.span.unwrap_or(record.span)
}

/// Dates, durations and ordinals are in nearly every sentence, and nobody takes them for values.
fn is_plain(reason: Reason) -> bool {
    matches!(reason, Reason::NoQuantity(Refusal::Date | Refusal::Duration | Refusal::Ordinal))
}

fn style(class: Class) -> Style {
    match class {
        Class::Noun | Class::Each | Class::Share | Class::Of => NAME,
        class if class.is_quantity() => VALUE,
        _ => VERB,
    }
}

fn value(record: &Record) -> String {
    let sign = match record.comparator {
        Comparator::Eq | Comparator::Range => "=",
        Comparator::Ge => "≥",
        Comparator::Gt => ">",
        Comparator::Le => "≤",
        Comparator::Lt => "<",
        Comparator::Approx => "≈",
        _ => "?",
    };
    let most = record.value_max.as_ref().map(|most| format!("–{most}")).unwrap_or_default();
    let unit = record.unit.as_ref().map(|unit| format!(" {}", printable(unit))).unwrap_or_default();
    format!("{sign} {}{most}{unit}", record.value)
}

fn where_from(source: YearSource) -> &'static str {
    match source {
        YearSource::Clause => "in the same clause",
        YearSource::Sentence => "in the same sentence",
        YearSource::Paragraph => "earlier in the paragraph",
        YearSource::LeadIn => "in the lead-in of the list",
        YearSource::Heading => "in a heading above",
        YearSource::Column => "in the head of the column or the deadline of the row",
        YearSource::Document => "counted from the document's date",
        _ => "elsewhere",
    }
}

/// `text` on one line, without characters that steer a terminal: documents are not trusted.
fn printable(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use gongwen::Options;

    use super::*;

    fn explained(text: &str) -> String {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let mut output = anstream::StripStream::new(Vec::new());
        explain(&extractor, text, &mut output);
        String::from_utf8(output.into_inner()).expect("it is UTF-8")
    }

    fn explain(extractor: &Extractor, text: &str, output: &mut impl Write) {
        let (document, extraction) = extractor.read_with(text.as_bytes(), Options::default()).expect("it is text");
        let page = Explanation { extractor, document: &document, extraction: &extraction };
        page.write("a.txt", output).expect("memory can be written to");
    }

    #[test]
    fn a_part_has_the_same_colour_in_the_sentence_and_where_it_is_named() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let mut output = Vec::new();
        explain(&extractor, "到2035年，湿地保护率达到60%以上（牵头单位：县林业局），新建“555”站。\n", &mut output);
        let text = String::from_utf8(output).expect("it is UTF-8");
        let parts = [
            ("湿地保护率", NAME),
            ("达到", VERB),
            ("60%以上", VALUE),
            ("到2035年", YEAR),
            ("县林业局", BODY),
            ("555", REJECTED),
        ];
        for (words, style) in parts {
            assert!(text.matches(&format!("{style}{words}{style:#}")).count() >= 2, "{words}: {text}");
        }
    }

    #[test]
    fn a_record_is_told_with_its_rule_its_year_and_its_bodies() {
        let text = "一、目标\n到2035年，湿地保护率达到60%以上，新建“555”观测站XX座（牵头单位：县林业局）。\n";
        let expected = "\
a.txt

一、目标

到2035年，湿地保护率达到60%以上，新建“555”观测站XX座（牵头单位：县林业局）。
  → 湿地保护率 ≥ 60 %, 2035 (target, level, once)
      rule        level.reach: an indicator that reaches a value
      matched     noun 湿地保护率 · reach 达到 · percent 60%以上
      year        到2035年, in the same sentence
      bodies      县林业局 (lead)
      bytes       26..56 of the file
      confidence  0.86
  × 555: part of a name
  × XX座: redacted in the source
";
        assert_eq!(explained(text), expected);
    }

    #[test]
    fn the_title_is_told_once() {
        let title = "岭泽县人民政府关于印发林业方案的通知";
        let text = format!("{title}\n各乡镇人民政府：\n到2035年，林场达到8个。\n一、目标\n新建苗圃5个。\n");
        let explained = explained(&text);
        assert_eq!(explained.matches(title).count(), 1, "{explained}");
        assert!(explained.contains("\n\n到2035年") && explained.contains("\n\n一、目标\n\n"), "{explained}");
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        let steering = explained("新建泵站\u{1b}[31m12座。\n");
        assert!(steering.contains("12座"), "{steering}");
        assert!(!steering.contains(|character: char| character.is_control() && character != '\n'), "{steering:?}");
    }
}
