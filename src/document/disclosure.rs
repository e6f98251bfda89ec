//! Lines of a disclosure table, in the shapes that pages give them: `标签：值`, several of them on one line, cells with tabs
//! between them, or a line that says where a page was taken from and when.

use crate::{
    lexicon::label::{Field, Labels},
    span::TextSpan,
};

/// A label with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the label names.
    pub field: Field,
    /// Where the value stands; empty where none does.
    pub value: TextSpan,
}

/// The labels and values of `line`, which stands at `offset`; empty if the line is no line of labels.
///
/// A word is a label if it stands at the beginning of the line or behind a space, and has a colon, a space or nothing
/// behind it. One label without a colon makes no line of labels, unless the line is a row of cells.
#[must_use]
pub fn entries(line: &str, offset: usize, labels: &Labels) -> Vec<Entry> {
    let mut found: Vec<(Field, usize, usize)> = Vec::new();
    let mut colons = 0;
    let mut position = 0;
    let mut previous: Option<char> = None;
    while let Some(next) = line[position..].chars().next() {
        let may_begin = previous.is_none_or(|previous| {
            previous.is_whitespace()
                || matches!(previous, '|' | '】' | ']')
                || found.is_empty() && matches!(previous, '【' | '[')
        }) || follows_date(&line[..position]);
        if may_begin && let Some((field, len)) = labels.at_start(&line[position..]) {
            let rest = &line[position + len..];
            let bare = rest.trim_start_matches([' ', '】', ']']);
            let colon = bare.starts_with(['：', ':']);
            if colon || rest.is_empty() || rest.starts_with([' ', '\t', '|', '\u{3000}', '】']) {
                let value = position
                    + len
                    + (rest.len() - bare.len())
                    + bare.chars().next().filter(|_| colon).map_or(0, char::len_utf8);
                found.push((field, position, value));
                colons += usize::from(colon);
                position = value;
                previous = Some(' ');
                continue;
            }
        }
        previous = Some(next);
        position += next.len_utf8();
    }
    let before = found.first().map_or("", |&(_, start, _)| &line[..start]);
    // 岭政发〔2031〕3号 发布日期：…: the number stands before the labels without one of its own
    let is_numbered = colons > 0 && before.trim_end().ends_with('号') && before.contains(['〔', '[', '（', '(']);
    let begins = !found.is_empty() && (before.trim_matches(['【', '[', ' ']).is_empty() || is_numbered);
    let is_row = line.contains('\t');
    // a row of cells may begin with a label that nobody knows
    let begins = begins || (is_row && colons >= 2);
    if !begins || (colons == 0 && found.len() < 2 && !is_row) {
        return Vec::new();
    }
    if is_numbered {
        found.insert(0, (Field::DocNumber, 0, 0));
    }
    let ends = found.iter().skip(1).map(|&(_, start, _)| start).chain([line.len()]);
    found
        .iter()
        .zip(ends)
        .map(|(&(field, _, start), end)| {
            let value = &line[start..end.max(start)];
            let lead = value.len() - value.trim_start().len();
            let trimmed = value.trim().trim_end_matches(['/', '|', '【', '[']).trim_end();
            Entry { field, value: TextSpan::new(start + lead, start + lead + trimmed.len()).shifted(offset) }
        })
        .collect()
}

/// 发布日期：2024-03-08来源：能源科: a label may stand right behind a date.
fn follows_date(before: &str) -> bool {
    before.ends_with(|last: char| last.is_ascii_digit()) && before.chars().rev().take(10).any(|c| "-:".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn read(line: &str) -> Vec<(Field, String)> {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        entries(line, 0, &lexicon.labels)
            .into_iter()
            .map(|entry| (entry.field, line[entry.value.range()].to_owned()))
            .collect()
    }

    #[test]
    fn labels_in_every_shape() {
        assert_eq!(
            read("成文日期: 2031-03-05 发布日期: 2031-03-12 有效性: 有效"),
            [
                (Field::Issued, "2031-03-05".into()),
                (Field::Published, "2031-03-12".into()),
                (Field::Validity, "有效".into())
            ]
        );
        assert_eq!(
            read("信息索引号 0140/2031-5 公开日期 2031-12-31"),
            [(Field::IndexNumber, "0140/2031-5".into()), (Field::Published, "2031-12-31".into())]
        );
        assert_eq!(
            read("岭教体〔2031〕14号　　发布日期：2031-02-26　　点击量：964")[..2],
            [(Field::DocNumber, "岭教体〔2031〕14号".into()), (Field::Published, "2031-02-26".into())]
        );
        assert_eq!(read("索 引 号：\t0140/2031-5")[0], (Field::IndexNumber, "0140/2031-5".into()));
        assert_eq!(
            read("发布日期：2031-03-08来源：能源科"),
            [(Field::Published, "2031-03-08".into()), (Field::Source, "能源科".into())]
        );
    }

    #[test]
    fn running_text_has_no_labels() {
        for line in ["标题党现象值得重视。", "时间紧、任务重。", "一、发布机构改革方案", ""]
        {
            assert!(read(line).is_empty(), "{line}");
        }
    }
}
