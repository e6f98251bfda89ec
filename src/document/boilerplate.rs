//! Navigation, footers, buttons, spam and page numbers among the lines of a page: what is deleted, line by line.
//!
//! What a page's own markup calls navigation is gone before; this is for pages that were saved as text. A line goes only
//! for its own words or its place beside such lines, and never if it holds something of the document.

mod page_number;

use crate::{
    alignment::{Change, Reason},
    lexicon::{
        Lexicon,
        boilerplate::{Boilerplate, NavigationWord},
    },
    page::{Block, BlockKind, Page},
    span::TextSpan,
};

/// A longer line is text, unless it is spam. In characters.
const LONGEST: usize = 120;
/// A word of a menu has at most this many characters.
const LONGEST_WORD: usize = 10;
/// So many lines at the head and at the foot of a page may be spam.
const SPAM_ZONE: usize = 20;
/// So many menu lines that follow each other are a menu.
const MENU_RUN: usize = 3;
/// A label (主办单位) belongs to the foot of a site if a line of that stands within so many lines.
const FOOTER_REACH: usize = 3;

/// Finds the sentences with which a site that re-hosts a document leads into it. They stand inside lines, and may go over
/// several: lines are joined first. The changes are sorted and do not overlap.
#[must_use]
pub fn lead_sentences(page: &Page, lexicon: &Lexicon) -> Vec<Change> {
    let of_block = |block: &Block| {
        let found = lexicon.boilerplate.lead_sentences(page.text.slice(block.span));
        let start = block.span.start;
        found.map(move |range| Change::certain(TextSpan::from(range).shifted(start), "", Reason::Boilerplate))
    };
    page.blocks.iter().filter(|block| block.kind != BlockKind::Attachment).flat_map(of_block).collect()
}

/// Finds the lines of `page` that are not part of its document. The changes are sorted and do not overlap; each deletes
/// a whole line with its line break.
#[must_use]
pub fn find(page: &Page, lexicon: &Lexicon) -> Vec<Change> {
    let table = &lexicon.boilerplate;
    let text = page.text.text();
    let blocks: Vec<_> = page
        .blocks
        .iter()
        .filter(|block| match block.kind {
            // a table of one row may be a menu: 简体版 | 繁体版 | 无障碍阅读
            BlockKind::TableRow { table, .. } => page.tables.get(table).is_some_and(|table| table.rows.len() == 1),
            kind => kind != BlockKind::Attachment,
        })
        .collect();
    let lines: Vec<&str> = blocks.iter().map(|block| page.text.slice(block.span).trim()).collect();
    let boilerplate = lines_of_site(&lines, table);
    let numbers = page_number::find(&lines);
    let mut changes = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let reason = match (boilerplate[index], numbers[index]) {
            (true, _) => Reason::Boilerplate,
            (false, true) => Reason::PageNumber,
            (false, false) => continue,
        };
        let line_break = usize::from(text[block.span.end..].starts_with('\n'));
        let span = TextSpan::new(block.span.start, block.span.end + line_break);
        changes.push(Change::certain(span, "", reason));
    }
    changes
}

/// What a line looks like by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// It goes.
    Boilerplate,
    /// It is the foot of a site, and goes.
    Footer,
    /// A list of navigation, and goes.
    Navigation,
    /// It goes beside the foot of a site.
    BesideFooter,
    /// One word of a menu: it goes in a run of such lines.
    MenuWord,
    /// A few words without punctuation.
    Short,
    /// It stays.
    Text,
}

/// Which lines belong to the site.
fn lines_of_site(lines: &[&str], table: &Boilerplate) -> Vec<bool> {
    let looks: Vec<Look> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| look(line, index < SPAM_ZONE || index + SPAM_ZONE >= lines.len(), table))
        .collect();
    let mut removed: Vec<bool> =
        looks.iter().map(|look| matches!(look, Look::Boilerplate | Look::Footer | Look::Navigation)).collect();
    for (index, look) in looks.iter().enumerate() {
        if *look == Look::BesideFooter {
            let near = &looks[index.saturating_sub(FOOTER_REACH)..(index + FOOTER_REACH + 1).min(looks.len())];
            removed[index] = near.contains(&Look::Footer);
        }
    }
    remove_menus(&looks, &mut removed);
    // the name of the site or of its section, with the navigation below it
    if looks.first() == Some(&Look::Short) && looks.get(1) == Some(&Look::Navigation) {
        removed[0] = true;
    }
    removed
}

/// Marks runs of menu words, one a line. A short line in such a run is one of them: 走进某市.
fn remove_menus(looks: &[Look], removed: &mut [bool]) {
    let of_menu = |look: &Look| matches!(look, Look::MenuWord | Look::Boilerplate | Look::Navigation);
    let mut start = 0;
    while start < looks.len() {
        if !of_menu(&looks[start]) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        let mut words = 1;
        let mut last = end;
        while end < looks.len() && (of_menu(&looks[end]) || looks[end] == Look::Short) {
            words += usize::from(of_menu(&looks[end]));
            end += 1;
            // the run ends with a word of the menu, and half of its lines are such words
            if of_menu(&looks[end - 1]) && words * 2 >= end - start {
                last = end;
            }
        }
        let menu_words = looks[start..last].iter().filter(|look| **look == Look::MenuWord).count();
        if last - start >= MENU_RUN && menu_words >= MENU_RUN - 1 {
            removed[start..last].fill(true);
        }
        start = end;
    }
}

fn look(line: &str, in_spam_zone: bool, table: &Boilerplate) -> Look {
    let length = line.chars().take(LONGEST + 1).count();
    if in_spam_zone && is_spam(line, table) {
        return Look::Boilerplate;
    }
    if length == 0 || length > LONGEST || line.ends_with(['。', '；', ';']) {
        return Look::Text;
    }
    let kept = table.is_kept(line);
    if table.is_line(line) && !kept {
        return Look::Boilerplate;
    }
    if kept {
        return Look::Text;
    }
    if table.is_footer(line) {
        return Look::Footer;
    }
    if table.is_beside_footer(line) {
        return Look::BesideFooter;
    }
    navigation(line, length, table)
}

/// What a line is by its words: 简体版 | 繁体版 | 无障碍阅读, 【打印】【关闭】, 首页 信息公开 政务服务.
fn navigation(line: &str, length: usize, table: &Boilerplate) -> Look {
    let separator =
        |character: char| character.is_whitespace() || "|｜【】[]［］()（）·•>＞»/-:：_".contains(character);
    let mut words = 0;
    let mut known = 0;
    let mut buttons = 0;
    let mut only_words = true;
    for word in line.split(separator).filter(|word| !word.is_empty()) {
        words += 1;
        only_words &= word.chars().count() <= LONGEST_WORD
            && !word.contains(['，', '。', ',', '、', '；', '！', '？', '《', '“'])
            && !word.contains(|character: char| character.is_ascii_digit());
        match table.navigation_word(word) {
            Some(NavigationWord::Button) => {
                known += 1;
                buttons += 1;
            }
            Some(NavigationWord::Menu) => known += 1,
            None => {}
        }
    }
    if words == 0 || !only_words {
        return Look::Text;
    }
    match (words, known) {
        (1, 1) if buttons == 1 => Look::Boilerplate,
        (1, 1) => Look::MenuWord,
        (2, 2) if buttons > 0 => Look::Boilerplate,
        (3.., _) if known * 5 >= words * 3 => Look::Navigation,
        _ if length <= LONGEST_WORD && words == 1 && !table.may_be_title(line) => Look::Short,
        _ => Look::Text,
    }
}

/// Whether at least two kinds of spam words make a good part of the line.
fn is_spam(line: &str, table: &Boilerplate) -> bool {
    let (kinds, bytes) = table.spam(line);
    kinds >= 2 && bytes * 10 >= line.len() * 3
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        alignment::AlignedText,
        page::{Block, Form, LineLayout},
    };

    /// A page of plain text, a paragraph a line.
    pub(in crate::document) fn page(text: &str) -> Page {
        let mut lines = String::new();
        let mut blocks = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let span = TextSpan::new(lines.len(), lines.len() + line.len());
            lines.push_str(line);
            lines.push('\n');
            blocks.push(Block { kind: BlockKind::Paragraph, span, layout: LineLayout::default() });
        }
        let text = AlignedText::identical(lines, 0);
        Page { form: Form::Text, text, blocks, tables: vec![], wrap: None, meta: vec![], attachments: vec![] }
    }

    /// The texts of a folder of the shared corpus by name; `None`, with a line that says so, where there is none.
    pub(in crate::document) fn shared(folder: &str) -> Option<Vec<(String, String)>> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(folder);
        let Ok(entries) = std::fs::read_dir(&path) else {
            println!("skipped: no folder {}", path.display());
            return None;
        };
        let mut files: Vec<_> = entries
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let text = std::fs::read_to_string(entry.path()).ok()?;
                // a YAML head and Markdown signs are gone before this stage
                let body = text
                    .strip_prefix("---\n")
                    .and_then(|rest| rest.split_once("\n---\n"))
                    .map_or(&*text, |(_, body)| body);
                let lines = body.lines().filter(|line| !line.starts_with("<!--"));
                let plain = lines.map(|line| line.trim_start_matches(['#', ' ']).replace("**", "") + "\n").collect();
                Some((entry.file_name().to_string_lossy().into_owned(), plain))
            })
            .collect();
        files.sort();
        Some(files)
    }

    fn removed(lines: &[&str]) -> Vec<String> {
        let page = page(&lines.join("\n"));
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        find(&page, &lexicon).iter().map(|change| page.text.slice(change.span).trim().to_owned()).collect()
    }

    #[test]
    fn lines_of_a_site_go() {
        for line in [
            "当前位置: 首页 > 某区 > 信息公开",
            "您所在的位置：网站首页>政务公开",
            "首页 领导之窗 某地概况 信息公开 政务服务 政民互动",
            "简体版 | 繁体版 | 无障碍阅读 | 最某地",
            "• 收藏",
            "【打印本页】【关闭窗口】",
            "字体：[大 中 小]",
            "分享到：微信 微博 QQ空间",
            "文件下载",
            "上一篇：某市召开工作会议",
            "推荐访问:某地 科技 计划",
            "责任编辑：张某",
            "扫一扫在手机打开当前页",
            "浏览次数：128次",
            "Copyright © www.example.gov.cn. All Rights Reserved",
            "某省商务厅 版权所有",
            "苏ICP备00000000号 苏公网安备 00000000000000号 网站标识码:0000000000",
            "国产精品在线观看成人网",
            "登录 注册",
        ] {
            assert_eq!(removed(&[line, "一、总体要求"]), [line], "{line}");
        }
    }

    #[test]
    fn lines_of_a_document_stay() {
        for line in [
            "一、完善网站首页功能",
            "（一）信息公开",
            "信息公开",
            "旅游",
            "某政办发〔2023〕10号",
            "发布日期：2019-03-06 责任编辑：张某",
            "来源: 某地发布 字体：大 中 小 打印 关闭",
            "信息索引号 000/2018-00548 生成日期 2018-12-28",
            "2023年3月5日",
            "某市人民政府办公室",
            "依法保护版权所有者权益",
            "严厉打击百家乐、老虎机等赌博活动，净化社会环境，维护群众合法权益",
            "加大文件下载力度。",
            "主办单位：市民政局，各县（区）人民政府",
            "附件：某计划.pdf",
            "森林覆盖率",
        ] {
            assert_eq!(removed(&["某市文件", line, "二、总体要求"]), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn menus_and_feet_go_together() {
        let menu = ["网站首页", "走进某市", "市长之窗", "专题专栏", "新闻中心"];
        assert_eq!(removed(&[&menu[..], &["某市人民政府文件", "一、总体要求"]].concat()), menu);
        assert_eq!(removed(&["首页", "信息公开", "政府工作报告", "打印", "各位代表："]), ["打印"]);
        let foot = ["主办单位：某市人民政府办公室", "技术支持：某市大数据局", "某ICP备00000000号"];
        assert_eq!(removed(&[&["二、总体要求", "三、保障措施"], &foot[..]].concat()), foot);
        assert_eq!(removed(&["某区", "首页 信息公开 政务服务", "关于某事的通知"]), ["某区", "首页 信息公开 政务服务"]);
    }

    #[test]
    fn of_a_lead_sentence_only_the_sentence_goes() {
        let page = page("某地计划9篇 下面是小编为大家整理的某地计划9篇，供大家参考。\n篇一：某地计划");
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        let found: Vec<_> =
            lead_sentences(&page, &lexicon).iter().map(|change| page.text.slice(change.span).to_owned()).collect();
        assert_eq!(found, ["下面是小编为大家整理的某地计划9篇，供大家参考。"]);
    }

    #[test]
    fn each_change_takes_its_line_break() {
        let page = page("打印\n正文第一句。\n- 1 -\n正文第二句。\n分享");
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        let (text, _) = page.text.apply(&find(&page, &lexicon));
        assert_eq!(text.text(), "正文第一句。\n正文第二句。\n");
    }

    #[test]
    fn cleaning_again_changes_nothing() {
        let Some(files) = shared("docs") else { return };
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        for (name, text) in files {
            let first = page(&text);
            let (once, _) = first.text.apply(&find(&first, &lexicon));
            assert_eq!(find(&page(once.text()), &lexicon), [], "{name}");
        }
    }

    #[test]
    fn hostile_pages_take_linear_time() {
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        for piece in ["首页\n", "1\n", "1/2\n", "|", "下面是小编", "成人", ".\n", "某区\n首页 新闻 互动\n"]
        {
            let page = page(&piece.repeat(200_000 / piece.len()));
            let changes = [find(&page, &lexicon), lead_sentences(&page, &lexicon)];
            assert!(
                changes.iter().all(|changes| changes.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start)),
                "{piece}"
            );
        }
    }

    #[test]
    fn reports_lose_nothing() {
        let Some(files) = shared("reports") else { return };
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        for (name, text) in files.into_iter().step_by(5) {
            let page = page(&text);
            let lost: Vec<_> =
                find(&page, &lexicon).iter().map(|change| page.text.slice(change.span).to_owned()).collect();
            assert_eq!(lost, Vec::<String>::new(), "{name}");
        }
    }
}
