//! Pages as sites have them, small; real pages, where they are there; hostile ones.

use std::time::{Duration, Instant};

use crate::page::{
    BlockKind, Page,
    tests::{assert_contract, read, try_read},
};
use crate::{alignment::Reason, span::TextSpan};

fn lines(page: &str) -> Vec<String> {
    let page = read(page.as_bytes());
    assert_contract(&page);
    page.blocks.iter().map(|block| page.text.slice(block.span).to_owned()).collect()
}

const FIRST: &str = "到2025年，全市新增高新技术企业500家以上，研发投入持续增加。";
const SECOND: &str = "各区要加强组织领导，明确责任分工，确保完成目标任务。";

#[test]
fn inline_tags_join_and_block_tags_break() {
    let cases: [(&str, &[&str]); 10] = [
        ("<p>某政办发〔<span>2024</span>〕<b>12</b>号</p>", &["某政办发〔2024〕12号"]),
        ("<p>到<font>2025</font>\n年底</p>", &["到2025 年底"]),
        ("<p>国务院关于<br>发展的意见</p>", &["国务院关于", "发展的意见"]),
        ("<div>前言<p>第一段<div>第二段</div>尾", &["前言", "第一段", "第二段", "尾"]),
        ("<p>第一段<p>第二段", &["第一段", "第二段"]),
        ("<p>&nbsp;&nbsp;\u{3000}缩进&nbsp;</p>", &["缩进"]),
        ("<p>面积10<sup>4</sup>平方米</p>", &["面积10⁴平方米"]),
        ("<pre>第一行\n第二行</pre>", &["第一行", "第二行"]),
        ("<p>正文<script>var a = '<p>';</script>继续<!-- 略 --></p>", &["正文继续"]),
        ("<p>正文<span style='display: none'>暗记</span>继续</p>", &["正文继续"]),
    ];
    for (page, expected) in cases {
        assert_eq!(lines(page), expected, "{page}");
    }
}

#[test]
fn headings_and_items_are_told_apart() {
    let page = read("<h2>一、总体要求</h2><ul><li>第一项<li><p>第二项</p></ul><div>正文</div>".as_bytes());
    let kinds: Vec<BlockKind> = page.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Heading(2), BlockKind::ListItem, BlockKind::ListItem, BlockKind::Paragraph]);
}

fn site(around: &str, content: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>关于科技创新的若干意见_某市人民政府</title>\
         <meta name=\"ArticleTitle\" content=\"关于科技创新的&quot;若干意见&quot;\"></head><body>\
         <div class=nav><a href=/>首页</a><a href=/zw>政务公开</a></div>\
         <div class=crumbs>当前位置：<a href=/>首页</a> &gt; 政策文件</div>{around}{content}\
         <div class=share>分享到：微信</div><div class=footer>某市人民政府主办 版权所有 网站标识码0000000000</div></body></html>"
    )
}

#[test]
fn the_document_is_kept_and_the_page_around_it_is_not() {
    let disclosures = [
        "<table><tr><td>索 引 号：</td><td>000/2024-1</td><td>主题分类：</td><td></td></tr>\
         <tr><td>发文字号</td><td>某政发〔2024〕5号</td><td>发布日期：</td><td>2024-03-12</td></tr></table>",
        "<ul class=xx><li><b>索 引 号：</b>000/2024-1</li><li><b>主题分类：</b></li>\
         <li><b>发文字号</b>某政发〔2024〕5号</li><li><b>发布日期：</b>2024-03-12</li></ul>",
        "<div class=xx><div><span>索 引 号：</span><span>000/2024-1</span></div><div><span>主题分类：</span><span></span></div>\
         <div><label>发文字号</label><div>某政发〔2024〕5号</div></div><span>发布日期：</span><span>2024-03-12</span></div>",
        "<dl><dt>索 引 号：<dd>000/2024-1<dt>主题分类：<dd><dt>发文字号<dd>某政发〔2024〕5号<dt>发布日期：<dd>2024-03-12</dl>",
    ];
    let contents = [
        format!("<div id=UCAP-CONTENT><p>{FIRST}</p><p>{SECOND}</p></div>"),
        format!("<div class='TRS_Editor'><p>{FIRST}</p><p>{SECOND}</p></div>"),
        format!("<div class=whatever><div class=inner><p>{FIRST}</p><p>{SECOND}</p></div></div>"),
        format!("<table><tr><td><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>"),
    ];
    for disclosure in disclosures {
        for content in &contents {
            let page = site(
                &format!("{disclosure}<h1>关于科技创新的若干意见</h1><p>来源：某市科技局 2024-03-12</p>"),
                content,
            );
            let expected = [
                "索引号：000/2024-1",
                "发文字号：某政发〔2024〕5号",
                "发布日期：2024-03-12",
                "关于科技创新的若干意见",
                "来源：某市科技局 2024-03-12",
                FIRST,
                SECOND,
            ];
            assert_eq!(lines(&page), expected, "{disclosure} {content}");
        }
    }
}

#[test]
fn what_is_left_out_is_listed_once_where_it_stands_together() {
    let text = site("", &format!("<div id=zoom><p>{FIRST}</p><p>扫一扫在手机打开当前页</p></div>"));
    let page = read(text.as_bytes());
    let repairs = page.text.repairs();
    assert_eq!(repairs.len(), 2);
    assert!(repairs.iter().all(|repair| repair.kind == Reason::Boilerplate && repair.to.is_empty()));
    assert!(repairs[0].from.starts_with("首页") && repairs[0].from.ends_with("政策文件"));
    assert!(repairs[1].from.starts_with("扫一扫") && repairs[1].from.ends_with("0000000000"));
    for repair in &repairs {
        assert_eq!(&text[repair.source_span.range()], repair.from);
    }
    assert!(page.text.markup().runs > 0);
    let meta: Vec<(&str, &str)> = page.meta.iter().map(|field| (field.name.as_str(), field.content.as_str())).collect();
    assert_eq!(
        meta,
        [("title", "关于科技创新的若干意见_某市人民政府"), ("ArticleTitle", "关于科技创新的\"若干意见\"")]
    );
    assert!(text[page.meta[1].source_span.range()].starts_with("<meta name=\"ArticleTitle\""));
}

#[test]
fn merged_cells_are_repeated_and_lead_back_to_the_one_cell() {
    let text = format!(
        "<div id=zoom><p>{FIRST}</p><table><caption>主要目标</caption><tr><th rowspan=2>责任单位<th colspan=2>目标值<th></tr>\
         <tr><th>2024年</th><th>2025年</th></tr><tr><td rowspan='2'>市&nbsp;科技局<br>市财政局</td><td>1家</td><td>2家</td></tr>\
         <tr><td><p>3家</p></td><td></td></tr><tr><td></td><td> </td><td>&nbsp;</td></tr></table><p>{SECOND}</p></div>"
    );
    let page = read(text.as_bytes());
    assert_contract(&page);
    let lines: Vec<&str> = page.blocks.iter().map(|block| page.text.slice(block.span)).collect();
    let expected = [
        FIRST,
        "主要目标",
        "责任单位\t目标值\t目标值",
        "责任单位\t2024年\t2025年",
        "市 科技局 市财政局\t1家\t2家",
        "市 科技局 市财政局\t3家\t",
        SECOND,
    ];
    assert_eq!(lines, expected);
    let table = &page.tables[0];
    let inherited: Vec<Vec<bool>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.inherited).collect()).collect();
    assert_eq!(inherited, [[false, false, true], [true, false, false], [false, false, false], [true, false, false]]);
    assert!(table.rows[0].iter().all(|cell| cell.header) && !table.rows[2][0].header);
    for row in [2, 3] {
        let source = page.text.to_source(table.rows[row][0].span);
        assert_eq!(&text[source.range()], "市&nbsp;科技局<br>市财政局");
    }
    assert!(page.text.repairs().is_empty());
}

#[test]
fn tables_that_lay_out_are_read_as_text() {
    let answer = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{FIRST}</p>");
    let page = format!(
        "<table><tr><td>承办单位</td><td>市科技局</td></tr><tr><td>答复内容</td><td>{answer}</td></tr>\
         <tr><td>答复日期</td><td>2024-01-02</td></tr></table>"
    );
    let expected = ["承办单位\t市科技局", "答复内容", FIRST, SECOND, FIRST, "答复日期\t2024-01-02"];
    assert_eq!(lines(&page), expected);
    let nested = format!("<table><tr><td><table><tr><td>{FIRST}</td></tr></table></td></tr></table>");
    assert_eq!(lines(&nested), [FIRST]);
}

#[test]
fn attachments_are_listed_and_named() {
    let text = site(
        "",
        &format!(
            "<div class=pages_content><p>{FIRST}</p><p>附件：<a href='./P02.docx?v=1&amp;n=2'>1.任务分解表</a></p></div>\
             <div class=fj><a href=/b.pdf>实施方案<b>.pdf</b></a><a href=/c.html>政策解读</a><a href='/d.wps' title='名单'><img src=x></a></div>"
        ),
    );
    let page = read(text.as_bytes());
    assert_contract(&page);
    let lines: Vec<&str> = page.blocks.iter().map(|block| page.text.slice(block.span)).collect();
    assert_eq!(lines, [FIRST, "附件：1.任务分解表", "实施方案.pdf"]);
    assert_eq!(page.blocks[2].kind, BlockKind::Attachment);
    let found: Vec<(&str, &str, Option<&str>)> =
        page.attachments.iter().map(|file| (file.name.as_str(), file.link.as_str(), file.kind.as_deref())).collect();
    let expected = [
        ("1.任务分解表", "./P02.docx?v=1&n=2", Some("docx")),
        ("实施方案.pdf", "/b.pdf", Some("pdf")),
        ("名单", "/d.wps", Some("wps")),
    ];
    assert_eq!(found, expected);
    assert_eq!(&text[page.attachments[0].source_span.range()], "1.任务分解表");
    assert_eq!(&text[page.text.to_source(page.blocks[2].span).range()], "实施方案<b>.pdf");
}

#[test]
fn references_are_traced_and_are_no_repairs() {
    let text = "<p>&ldquo;十四五&rdquo;期间R&amp;D经费&#8805;5%</p>";
    let page = read(text.as_bytes());
    assert_eq!(page.text.text(), "“十四五”期间R&D经费≥5%\n");
    let at = page.text.text().find('≥').expect("it is decoded");
    let source = page.text.to_source(TextSpan::new(at, at + 5));
    assert_eq!(&text[source.range()], "&#8805;5%");
    assert!(page.text.repairs().is_empty());
}

#[test]
fn text_in_the_wrong_place_of_a_table_is_kept() {
    let page = format!("<div id=zoom><table>{FIRST}<tr><td>产值</td><td>5亿元</td></tr></table></div>");
    assert_eq!(lines(&page), [FIRST, "产值\t5亿元"]);
}

/// Pages that would take minutes, were anything quadratic.
#[test]
fn hostile_pages_take_seconds() {
    let mega = 1 << 20;
    let some = mega / 4;
    let attacks = [
        ("<div>".repeat(mega / 5), "nested elements"),
        ("<ul><li>".repeat(some / 8), "nested lists"),
        ("<b>a".repeat(some / 4), "open inline elements"),
        ("<a href=x><div>a".repeat(some / 16), "links around blocks"),
        ("<table><tr><td>a".repeat(some / 16), "nested tables"),
        ("<p>a".repeat(some / 4), "open paragraphs"),
        ("<".repeat(10 * mega), "opening signs"),
        ("<a ".repeat(some), "open tags"),
        ("<a b=\"".repeat(some / 4), "open quotes"),
        ("<!--".repeat(some / 4), "open comments"),
        ("<![CDATA[".repeat(some / 9) + "]]>", "open sections"),
        ("<script>".repeat(some / 8), "open scripts"),
        ("&".repeat(some), "ampersands"),
        ("&amp;".repeat(some / 5), "references"),
        (" ".repeat(4 * some), "blanks"),
        (format!("<table><tr><td rowspan=65535>a{}{}", " ".repeat(some), "<tr>".repeat(50_000)), "rows before blanks"),
    ];
    for (attack, name) in attacks {
        let start = Instant::now();
        let page = format!("<p>{FIRST}</p>{attack}");
        match try_read(page.as_bytes()) {
            Ok(page) => assert_contract(&page),
            Err(error) => assert_eq!(error.code(), "limit", "{name}"),
        }
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(60), "{name} took {taken:?}");
    }
}

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/pages/govcn");

fn squeeze(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// The pages of the central government's site whose labels are known.
fn real_pages() -> Vec<(String, Page, Vec<String>)> {
    let Ok(labels) = std::fs::read_to_string(format!("{FOLDER}/LABELS.tsv")) else {
        println!("skipped: the real pages are not there");
        return Vec::new();
    };
    labels
        .lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let bytes = std::fs::read(format!("{FOLDER}/{}", fields[0])).expect("a page that is labelled is there");
            (fields[0].clone(), read(&bytes), fields)
        })
        .collect()
}

#[test]
fn real_pages_hold_their_labels_and_no_navigation() {
    for (name, page, fields) in real_pages() {
        assert_contract(&page);
        let text = page.text.text();
        for field in &fields[2..] {
            assert!(text.contains(field.as_str()), "{name}: {field}");
        }
        assert!(page.blocks.len() > 10, "{name}");
        // the whole text of the engine's container, as an independent reading gives it
        let raw = std::fs::read_to_string(format!("{FOLDER}/{name}")).expect("the page is UTF-8");
        let parsed = scraper::Html::parse_document(&raw);
        let selector = scraper::Selector::parse("#UCAP-CONTENT").expect("it is well formed");
        let body: String = parsed.select(&selector).flat_map(|element| element.text()).collect();
        assert!(body.len() > 300 && squeeze(text).contains(&squeeze(&body)), "{name}: the text is whole");
        for furniture in ["扫一扫", "打印", "分享到", "首页", "function"] {
            assert!(!text.contains(furniture), "{name}: {furniture}");
        }
    }
}
