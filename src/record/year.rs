//! The year of a record: the same clause, the same sentence, the paragraph, the lead-in, the headings; the first that
//! speaks wins (annotation guide, field `year`).

use super::{Cadence, YearSource};
use crate::{
    document::Document,
    lexicon::{Lexicon, cue::Cues},
    mention::{
        date::{Date, Era},
        time::{self, Time, TimeRole, When},
    },
    span::TextSpan,
};

/// What the places around a value say of its time.
pub(super) struct TimeContext<'a> {
    pub lexicon: &'a Lexicon,
    /// The times of the passage, in order; their spans count in the document.
    pub times: &'a [Time],
    /// The clause between two commas that holds the value.
    pub clause: TextSpan,
    /// The sentence that holds it.
    pub sentence: TextSpan,
    /// Where the paragraph begins.
    pub paragraph: TextSpan,
    /// Where the value begins.
    pub value: usize,
    /// The labelled deadline of the task.
    pub deadline: Option<&'a [Time]>,
    /// What was said above the paragraph, nearest first.
    pub above: &'a [(YearSource, Vec<Time>)],
    /// The five-year plan that the document's title names.
    pub plan: Option<&'a Time>,
    /// The year of the document's date, or of its title.
    pub document_year: Option<u16>,
}

/// A year, and the words it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Year {
    pub year: u16,
    pub source: YearSource,
    /// In the document.
    pub span: TextSpan,
}

/// The year of a statement, and how often it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub year: Option<Year>,
    pub cadence: Cadence,
    /// The role of the time that gave the year.
    pub role: Option<TimeRole>,
}

/// Verbs of a state that is reached at one time.
const STATES_LEVEL: [&str; 8] = ["达到", "提高到", "提升到", "增加到", "降到", "下降到", "控制在", "封顶线"];

/// What since a year may be named has at most so many characters.
const LONGEST_SINCE: usize = 40;

/// The year of the value at `place`. `text` is that of the document.
pub(super) fn resolve(place: &TimeContext<'_>, text: &str) -> Reading {
    let before = |time: &&Time| time.span.end <= place.value && time.role != TimeRole::Baseline;
    let in_sentence = |time: &&Time| place.sentence.contains(time.span);
    let annual = place.times.iter().rev().filter(in_sentence).find(|time| {
        // 每年 holds for the clauses after its own that add something, not for those that state a level
        let states_level = !place.clause.contains(time.span)
            && STATES_LEVEL.iter().any(|verb| text[place.clause.range()].contains(verb));
        let reaches = if is_rate(time, text) {
            place.clause.contains(time.span)
        } else {
            time.span.end <= place.value && !states_level
        };
        time.role == TimeRole::Annual && reaches
    });
    let in_clause = |time: &&Time| place.clause.contains(time.span) && time.role != TimeRole::Baseline;
    let dated = |time: &&Time| year_of(time, place).is_some() && !looks_back(time.span, text);
    let own = place
        .times
        .iter()
        .rev()
        .filter(in_clause)
        .find(|time| before(time) && dated(time))
        .or_else(|| place.times.iter().filter(in_clause).find(dated));
    let nearest = own.or_else(|| place.times.iter().rev().filter(in_sentence).find(|time| before(time) && dated(time)));
    if let Some(annual) = annual
        && nearest.is_none_or(|time| time.span.start < annual.span.start || is_rate(annual, text))
    {
        let year = own
            .filter(|time| !time.span.overlaps(annual.span))
            .and_then(|time| Some(Year { year: year_of(time, place)?, source: YearSource::Clause, span: time.span }));
        return Reading { year, cadence: Cadence::Annual, role: Some(TimeRole::Annual) };
    }
    let reading = |year: u16, source: YearSource, time: &Time| {
        let source = if matches!(time.when, When::Relative { .. }) { YearSource::Document } else { source };
        let year = Year { year, source, span: time.span };
        Reading { year: Some(year), cadence: Cadence::Once, role: Some(time.role) }
    };
    let none = Reading { year: None, cadence: Cadence::Once, role: None };
    if let Some(time) = nearest {
        let source = if place.clause.contains(time.span) { YearSource::Clause } else { YearSource::Sentence };
        // 今后五年 under a heading that names the plan is the plan's last year
        if is_coming_years(time)
            && let Some((year, source, time)) = plan_above(place, time)
        {
            return reading(year, source, time);
        }
        return year_of(time, place).map_or(none, |year| reading(year, source, time));
    }
    let earlier = place.times.iter().rev().find(|time| {
        time.span.start >= place.paragraph.start
            && time.span.end <= place.sentence.start
            && !matches!(time.role, TimeRole::Baseline | TimeRole::Annual)
            && !matches!(time.role, TimeRole::Date if has_day(time))
            // 带动今后五年投资: said inside a sentence, it is of that sentence alone
            && (!is_coming_years(time) || opens_sentence(text, time.span))
            && governs(text, time.span, place.lexicon)
            && dated(time)
    });
    if let Some(time) = earlier {
        return year_of(time, place).map_or(none, |year| reading(year, YearSource::Paragraph, time));
    }
    if let Some((year, time)) =
        place.deadline.and_then(|times| times.iter().rev().find_map(|time| Some((year_of(time, place)?, time))))
    {
        return reading(year, YearSource::Paragraph, time);
    }
    for (source, times) in place.above {
        let silent = |time: &Time| {
            matches!(time.role, TimeRole::Baseline | TimeRole::Annual)
                || (*source == YearSource::Heading && is_range(time))
        };
        if let Some((year, time)) = times
            .iter()
            .rev()
            .filter(|time| !silent(time))
            .find_map(|time| year_of(time, place).map(|year| (year, time)))
        {
            return reading(year, *source, time);
        }
    }
    let looking_back = place.times.iter().rev().find(|time| {
        time.span.start >= place.paragraph.start && time.span.end <= place.value && looks_back(time.span, text)
    });
    looking_back
        .and_then(|time| year_of(time, place).map(|year| reading(year, YearSource::Paragraph, time)))
        .unwrap_or(none)
}

/// 今后五年, 三年内.
fn is_coming_years(time: &Time) -> bool {
    matches!(time.when, When::Relative { last, .. } if last > 1)
}

/// Whether a time dates what follows it in other clauses, and is no part of a name: 2025年，…, but not 入选2025年示范名单.
fn governs(text: &str, time: TextSpan, lexicon: &Lexicon) -> bool {
    let Cues { years, frame, .. } = &lexicon.cues;
    let attribute = text[time.end..].starts_with('的');
    if opens_sentence(text, time) {
        return true;
    }
    let before = text[..time.start].trim_end();
    if attribute {
        let verb = before.strip_suffix(['到', '至', '为']);
        return verb.is_some_and(|verb| years.change.iter().any(|word| verb.ends_with(word.as_str())));
    }
    let after_word =
        |before: &str, words: &[String]| words.iter().find_map(|word| before.strip_suffix(word.as_str())).map(str::len);
    let opens_clause =
        |before: &str| before.is_empty() || before.ends_with(['，', ',', '\n', '。', '！', '？', '；', '：', '—']);
    let listed = before.ends_with(['、', '和', '及', '或', '与'])
        && before.trim_end_matches(['、', '和', '及', '或', '与']).ends_with(['年', '末', '底']);
    opens_clause(before)
        || listed
        || text[time.range()].starts_with(['到', '至'])
        || after_word(before, &years.before).is_some()
        || after_word(before, &frame.scope).is_some_and(|scope| opens_clause(&before[..scope]))
}

fn opens_sentence(text: &str, time: TextSpan) -> bool {
    let before = text[..time.start].trim_end();
    before.is_empty()
        || text[before.len()..time.start].contains('\n')
        || before.ends_with(['。', '！', '？', '；', '：', '.', '．', '）', ')'])
}

/// The year that a time means as a deadline or a period: its last.
fn year_of(time: &Time, place: &TimeContext<'_>) -> Option<u16> {
    match time.when.counted_from(place.document_year) {
        When::Absolute { end, .. } => Some(end.year),
        _ => None,
    }
}

/// 年均 holds for its own clause alone; 每年 for the rest of the sentence.
fn is_rate(time: &Time, text: &str) -> bool {
    let words = &text[time.span.range()];
    words.contains("年均") || words.contains("年平均") || words.starts_with("年度")
}

/// 过去一年, 一年来: the words of a review, whose heading knows the year better.
fn looks_back(time: TextSpan, text: &str) -> bool {
    let words = &text[time.range()];
    ["过去一年", "过去的一年", "刚过去的一年", "刚刚过去的一年", "一年来"].contains(&words)
}

/// The five-year plan that the headings name, or else the title for 五年内.
fn plan_above<'a>(place: &'a TimeContext<'_>, coming: &Time) -> Option<(u16, YearSource, &'a Time)> {
    let above = place.above.iter().flat_map(|(source, times)| times.iter().map(|time| (*source, time)));
    let five = matches!(coming.when, When::Relative { last: 5, .. });
    let title = place.plan.filter(|_| five).map(|time| (YearSource::Heading, time));
    above.chain(title).find_map(|(source, time)| match time.when {
        When::Absolute { start, end } if is_plan(start, end) => Some((end.year, source, time)),
        _ => None,
    })
}

/// Whether a time lies in one year.
pub(super) fn is_single(time: &Time) -> bool {
    matches!(time.when, When::Absolute { start, end } if start.year == end.year)
}

/// Whether a time lies in `year`, which is the document's.
pub(super) fn is_in(time: &Time, year: Option<u16>) -> bool {
    matches!(time.when.counted_from(year), When::Absolute { start, end } if (Some(start.year), Some(end.year)) == (year, year))
}

/// Whether a time is a year from its first day to its last.
pub(super) fn is_whole_year(time: &Time, year: Option<u16>) -> bool {
    time.role == TimeRole::Period
        && match time.when.counted_from(year) {
            When::Absolute { start, end } => {
                (start, end) == (Date::first_of_year(start.year), Date::last_of_year(start.year))
            }
            _ => false,
        }
}

/// Whether a time is that of a five-year plan, by its name: “十四五”时期.
pub(super) fn is_plan_period(time: &Time) -> bool {
    time.role == TimeRole::Period && matches!(time.when, When::Absolute { start, end } if is_plan(start, end))
}

/// 五年来, 近三年, 2020年以来: several years, the last of which it does not say.
pub(super) fn is_of_years(time: &Time, text: &str) -> bool {
    let words = &text[time.span.range()];
    time.when == When::Unknown && time.role == TimeRole::Period && words.contains('年') && !words.contains("半年")
}

/// Whether a sentence opens with a time and goes on to speak of it: 刚刚过去的2025年，….
pub(super) fn opens(text: &str, sentence: TextSpan, time: TextSpan, lexicon: &Lexicon) -> bool {
    let before = text[sentence.start..time.start].trim_matches(|character: char| !character.is_alphanumeric());
    before.is_empty() || lexicon.cues.years.opening.iter().any(|word| before == word)
}

/// A five-year plan is five calendar years.
fn is_plan(start: Date, end: Date) -> bool {
    end.year == start.year + 4
}

/// A period of other than one or five years in a heading says when the plan runs, not by when its figures hold.
fn is_range(time: &Time) -> bool {
    matches!(time.when, When::Absolute { start, end } if start.year != end.year && !is_plan(start, end))
}

fn has_day(time: &Time) -> bool {
    matches!(time.when, When::Absolute { start, end } if start.day.is_some() && start == end)
}

/// How a document counts its years, and the words that the reader of times needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar<'a> {
    pub lexicon: &'a Lexicon,
    pub era: Era,
    /// A report of November or December looks back on its own year as 过去一年.
    pub closes_year: bool,
}

impl<'a> Calendar<'a> {
    pub(super) fn of(document: &Document, lexicon: &'a Lexicon) -> Self {
        let month = document.metadata.issued.as_ref().and_then(|issued| issued.get(5..7)?.parse::<u8>().ok());
        Self { lexicon, era: Era::of(document.text.text()), closes_year: month.is_some_and(|month| month >= 11) }
    }
}

/// The times of `span`, with spans of the document. A year in the title of another document says nothing of a value.
pub(super) fn times_in(text: &str, span: TextSpan, calendar: Calendar<'_>) -> Vec<Time> {
    let part = &text[span.range()];
    let mut times = time::find(part, calendar.era, calendar.lexicon);
    times.retain(|time| !in_title(&part[..time.span.start]));
    if calendar.closes_year {
        for time in times.iter_mut().filter(|time| looks_back(time.span, part)) {
            time.when = When::relative(0);
        }
    }
    for time in times
        .iter_mut()
        .filter(|time| is_compared(part, time.span) || is_since(part, time.span) || gives_prices(part, time.span))
    {
        time.role = TimeRole::Baseline;
    }
    for time in &mut times {
        time.span = time.span.shifted(span.start);
    }
    times
}

/// The times of a heading or of the head of a column, where “十四五”总投资 names its years too.
pub(super) fn times_in_heading(text: &str, span: TextSpan, calendar: Calendar<'_>) -> Vec<Time> {
    let mut times = times_in(text, span, calendar);
    if times.is_empty() {
        times = time::plans_named(&text[span.range()]);
        times.iter_mut().for_each(|time| time.span = time.span.shifted(span.start));
    }
    times
}

/// Whether a 《 is open at the end of `before`.
fn in_title(before: &str) -> bool {
    before.rfind('《').is_some_and(|open| before.rfind('》').is_none_or(|close| close < open))
}

/// 是1997年的1.8倍: the year is what the value is measured from.
fn is_compared(text: &str, time: TextSpan) -> bool {
    let before = text[..time.start].trim_end();
    text[time.end..].starts_with('的')
        && ["是", "为", "相当于", "达到"].iter().any(|word| before.ends_with(word))
        && text[time.end..].chars().take(12).any(|c| c == '倍')
}

/// 按2020年价: the year whose prices a value is counted in.
fn gives_prices(text: &str, time: TextSpan) -> bool {
    ["价", "可比价", "不变价"].iter().any(|price| text[time.end..].starts_with(price))
}

/// 2020年县里召开大会以来: the clause says since when.
fn is_since(text: &str, time: TextSpan) -> bool {
    let clause = text[time.end..].split(['，', ',', '。', '；', '：']).next().unwrap_or_default();
    clause.chars().count() <= LONGEST_SINCE && clause.ends_with("以来")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_in_the_title_of_another_document_is_none() {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        let text = "落实《行动计划（2021—2023年）》，到2025年建成。";
        let times = times_in(
            text,
            TextSpan::new(0, text.len()),
            Calendar { lexicon: &lexicon, era: Era::Common, closes_year: false },
        );
        assert_eq!(times.len(), 1);
    }
}
