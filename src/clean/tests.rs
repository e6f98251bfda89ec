use proptest::prelude::*;

use super::{
    cases::{CASES, KNOWN_FAILURES},
    *,
};
use crate::{
    page::{Cell, Form, LineLayout, Table},
    span::SourceSpan,
};

fn lexicon() -> &'static Lexicon {
    static LEXICON: std::sync::LazyLock<Lexicon> =
        std::sync::LazyLock::new(|| Lexicon::builtin().expect("the built-in tables are well formed"));
    &LEXICON
}

fn cleaned(text: &str) -> CleanText {
    clean_text(AlignedText::identical(text.to_owned(), 0), lexicon())
}

/// A page with one paragraph for each line.
fn page(text: &str) -> Page {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_terminator('\n') {
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            span: TextSpan::new(start, start + line.len()),
            layout: LineLayout::default(),
        });
        start += line.len() + 1;
    }
    Page {
        form: Form::Text,
        text: AlignedText::identical(text.to_owned(), 0),
        blocks,
        tables: Vec::new(),
        wrap: None,
        meta: Vec::new(),
        attachments: Vec::new(),
    }
}

#[test]
fn steps_work_together_and_spans_lead_back() {
    let source = "接軌上??苿撝行暮吞K南國家\u{200B}自主創新,達到500家⽂\n";
    let clean = clean(page(source), lexicon());
    let text = clean.page.text.text();
    assert_eq!(text, "接轨上海科创中心和苏南国家自主创新,达到500家文\n");
    assert_eq!(clean.script, Script::Traditional);
    let kinds: Vec<Reason> = clean.page.text.repairs().iter().map(|repair| repair.kind).collect();
    assert_eq!(kinds, [Reason::GbkPhaseShift, Reason::Invisible, Reason::Compatibility]);
    let value = text.find("500家").expect("the value is there");
    let span = clean.page.text.to_source(TextSpan::new(value, value + 6));
    assert_eq!(&source[span.range()], "500家");
    assert_eq!(clean.warnings.len(), 1);
    let warning = &clean.warnings[0];
    assert_eq!((warning.code, &text[warning.span.range()]), (WarningCode::CharacterInferred, "海科创中心和苏"));
    assert_eq!(&source[warning.source_span.range()], "??苿撝行暮吞K");
    assert_eq!(clean.page.text.original_script(), "接軌上海科創中心和蘇南國家自主創新,達到500家文\n");
}

/// The step of that name.
fn step(name: &str) -> Find {
    match name {
        "latin1" => latin1::find,
        "invisible" => invisible::find,
        "utf8_as_gbk" => utf8_as_gbk::find,
        "double_byte" => double_byte::find,
        "phase_shift" => phase_shift::find,
        "private_use" => private_use::find,
        "compatibility" => compatibility::find,
        "width" => width::find,
        "pinyin_gloss" => pinyin_gloss::find,
        "lost" => lost::find,
        other => panic!("there is no step {other}"),
    }
}

/// What a step makes of a text: run again while it changes something, as a text may have been misread twice.
fn stepped(name: &str, from: &str) -> String {
    let mut text = AlignedText::identical(from.to_owned(), 0);
    for _ in 0..MAX_LAYERS {
        let changes: Vec<Change> =
            step(name)(text.text(), lexicon()).into_iter().map(|finding| finding.change).collect();
        text = text.apply(&changes).0;
    }
    text.text().to_owned()
}

#[test]
fn every_case_comes_out_alone_and_in_the_whole() {
    for case in CASES {
        assert_eq!(stepped(case.step, case.from), case.alone, "{} alone", case.step);
        assert_eq!(cleaned(case.from).text.text(), case.cleaned, "{} in all steps", case.step);
        let again = cleaned(case.cleaned);
        assert_eq!(again.text.text(), case.cleaned, "{} twice", case.step);
    }
}

#[test]
fn known_failures_fail_still() {
    for (case, reason) in KNOWN_FAILURES {
        let passes = stepped(case.step, case.from) == case.alone && cleaned(case.from).text.text() == case.cleaned;
        assert!(!passes, "`{}` comes out right now, move it to the cases: {reason}", case.from);
    }
}

#[test]
fn padding_moves_every_span_by_as_much() {
    for case in CASES {
        let plain = cleaned(case.from);
        for padding in 0..32 {
            let moved = cleaned(&format!("{}{}", "\n".repeat(padding), case.from));
            let mut expected = plain.text.repairs();
            for repair in &mut expected {
                repair.span = repair.span.shifted(padding);
                repair.source_span.start += padding;
                repair.source_span.end += padding;
            }
            assert_eq!(moved.text.repairs(), expected, "{} behind {padding} bytes", case.from);
            let places = |text: &CleanText, padding: usize| -> Vec<(WarningCode, usize, usize)> {
                let place = |w: &Warning| (w.code, w.span.start - padding, w.source_span.end - padding);
                text.warnings.iter().map(place).collect()
            };
            assert_eq!(places(&moved, padding), places(&plain, 0), "{} behind {padding} bytes", case.from);
        }
    }
}

#[test]
fn a_block_that_becomes_empty_is_dropped() {
    let mut page = page("關於\n\u{200B}\nA\t\u{FEFF}\n發展\n");
    page.blocks[2].kind = BlockKind::TableRow { table: 0, row: 0 };
    let cell = |start, end| Cell { span: TextSpan::new(start, end), inherited: false, header: false };
    page.tables.push(Table { rows: vec![vec![cell(11, 12), cell(13, 16)]], ..Table::default() });
    let clean = clean(page, lexicon());
    let text = clean.page.text.text();
    assert_eq!(text, "关于\nA\t\n发展\n");
    let words: Vec<&str> = clean.page.blocks.iter().map(|block| &text[block.span.range()]).collect();
    assert_eq!(words, ["关于", "A\t", "发展"]);
    let cells: Vec<[usize; 2]> = clean.page.tables[0].rows[0].iter().map(|cell| cell.span.into()).collect();
    assert_eq!(cells, [[7, 8], [9, 9]]);
}

#[test]
fn strings_outside_the_text_are_cleaned_too() {
    let mut page = page("關於發展\n");
    page.meta.push(crate::page::MetaField {
        name: "ArticleTitle".into(),
        content: "關於\u{200B}著力發展".into(),
        source_span: SourceSpan::new(0, 1),
    });
    assert_eq!(clean(page, lexicon()).page.meta[0].content, "关于着力发展");
}

#[test]
fn what_is_lost_or_guessed_outside_the_text_is_said_with_its_place() {
    let text = "接軌上??苿撝行暮吞K南國家\u{FFFD}\n";
    let mut page = page(text);
    let field = |name: &str, content: &str, start| crate::page::MetaField {
        name: name.into(),
        content: content.into(),
        source_span: SourceSpan::new(start, start + 5),
    };
    page.meta = vec![
        field("ArticleTitle", "接軌上??苿撝行暮吞K南地區", 100),
        field("keywords", "岭泽\u{FFFD}湿地", 200),
        field("title", "岭泽湿地", 300),
    ];
    let file = |name: &str, start| crate::page::Attachment {
        name: name.into(),
        link: "a.pdf".into(),
        kind: None,
        source_span: SourceSpan::new(start, start + name.len()),
    };
    // the first stands in the text too
    page.attachments = vec![file(text.trim_end(), 0), file("任务\u{FFFD}分解表", 500)];
    let clean = clean(page, lexicon());
    let said = |warnings: &[Warning]| {
        let said = warnings.iter().map(|warning| (warning.code, warning.span.len(), warning.source_span.start));
        said.collect::<Vec<_>>()
    };
    assert_eq!(clean.page.meta[0].content, "接轨上海科创中心和苏南地区");
    assert_eq!(said(&clean.meta_warnings), [(WarningCode::CharacterInferred, 0, 100), (WarningCode::TextLost, 0, 200)]);
    assert!(clean.meta_warnings[0].message.starts_with("in the meta field `ArticleTitle`: "));
    assert_eq!(clean.warnings.len(), 3, "{:?}", clean.warnings);
    assert_eq!(said(&clean.warnings[2..]), [(WarningCode::TextLost, 0, 500)]);
}

#[test]
fn clean_simplified_text_is_left_alone() {
    let text = "乾县2025年专著500部,覆盖率达到95.5%以上;“十四五”期间,著名的於潜镇着力推进。\n什么?!怎么办??\n①㎡½—…·\n";
    let clean = cleaned(text);
    assert_eq!(clean.text.text(), text);
    assert!(clean.text.repairs().is_empty() && clean.warnings.is_empty());
    assert_eq!(clean.script, Script::Simplified);
}

#[test]
fn lost_text_is_said_and_stays() {
    let clean = cleaned("關於發\u{200B}锟斤拷的\u{FFFD}\n");
    assert_eq!(clean.text.text(), "关于发锟斤拷的\u{FFFD}\n");
    let lost: Vec<TextSpan> = clean.warnings.iter().map(|warning| warning.span).collect();
    assert_eq!(lost, [TextSpan::new(9, 18), TextSpan::new(21, 24)]);
}

#[test]
fn what_is_only_marked_is_said_once() {
    let clean = cleaned("總額達到500??苿撝行暮吞K南。¹ú°ì·¢¹Ø\n");
    let codes: Vec<WarningCode> = clean.warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(codes, [WarningCode::ValueAmbiguous]);
    assert!(clean.text.text().contains("国办发关") && clean.text.text().contains("500?科创"));
}

/// Real text comes out whole, and clean text as it went in. The documents are no part of the crate.
#[test]
fn real_documents() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let Ok(damaged) = std::fs::read_to_string(root.join("docs/seed-000.txt")) else {
        println!("skipped: {} is not there", root.display());
        return;
    };
    let clean = cleaned(&damaged);
    let text = clean.text.text();
    for restored in
        ["沿海科创带为统领", "家。科技型中小型", "高校科研技术", "沿海科创带,", "上海科创中心和苏南", "区。“一区三园"]
    {
        assert!(text.contains(restored), "{restored}");
    }
    assert_eq!((clean.script, clean.warnings.len()), (Script::Traditional, 6));
    for name in ["dev-jiangsu-2024.md", "dev-neimenggu-2024.md", "dev-ningbo-2011.md", "seed-003.txt"] {
        let text = std::fs::read_to_string(root.join("docs").join(name)).unwrap_or_default();
        let clean = cleaned(&text);
        assert_eq!(clean.text.text(), text, "{name}");
        assert!(clean.text.repairs().is_empty(), "{name}");
    }
}

/// Pieces that the steps look for, to be thrown together at random.
const PIECES: [&str; 30] = [
    "國",
    "国",
    "於",
    "著",
    "乾",
    "縣",
    "?",
    "??",
    "!",
    "苿搸",
    "萍夹椭行",
    "y",
    "5",
    "500家",
    "\u{200B}",
    "\u{E010}",
    "\u{E81E}",
    "⽂",
    "\u{FFFD}",
    "锟斤拷",
    "鍥藉姟闄",
    "å›½åŠ¡",
    "¹úÎñ",
    "弊昢埏",
    "€",
    "，",
    "\n",
    "\t",
    " ",
    "關於",
];

/// Each step that is not asked, because what it needs is not there, would find nothing.
fn only_asked_steps_find(text: &str) {
    let makings = Makings::of(text);
    for (needed, find) in READINGS.iter().chain(&STEPS).chain(&LAST).filter(|(needed, _)| !makings.has(*needed)) {
        assert_eq!(find(text, lexicon()), [], "{needed:?} in {text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cleaning_twice_changes_nothing(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12)) {
        only_asked_steps_find(&pieces.concat());
        let once = cleaned(&pieces.concat());
        let twice = cleaned(once.text.text());
        prop_assert_eq!(twice.text.text(), once.text.text());
    }

    #[test]
    fn a_step_that_is_not_asked_finds_nothing(text in any::<String>(), bytes in "[一-龥，。？a-z0-9]{0,40}") {
        let misread = [encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::WINDOWS_1252]
            .map(|wrong| wrong.decode_without_bom_handling(bytes.as_bytes()).0.into_owned());
        for text in [text, bytes].iter().chain(&misread) {
            only_asked_steps_find(text);
        }
    }

    #[test]
    fn any_text_is_cleaned(text in any::<String>()) {
        let once = cleaned(&text);
        prop_assert_eq!(once.text.text().matches(['\n', '\t']).count(), text.matches(['\n', '\t']).count());
        let twice = cleaned(once.text.text());
        prop_assert_eq!(twice.text.text(), once.text.text());
    }
}
