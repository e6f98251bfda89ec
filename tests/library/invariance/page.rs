//! Pages around a text, in the ways that sites write them.

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A `<p>` for each line.
    Paragraphs,
    /// A table around the text, and `<br>` behind each line.
    OldTable,
    /// As paragraphs, with tags inside every number.
    InlineTags,
    /// As paragraphs, with character references for one character in five, and for all quotation marks and digits.
    References,
    /// Upper-case tags, and no end tags of paragraphs.
    UnclosedParagraphs,
    /// A `<div>` for each line, with `&nbsp;` for its indent, and all on one line of source.
    NonBreakingSpaces,
}

/// The page that shows `text`, which may have a YAML head and bold lines of Markdown.
pub(crate) fn write(text: &str, style: Style) -> String {
    let mut title = String::new();
    let mut body = text;
    if let Some((head, rest)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) {
        let named = head.lines().find_map(|line| line.strip_prefix("title:"));
        title = escaped(named.unwrap_or_default().trim());
        body = rest;
    }
    let lines: Vec<&str> = body
        .lines()
        .map(|line| line.trim_end().trim_start_matches(' '))
        .filter(|line| !line.is_empty() && !is_debris(line))
        .collect();
    let mut content = String::new();
    let mut position = 0;
    while position < lines.len() {
        let rows = lines[position..].iter().take_while(|line| is_row(line)).count();
        if rows > 0 {
            content.push_str(&table(&lines[position..position + rows]));
            position += rows;
        } else {
            content.push_str(&line(lines[position], style));
            position += 1;
        }
    }
    around(&title, &content, style)
}

/// Whether a line is made of the tags that a converter left behind.
fn is_debris(line: &str) -> bool {
    line.contains("<th ") || line.contains("</th>") || line.starts_with("<!--")
}

/// Whether a line is a row of a table with `|` between its cells.
fn is_row(line: &&str) -> bool {
    line.matches('|').count() > 1
}

fn table(rows: &[&str]) -> String {
    let row = |row: &&str| {
        let cells: String = row
            .split('|')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .map(|cell| format!("<td>{}</td>", escaped(cell)))
            .collect();
        format!("<tr>{cells}</tr>\n")
    };
    format!("<table border=\"1\">\n{}</table>\n", rows.iter().map(row).collect::<String>())
}

fn line(line: &str, style: Style) -> String {
    let bare = line.trim();
    let bold = bare.strip_prefix("**").and_then(|line| line.strip_suffix("**"));
    let level = bare.len() - bare.trim_start_matches('#').len();
    let words = bold.unwrap_or_else(|| if level > 0 { bare.trim_start_matches('#').trim() } else { line });
    let shown = match style {
        Style::InlineTags => tags_in_numbers(&escaped(words)),
        Style::References => references(words),
        _ => escaped(words),
    };
    let shown = match (bold, level) {
        (Some(_), _) => format!("<strong>{shown}</strong>"),
        (None, 1..=6) => return format!("<h{level}>{shown}</h{level}>\n"),
        _ => shown,
    };
    match style {
        Style::Paragraphs | Style::InlineTags | Style::References => format!("<p>{shown}</p>\n"),
        Style::OldTable => format!("{shown}<br>\n"),
        Style::UnclosedParagraphs => format!("<P ALIGN=\"left\">{shown}\n"),
        Style::NonBreakingSpaces => format!("<div>&nbsp;&nbsp;&nbsp;&nbsp;{shown}</div>"),
    }
}

fn around(title: &str, content: &str, style: Style) -> String {
    match style {
        Style::OldTable => format!(
            "<html>\n<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\n<title>{title}</title>\n</head>\n\
             <body bgcolor=\"#FFFFFF\">\n<table width=\"760\" border=\"0\" cellspacing=\"0\"><tr><td><font size=\"3\">\n{content}\
             </font></td></tr></table>\n</body>\n</html>\n"
        ),
        Style::UnclosedParagraphs => format!(
            "<HTML>\n<HEAD><TITLE>{title}</TITLE></HEAD>\n<BODY>\n<DIV ID=\"zoom\">\n{content}</DIV>\n</BODY>\n</HTML>\n"
        ),
        _ => format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n\
             <div class=\"nav\"><a href=\"/\">首页</a> <a href=\"/zwgk/\">政务公开</a></div>\n\
             <div class=\"article-content\">\n{content}</div>\n\
             <div class=\"footer\">版权所有：岭泽县人民政府办公室</div>\n</body>\n</html>\n"
        ),
    }
}

/// `text` with references for the signs of HTML; tags that are part of the text stay.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `text` with every number cut in two elements, and its last digit in a third if it has three.
fn tags_in_numbers(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for character in text.chars().chain(['\0']) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        match digits.len() {
            0 => {}
            1 => out.push_str(&format!("<b>{digits}</b>")),
            length => {
                let (first, rest) = digits.split_at(length / 2);
                out.push_str(&format!("<span lang=\"EN-US\">{first}</span><font face=\"Times\">{rest}</font>"));
            }
        }
        digits.clear();
        out.push(character);
    }
    out.pop();
    out
}

fn references(text: &str) -> String {
    let mut out = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            '“' => out.push_str("&ldquo;"),
            '”' => out.push_str("&rdquo;"),
            '—' => out.push_str("&mdash;"),
            '·' => out.push_str("&middot;"),
            '0'..='9' | '&' | '<' | '>' => out.push_str(&format!("&#{};", character as u32)),
            _ if index % 5 == 0 && !character.is_whitespace() => out.push_str(&format!("&#x{:X};", character as u32)),
            _ => out.push(character),
        }
    }
    out
}
