//! An extraction in another script. The spans go on counting in the simplified text.

use super::{Extraction, OutputScript};
use crate::{
    alignment::AlignedText, clean::Script, document::Metadata, lexicon::Lexicon, record::Record, span::TextSpan,
};

/// Writes what was read from `text` in `script`.
pub(super) fn convert(extraction: &mut Extraction, script: OutputScript, text: &AlignedText, lexicon: &Lexicon) {
    let is_traditional = extraction.script == Script::Traditional;
    let writer = match script {
        OutputScript::Simplified => return,
        OutputScript::Original if text.original_script() == text.text() => return,
        OutputScript::Original => Writer { text: Some(text), lexicon, is_traditional },
        OutputScript::Traditional => Writer { text: None, lexicon, is_traditional: true },
    };
    writer.metadata(&mut extraction.document, TextSpan::new(0, text.text().len()));
    extraction.parts.iter_mut().for_each(|part| writer.metadata(&mut part.document, part.span));
    let mut records = std::mem::take(&mut extraction.records);
    for record in &mut records {
        writer.record(record);
        // the number stands at the head of its document
        record.doc_number.clone_from(&extraction.document_of(record).doc_number);
    }
    extraction.records = records;
    for number in &mut extraction.rejected {
        number.text = writer.at(number.span, &number.text);
    }
    for repair in &mut extraction.repairs {
        repair.to = writer.at(repair.span, &repair.to);
    }
}

/// How far before a record, in bytes, its words are looked for. Headings and column heads may stand far above.
const REACH: usize = 1 << 15;

struct Writer<'a> {
    /// The text whose own characters are wanted back.
    text: Option<&'a AlignedText>,
    lexicon: &'a Lexicon,
    /// Whether words that do not stand in the text are written in traditional characters.
    is_traditional: bool,
}

impl Writer<'_> {
    /// Words that stand nowhere in the text.
    fn of(&self, words: &str) -> String {
        if self.is_traditional { self.lexicon.script.to_traditional(words) } else { words.to_owned() }
    }

    /// Words that stand at `span`.
    fn at(&self, span: TextSpan, words: &str) -> String {
        self.text.map_or_else(|| self.of(words), |text| text.slice_original(span))
    }

    /// Words that were put together from pieces of the text, the last of them most likely at the end of `near`: each piece
    /// as the source has it.
    fn put_together(&self, near: TextSpan, words: &str) -> String {
        let Some(text) = self.text else { return self.of(words) };
        let around = text.slice(near);
        let mut written = String::with_capacity(words.len());
        let mut rest = words;
        while let Some(first) = rest.chars().next() {
            let ends = rest.char_indices().map(|(at, character)| at + character.len_utf8());
            let longest = ends.rev().find_map(|end| Some((end, around.rfind(&rest[..end])?)));
            let length = if let Some((length, at)) = longest {
                written.push_str(&text.slice_original(TextSpan::new(0, length).shifted(near.start + at)));
                length
            } else {
                written.push_str(&self.of(&rest[..first.len_utf8()]));
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        written
    }

    /// The field's words, which stand at its place if it has one, else somewhere in `whole`.
    fn metadata(&self, metadata: &mut Metadata, whole: TextSpan) {
        let Metadata { doc_number, title, genre, validity, issuers, addressees, cited_numbers, spans, .. } = metadata;
        let start = TextSpan::new(whole.start, whole.end.min(self.boundary(whole.start + REACH)));
        let place = |name: &str| spans.get(name).and_then(|place| place.span).unwrap_or(start);
        for (name, field) in [("doc_number", doc_number), ("title", title), ("genre", genre), ("validity", validity)] {
            field.iter_mut().for_each(|field| *field = self.put_together(place(name), field));
        }
        for (name, list) in [("issuers", issuers), ("addressees", addressees), ("cited_numbers", cited_numbers)] {
            list.iter_mut().for_each(|entry| *entry = self.put_together(place(name), entry));
        }
        metadata
            .attachments
            .iter_mut()
            .for_each(|attachment| attachment.name = self.put_together(start, &attachment.name));
    }

    fn record(&self, record: &mut Record) {
        let near = TextSpan::new(self.boundary(record.span.start.saturating_sub(REACH)), record.span.end);
        record.quote = self.at(record.span, &record.quote);
        record.unit.iter_mut().for_each(|unit| *unit = self.put_together(near, unit));
        record.indicator = self.put_together(near, &record.indicator);
        record.value_text = self.put_together(near, &record.value_text);
        record.section.iter_mut().for_each(|heading| *heading = self.put_together(near, heading));
        for body in &mut record.bodies {
            body.name = self.at(body.span, &body.name);
            body.name_full = self.of(&body.name_full);
        }
    }

    /// The next character's start at `position` or behind it.
    fn boundary(&self, position: usize) -> usize {
        self.text.map_or(position, |text| text.text().ceil_char_boundary(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, extractor::Options};

    const TEXT: &str = "到2035年，全縣森林覆蓋率達到61.5%以上，新建監測站點25個。（責任單位：縣林業局）\n";

    fn extract(text: &str, script: OutputScript) -> Extraction {
        let extractor = Extractor::new().expect("the built-in tables parse");
        extractor.extract_with(text.as_bytes(), Options { script, ..Options::default() }).expect("it is text")
    }

    #[test]
    fn the_original_is_given_back() {
        let original = extract(TEXT, OutputScript::Original);
        let record = &original.records[0];
        assert_eq!(record.quote, "森林覆蓋率達到61.5%以上");
        assert_eq!((record.indicator.as_str(), record.bodies[0].name.as_str()), ("森林覆蓋率", "縣林業局"));
        let simplified = extract(TEXT, OutputScript::Simplified);
        assert_eq!(simplified.records[0].indicator, "森林覆盖率");
        assert_eq!(simplified.records[0].span, record.span);
    }

    #[test]
    fn each_word_is_as_the_source_has_it() {
        // both scripts in one document, and forms that conversion would not choose
        let text = "关于岭泽县林業发展的通知\n岭政办发〔2031〕5號\n县林業局：\n一、森林目標\n到2035年，森林覆蓋率达到61.5%以上，                    新建监測站點25個，国家公園达到2处。\n";
        let original = extract(text, OutputScript::Original);
        assert_eq!(original.document.title.as_deref(), Some("关于岭泽县林業发展的通知"));
        assert_eq!(original.document.addressees, ["县林業局"]);
        let said: Vec<_> = original.records.iter().map(|record| record.indicator.as_str()).collect();
        assert_eq!(said, ["森林覆蓋率", "监測站點", "国家公園"]);
        let sections = original.records.iter().filter_map(|record| record.section.last());
        assert_eq!(sections.collect::<Vec<_>>(), ["一、森林目標"; 3]);
        assert_eq!(original.records[1].unit.as_deref(), Some("個"));
    }

    #[test]
    fn a_number_far_above_its_record_is_that_of_the_document() {
        let far = "要落實責任，推進濕地保護，完善管理制度。\n".repeat(REACH / 50);
        let text = format!(
            "关于岭泽县林業发展的通知\n岭政办发〔2031〕5號\n县林業局：\n{far}到2035年，森林覆蓋率达到61.5%以上，号召参与。\n"
        );
        let original = extract(&text, OutputScript::Original);
        assert_eq!(original.document.doc_number.as_deref(), Some("岭政办发〔2031〕5號"));
        assert_eq!(original.records[0].doc_number, original.document.doc_number);
    }

    #[test]
    fn numbers_in_no_record_are_as_the_source_has_them() {
        let text = "到2035年，新建站點XX個，建成“555”個。\n";
        for script in [OutputScript::Original, OutputScript::Traditional] {
            let rejected = extract(text, script).rejected;
            assert!(rejected.iter().any(|number| number.text == "XX個"), "{rejected:?}");
        }
    }

    #[test]
    fn traditional_is_the_whole_of_it() {
        let text = "到2035年，新建监测站点25个。";
        let traditional = extract(text, OutputScript::Traditional);
        assert_eq!(traditional.records[0].indicator, "監測站點");
        assert_eq!(traditional.records[0].unit.as_deref(), Some("個"));
        assert_eq!(extract(text, OutputScript::Original).records[0].indicator, "监测站点");
    }
}
