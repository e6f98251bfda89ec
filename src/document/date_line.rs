//! Lines that date a document: the date under its signatures, and under a title the day on which a speech was given, a plan
//! approved or a law published.

use crate::{lexicon::label::Titles, mention::date::Date};

/// A date that stands alone has no more characters, signs and spaces included.
const LONGEST_ALONE: usize = 40;
/// A name and an office beside a date have no more characters.
const LONGEST_NAME: usize = 20;

/// The date of a line that holds a full date and nothing else.
pub(super) fn alone(line: &str) -> Option<Date> {
    let bare = line.trim().trim_matches(['（', '）', '(', ')', '—', '―', ' ', '\u{3000}']);
    let short = bare.chars().count() <= LONGEST_ALONE;
    short.then(|| Date::parse(&bare.split_whitespace().collect::<String>())).flatten().filter(|date| date.day.is_some())
}

/// The date of a line that says when a speech was given, behind a dash: ——2031年1月5日在…会议上.
pub(super) fn of_speech(line: &str, titles: &Titles) -> Option<Date> {
    line.trim().starts_with(is_dash).then(|| under_title(line, None, titles)).flatten()
}

/// The date of a line under a title: ——2031年1月5日在…会议上, （2031年1月5日 某某）, （2031年1月5日…通过）,
/// 在…会议上（2031年1月5日）. `below` is the line after it, on which the occasion may go on.
pub(super) fn under_title(line: &str, below: Option<&str>, titles: &Titles) -> Option<Date> {
    alone(line).or_else(|| at_start(line, below, titles)).or_else(|| in_bracket(line, titles))
}

/// The date in the bracket at the end of a title or of a line under it.
pub(super) fn in_bracket(line: &str, titles: &Titles) -> Option<Date> {
    let line = line.trim().strip_suffix(['）', ')'])?;
    let (_, inside) = line.rsplit_once(['（', '('])?;
    dated(inside, titles, true)
}

/// Where a title ends before what tells when it was given, and when that was: 政府工作报告——2031年1月5日在…会议上.
pub(super) fn behind_title(line: &str, titles: &Titles) -> Option<(usize, Date)> {
    let dash = line.find(is_dash).filter(|&dash| dash > 0)?;
    Some((dash, at_start(&line[dash..], None, titles)?))
}

fn at_start(line: &str, below: Option<&str>, titles: &Titles) -> Option<Date> {
    let line = line.trim();
    match line.strip_prefix(['（', '(']).and_then(|inside| inside.strip_suffix(['）', ')'])) {
        Some(inside) => dated(inside, titles, true),
        None => {
            let line = line.trim_start_matches(is_dash);
            let goes_on = || {
                let (_, rest) = leading(line)?;
                let below = below.filter(|below| rest.starts_with('在') && names_occasion(below, titles));
                below.and_then(|_| leading(line)).map(|(date, _)| date)
            };
            dated(line, titles, false).or_else(goes_on)
        }
    }
}

/// The date that `text` begins with, if the rest says what took place on it, or who spoke.
fn dated(text: &str, titles: &Titles, may_be_name: bool) -> Option<Date> {
    let (date, rest) = leading(text)?;
    let is_name = || {
        rest.chars().count() <= LONGEST_NAME
            && rest.chars().all(|character| character.is_alphabetic() || character.is_whitespace() || character == '·')
            && !rest.starts_with(['起', '至', '前', '后', '以', '开'])
    };
    (rest.is_empty() || names_occasion(rest, titles) || may_be_name && is_name()).then_some(date)
}

fn leading(text: &str) -> Option<(Date, &str)> {
    let text = text.trim_start();
    let (at, day) = text.char_indices().take(LONGEST_ALONE).find(|&(_, character)| character == '日')?;
    let end = at + day.len_utf8();
    let date = Date::parse(&text[..end].split_whitespace().collect::<String>()).filter(|date| date.day.is_some())?;
    Some((date, text[end..].trim()))
}

fn names_occasion(text: &str, titles: &Titles) -> bool {
    titles.occasions.is_in(text)
}

fn is_dash(character: char) -> bool {
    matches!(character, '—' | '―' | '─' | '－' | '–')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn dates_under_titles() {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        let titles = &lexicon.labels.titles;
        for (line, below, expected) in [
            ("2031年1月5日", None, Some("2031-01-05")),
            ("（二〇三一年一月五日）", None, Some("2031-01-05")),
            ("——2031年1月5日在岭泽县第三届人民代表大会第一次会议上", None, Some("2031-01-05")),
            ("──2031年1月5日在全县教育工作会议上", None, Some("2031-01-05")),
            ("（2031年1月5日岭泽县三届人大一次会议批准）", None, Some("2031-01-05")),
            ("（2031年1月5日岭泽县人民政府令第3号公布 自2031年3月1日起施行）", None, Some("2031-01-05")),
            ("（2031年1月5日 林岭泽）", None, Some("2031-01-05")),
            ("县长 林岭泽（2031年1月5日）", None, Some("2031-01-05")),
            ("2031年1月5日在岭泽县", Some("第三届人民代表大会第一次会议上"), Some("2031-01-05")),
            ("2031年1月5日在岭泽县", Some("林岭泽"), None),
            ("（2031年1月5日起施行）", None, None),
            ("（2031年1月5日至3月1日）", None, None),
            ("（2031—2033年）", None, None),
            ("2031年1月5日岭泽县有雨", None, None),
            ("岭泽县人民政府", None, None),
        ] {
            let found = under_title(line, below, titles).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn dates_behind_titles() {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        let titles = &lexicon.labels.titles;
        let line = "政府工作报告——2031年1月5日在岭泽县第三届人民代表大会第一次会议上";
        let (end, date) = behind_title(line, titles).expect("the line has a dash and a date");
        assert_eq!((&line[..end], date.to_string().as_str()), ("政府工作报告", "2031-01-05"));
        assert_eq!(behind_title("迈向小康——岭泽县发展规划", titles), None);
        assert_eq!(
            in_bracket("政府工作报告（2031年1月5日 林岭泽）", titles).map(|date| date.to_string()).as_deref(),
            Some("2031-01-05")
        );
        assert_eq!(in_bracket("发展规划（2031—2035年）", titles), None);
    }
}
