//! The contract of a page, on text of every form; plain text and Markdown line by line.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::decode::{self, Encoding};

pub(super) fn read(bytes: &[u8]) -> Page {
    try_read(bytes).expect("there is text")
}

pub(super) fn try_read(bytes: &[u8]) -> crate::Result<Page> {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::builtin().expect("the built-in tables are well formed"));
    parse(&decode::decode(bytes, None)?, &LEXICON, &Limits::default())
}

/// Checks what the module promises.
pub(super) fn assert_contract(page: &Page) {
    let text = page.text.text();
    let mut position = 0;
    for block in &page.blocks {
        assert_eq!(block.span.start, position, "a block begins where a line begins");
        let piece = page.text.slice(block.span);
        assert!(!piece.trim().is_empty(), "a block shows something");
        assert!(!piece.contains(['\n', '\r', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}']), "{piece:?}");
        assert_eq!(text.as_bytes()[block.span.end], b'\n', "a block ends with its line");
        position = block.span.end + 1;
        if let BlockKind::TableRow { table, row } = block.kind {
            let cells: Vec<&str> = page.tables[table].rows[row].iter().map(|cell| page.text.slice(cell.span)).collect();
            assert!(cells.join("\t").starts_with(piece), "{cells:?} are {piece:?}");
        }
    }
    assert_eq!(position, text.len(), "every line is a block");
    let rows = page.blocks.iter().filter(|block| matches!(block.kind, BlockKind::TableRow { .. })).count();
    assert_eq!(rows, page.tables.iter().map(|table| table.rows.len()).sum::<usize>());
    for table in &page.tables {
        assert!(table.rows.iter().all(|row| row.len() == table.rows[0].len()), "a table is squared");
    }
}

fn lines(text: &str) -> Vec<(BlockKind, String)> {
    let page = read(text.as_bytes());
    assert_contract(&page);
    page.blocks.iter().map(|block| (block.kind, page.text.slice(block.span).to_owned())).collect()
}

fn texts(text: &str) -> Vec<String> {
    lines(text).into_iter().map(|(_, text)| text).collect()
}

const RUNNING: &str = "加快建设创新平台，完善服务体系，提升企业研发能力，扩大有效投资，促进产业转型，深化重点改革，推动绿色发展，\
    保障改善民生，守住安全底线，全面完成年度任务，奋力实现发展目标，持续优化营商环境，稳步推进乡村振兴。";

#[test]
fn clean_text_comes_out_as_it_went_in() {
    let cases = [
        "某市人民政府\n关于发展的意见\n一、总体要求\n",
        "指标\t2025年\n产值\t5亿元\n说明\n",
        "指标\t2025年\t2026年\n产值\t\t5亿元\n\t\t6亿元\n合计\t1\t\n",
        "第一条\u{3000}为了发展\nR&D经费 a<b\n",
    ];
    for text in cases {
        let page = read(text.as_bytes());
        assert_contract(&page);
        assert_eq!((page.form, page.text.text()), (Form::Text, text));
        assert_eq!(page.text.repairs().len(), 0);
        assert_eq!(page.text.markup().bytes, 0);
    }
}

#[test]
fn blanks_around_lines_and_blank_lines_go() {
    let text = "\u{3000}\u{3000}一、总体要求 \r\n\r\n \u{A0}\u{200B}\n\t第一段\n\u{3000}\n第二段";
    assert_eq!(texts(text), ["一、总体要求", "第一段", "第二段"]);
}

#[test]
fn tags_that_a_converter_left_are_markup() {
    let text = "1. <th id=\"a\"><video id=\"a\"></video></th>\n\n    <th id=\"a\"></th>\n  1. 索引号：000/2023-1 分类：其他\n1. 第一项\n\
        面积<100亩&nbsp;左右\n正文&ldquo;五有&rdquo;R&D\n";
    assert_eq!(texts(text), ["索引号：000/2023-1 分类：其他", "1. 第一项", "面积<100亩\u{A0}左右", "正文“五有”R&D"]);
    assert!(read(text.as_bytes()).text.markup().bytes > 50);
}

#[test]
fn a_line_is_what_shows_of_it() {
    let row = |row| BlockKind::TableRow { table: 0, row };
    let cases: [(&str, &[(BlockKind, &str)]); 8] = [
        ("<b>\ta", &[(BlockKind::Paragraph, "a")]),
        ("\t<b>a</b>\n", &[(BlockKind::Paragraph, "a")]),
        ("<b>a\t</b>b\n", &[(row(0), "a\tb")]),
        ("a \tb||\n", &[(row(0), "a\tb")]),
        ("<td\tid=x>a</td>\n", &[(BlockKind::Paragraph, "a")]),
        ("<i>| a | b |</i>\n", &[(row(0), "a\tb")]),
        ("<b>1. 索引号：</b>000/2031-1\n", &[(BlockKind::Paragraph, "索引号：000/2031-1")]),
        ("<b> 1.</b>\n正文\n", &[(BlockKind::Paragraph, "正文")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
        assert_eq!(lines(text), expected, "{text:?}");
        let tags = text.match_indices('<').map(|(at, _)| text[at..].find('>').map_or(0, |end| end + 1)).sum::<usize>();
        assert!(read(text.as_bytes()).text.markup().bytes >= tags, "{text:?}");
    }
}

#[test]
fn pipes_are_cells_and_running_text_is_a_paragraph() {
    let text =
        format!("编号: | 217 | 单位: | 科技局 | |\n标题: | 关于发展的建议 | |||\n内容: | {RUNNING} |\n|||\na|b|c\n");
    let lines = lines(&text);
    let row = |row| BlockKind::TableRow { table: 0, row };
    let expected = [
        (row(0), "编号:\t217\t单位:\t科技局"),
        (row(1), "标题:\t关于发展的建议"),
        (BlockKind::Paragraph, "内容:"),
        (BlockKind::Paragraph, RUNNING),
        (BlockKind::Paragraph, "a|b|c"),
    ];
    assert_eq!(lines, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn tabs_are_cells_or_indents() {
    let row = |table, row| BlockKind::TableRow { table, row };
    let cases: [(&str, &[(BlockKind, &str)]); 4] = [
        ("\t第一段\n\t第二段\n", &[(BlockKind::Paragraph, "第一段"), (BlockKind::Paragraph, "第二段")]),
        ("a\tb\n\tc\n", &[(row(0, 0), "a\tb"), (row(0, 1), "\tc")]),
        ("a\tb\n\tc\td\n", &[(row(0, 0), "a\tb"), (row(1, 0), "\tc\td")]),
        ("a \t b\t\n", &[(row(0, 0), "a\tb\t")]),
    ];
    for (text, expected) in cases {
        let expected: Vec<_> = expected.iter().map(|(kind, text)| (*kind, (*text).to_owned())).collect();
        assert_eq!(lines(text), expected, "{text:?}");
    }
    let sentence = format!("第一条\t{RUNNING}\n");
    assert_eq!(lines(&sentence), [(BlockKind::Paragraph, sentence.trim_end().to_owned())]);
}

#[test]
fn markdown_signs_go() {
    let text = "---\ntitle: \"工作报告\"\nsource: https://a.cn/b\n- item: x\nempty:\n---\n\n# 工作报告 #\n\n<!-- 省长\n作报告 -->\n\
        **一、工作回顾**\n\n全年**产值**达到[5亿元](a.html)，增长**%。**注**：略 <!-- 略 -->完\n- 第一项\n* 第二项\n1. 第三项\n---\n\
        |指标|2025年|\n|:--|--:|\n|产值\\*|**5**亿元|\n| |&lt;6|\n结束![图](a.png)\n";
    let row = |row| BlockKind::TableRow { table: 0, row };
    let expected = [
        (BlockKind::Heading(1), "工作报告"),
        (BlockKind::Heading(6), "一、工作回顾"),
        (BlockKind::Paragraph, "全年产值达到5亿元，增长**%。注：略 完"),
        (BlockKind::ListItem, "第一项"),
        (BlockKind::ListItem, "第二项"),
        (BlockKind::Paragraph, "1. 第三项"),
        (row(0), "指标\t2025年"),
        (row(1), "产值*\t5亿元"),
        (row(2), "\t<6"),
        (BlockKind::Paragraph, "结束"),
    ];
    assert_eq!(lines(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    let page = read(text.as_bytes());
    let meta: Vec<(&str, &str)> = page.meta.iter().map(|field| (field.name.as_str(), field.content.as_str())).collect();
    assert_eq!(meta, [("title", "工作报告"), ("source", "https://a.cn/b")]);
    assert_eq!(&text.as_bytes()[page.meta[1].source_span.range()], b"source: https://a.cn/b");
    assert!(page.tables[0].rows[0].iter().all(|cell| cell.header));
    // also those at the ends of lines are counted
    let signs = read("# 工作报告\n\n**产值**达到5亿元，\n\n**增长。**\n".as_bytes()).text.markup();
    assert_eq!((signs.runs, signs.bytes), (5, 10));
}

#[test]
fn tabs_in_markdown_are_cells() {
    let text = "# 报告\n指标\t2030年 \t\t2031年\n**产值**\t5亿元\n正文\n";
    let row = |row| BlockKind::TableRow { table: 0, row };
    let expected = [
        (BlockKind::Heading(1), "报告"),
        (row(0), "指标\t2030年\t\t2031年"),
        (row(1), "产值\t5亿元"),
        (BlockKind::Paragraph, "正文"),
    ];
    assert_eq!(lines(text), expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_redacted_value_is_no_emphasis() {
    let text = "# 报告\n产值***亿元，增长***%，共**%，新增 ** 户\n";
    assert_eq!(texts(text)[1], "产值***亿元，增长***%，共**%，新增 ** 户");
}

#[test]
fn a_page_without_text_is_empty() {
    for text in ["<p>&nbsp;</p>", "<html><body></body></html>", "---\na: b\n---\n", "<!-- a --><br><br>", "\u{200B}\n"]
    {
        assert_eq!(try_read(text.as_bytes()).expect_err("nothing shows").code(), "empty", "{text}");
    }
}

#[test]
fn every_block_of_plain_text_leads_back_to_its_bytes() {
    let text = "\u{FEFF}一、总体要求\r\n\u{3000}\u{3000}到2025年，产值达到5亿元·左右。\n指标\t2025年\n产值\t5亿元\n";
    for encoding in [encoding_rs::UTF_8, encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::UTF_16LE] {
        let bytes: Vec<u8> = if encoding == encoding_rs::UTF_16LE {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            let text = if encoding == encoding_rs::BIG5 {
                text.trim_start_matches('\u{FEFF}')
                    .replace("总体", "發展")
                    .replace('达', "達")
                    .replace('产', "產")
                    .replace('亿', "億")
                    .replace('标', "標")
            } else {
                text.to_owned()
            };
            encoding.encode(&text).0.into_owned()
        };
        let page = read(&bytes);
        assert_contract(&page);
        assert_eq!(page.blocks.len(), 4, "{}", encoding.name());
        for block in &page.blocks {
            let source = page.text.to_source(block.span);
            let (decoded, _) = encoding.decode_without_bom_handling(&bytes[source.range()]);
            assert_eq!(decoded, page.text.slice(block.span), "{}", encoding.name());
        }
    }
    assert_eq!(decode::decode(b"a", None).expect("text").encoding, Encoding::Utf8);
}

/// Lines as clean text has them: trimmed, not blank, without signs of another form.
fn clean_text() -> impl Strategy<Value = String> {
    let cell = "[一-龥a-z0-9，。：（）%.]{1,12}( [一-龥a-z0-9]{1,5})?";
    let line = prop_oneof![
        4 => cell.prop_map(|line: String| line),
        1 => proptest::collection::vec(cell, 2..5).prop_map(|cells| cells.join("\t")),
    ];
    proptest::collection::vec(line, 1..12).prop_map(|lines| lines.join("\n") + "\n")
}

/// Anything that could stand on a page.
fn any_page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[ \\t\\n\u{3000}]{0,2}[一-龥a-zA-Z0-9，。：；“”（）%|*#\\-]{0,8}[ \\r\\n\u{A0}\u{200B}]{0,2}",
        8 => proptest::sample::select(vec![
            "<p>", "</p>", "<div class=content>", "</div>", "<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=2>",
            "</td>", "</tr>", "<br>", "<b>", "</b>", "<a href=a.pdf>", "</a>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>", "<script>",
            "</script>", "<!--", "-->", "&nbsp;", "&#10;", "&#8232;", "&amp;", "<![CDATA[", "]]>", "<pre>", "</pre>", "<sup>2</sup>",
            "<div style='display:none'>", "<div id=zoom>", "索引号：", "发文字号：", "发布日期：", "<span>", "</span>", "<select>",
            "<title>", "</title>", "<meta name=a content=b>", "|", "**", "# ", "- ", "|--|", "\n---\n", "\t", "\\", "[a](b)", "<", ">",
        ]).prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn clean_text_is_left_alone(text in clean_text()) {
        let page = read(text.as_bytes());
        assert_contract(&page);
        prop_assert_eq!(page.text.text(), text.as_str());
    }

    #[test]
    fn any_page_keeps_the_contract(text in any_page()) {
        if let Ok(page) = try_read(text.as_bytes()) {
            assert_contract(&page);
            let mut whole = None;
            for block in &page.blocks {
                let source = page.text.to_source(block.span);
                prop_assert!(source.end <= text.len());
                whole = Some(whole.map_or(source, |whole: SourceSpan| whole.hull(source)));
            }
            prop_assert!(whole.is_some());
        }
    }

    #[test]
    fn the_text_of_a_page_reads_as_itself(text in any_page()) {
        // what is left of the signs of another form would be read again
        if let Ok(page) = try_read(text.as_bytes())
            && !page.text.text().contains(['<', '&', '|', '*', '#', '-', '\\'])
        {
            let again = read(page.text.text().as_bytes());
            prop_assert_eq!(again.text.text(), page.text.text());
        }
    }
}
