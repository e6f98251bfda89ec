//! An extraction in another script. The spans go on counting in the simplified text.

use super::{Extraction, OutputScript};
use crate::{
    alignment::AlignedText, clean::Script, document::Metadata, lexicon::Lexicon, record::Record, span::TextSpan,
};

/// Writes what was read from `text` in `script`.
pub(super) fn convert(extraction: &mut Extraction, script: OutputScript, text: &AlignedText, lexicon: &Lexicon) {
    let writer = match script {
        OutputScript::Simplified => return,
        // what is put together from several places can only follow the script of the whole
        OutputScript::Original if extraction.script == Script::Simplified => return,
        OutputScript::Original => Writer { text: Some(text), lexicon },
        OutputScript::Traditional => Writer { text: None, lexicon },
    };
    writer.metadata(&mut extraction.document);
    extraction.parts.iter_mut().for_each(|part| writer.metadata(&mut part.document));
    extraction.records.iter_mut().for_each(|record| writer.record(record));
    for repair in &mut extraction.repairs {
        repair.to = writer.at(repair.span, &repair.to);
    }
}

struct Writer<'a> {
    /// The text whose own characters are wanted back.
    text: Option<&'a AlignedText>,
    lexicon: &'a Lexicon,
}

impl Writer<'_> {
    fn of(&self, words: &str) -> String {
        self.lexicon.script.to_traditional(words)
    }

    /// Words that stand at `span`, as the source has them if that is wanted.
    fn at(&self, span: TextSpan, words: &str) -> String {
        self.text.map_or_else(|| self.of(words), |text| text.slice_original(span))
    }

    fn metadata(&self, metadata: &mut Metadata) {
        let fields = [&mut metadata.doc_number, &mut metadata.title, &mut metadata.genre, &mut metadata.validity];
        fields.into_iter().flatten().for_each(|field| *field = self.of(field));
        let lists = [&mut metadata.issuers, &mut metadata.addressees, &mut metadata.cited_numbers];
        lists.into_iter().flatten().for_each(|name| *name = self.of(name));
        metadata.attachments.iter_mut().for_each(|attachment| attachment.name = self.of(&attachment.name));
    }

    fn record(&self, record: &mut Record) {
        record.quote = self.at(record.span, &record.quote);
        let fields = [&mut record.doc_number, &mut record.unit];
        fields.into_iter().flatten().for_each(|field| *field = self.of(field));
        record.indicator = self.of(&record.indicator);
        record.value_text = self.of(&record.value_text);
        record.section.iter_mut().for_each(|heading| *heading = self.of(heading));
        for body in &mut record.bodies {
            body.name = self.at(body.span, &body.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, extractor::Options};

    const TEXT: &str = "到2035年，全縣森林覆蓋率達到61.5%以上，新建監測站點25個。（責任單位：縣林業局）\n";

    #[test]
    fn the_original_is_given_back() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let original = extractor
            .extract_with(TEXT.as_bytes(), Options { script: OutputScript::Original, ..Options::default() })
            .expect("it is text");
        let record = &original.records[0];
        assert_eq!(record.quote, "森林覆蓋率達到61.5%以上");
        assert_eq!((record.indicator.as_str(), record.bodies[0].name.as_str()), ("森林覆蓋率", "縣林業局"));
        let simplified = extractor.extract(TEXT.as_bytes()).expect("it is text");
        assert_eq!(simplified.records[0].indicator, "森林覆盖率");
        assert_eq!(simplified.records[0].span, record.span);
    }

    #[test]
    fn traditional_is_the_whole_of_it() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let text = "到2035年，新建监测站点25个。";
        let traditional = extractor
            .extract_with(text.as_bytes(), Options { script: OutputScript::Traditional, ..Options::default() })
            .expect("it is text");
        assert_eq!(traditional.records[0].indicator, "監測站點");
        assert_eq!(traditional.records[0].unit.as_deref(), Some("個"));
        let original = extractor
            .extract_with(text.as_bytes(), Options { script: OutputScript::Original, ..Options::default() })
            .expect("it is text");
        assert_eq!(original.records[0].indicator, "监测站点");
    }
}
