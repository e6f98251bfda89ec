//! The year of a record: the same clause, the same sentence, the paragraph, the lead-in, the headings; the first that
//! speaks wins (annotation guide, field `year`).

use super::{Cadence, YearSource};
use crate::{
    document::Document,
    lexicon::{
        Lexicon,
        cue::{self, Cues},
    },
    mention::{
        date::{Date, Era},
        numeral,
        time::{self, Time, TimeRole, When},
    },
    span::TextSpan,
};

/// What the places around a value say of its time.
pub(super) struct TimeContext<'a> {
    pub lexicon: &'a Lexicon,
    /// That of the document.
    pub text: &'a str,
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
    /// The last day of the time that gave the year, where that is a part of it: 今年1—4月.
    pub part_until: Option<Date>,
}

/// What was done in a year, before 的 and a count, has fewer characters.
const LONGEST_DONE: usize = 7;

/// A bracket around a time opens at most so many characters before it.
const LONGEST_BRACKET: usize = 200;

/// An old value and its verb stand within so many bytes behind their time.
const LONGEST_OLD_VALUE: usize = 180;

/// So many times before a value are asked whether they date it.
const MOST_TIMES: usize = 50;

/// What since a year may be named has at most so many characters.
const LONGEST_SINCE: usize = 40;

/// The year of the value at `place`.
pub(super) fn resolve(place: &TimeContext<'_>) -> Reading {
    let annual = place.annual();
    let own = place.own();
    let nearest = own.or_else(|| place.in_sentence());
    if let Some(annual) = annual
        && nearest.is_none_or(|time| time.span.start < annual.span.start || is_rate(annual, place.text))
    {
        let year = own
            .filter(|time| !time.span.overlaps(annual.span))
            .and_then(|time| Some(Year { year: place.year_of(time)?, source: YearSource::Clause, span: time.span }));
        return Reading { year, cadence: Cadence::Annual, role: Some(TimeRole::Annual), part_until: None };
    }
    let found = match nearest {
        Some(time) => place.near(time),
        None => place.span_of_plan().or_else(|| place.earlier()).or_else(|| place.labelled()).or_else(|| place.far()),
    };
    let Some((year, source, time)) = found else {
        return Reading { year: None, cadence: Cadence::Once, role: None, part_until: None };
    };
    let source = if matches!(time.when, When::Relative { .. }) { YearSource::Document } else { source };
    let part_until = match time.when.counted_from(place.document_year) {
        When::Absolute { end, .. }
            if time.role == TimeRole::Period
                && place.sentence.contains(time.span)
                && end != Date::last_of_year(end.year) =>
        {
            Some(end)
        }
        _ => None,
    };
    let year = Year { year, source, span: time.span };
    Reading { year: Some(year), cadence: Cadence::Once, role: Some(time.role), part_until }
}

/// A year, where it was read, and the time that it was read from.
type Found<'a> = (u16, YearSource, &'a Time);

impl<'a> TimeContext<'a> {
    /// The 每年 or 年均 that holds for the value.
    fn annual(&self) -> Option<&'a Time> {
        let clause = &self.text[self.clause.range()];
        // 每年 holds for the clauses after its own that add something, not for those that state a level or grant
        let once = self.lexicon.cues.years.once.is_in(clause);
        self.times.iter().rev().filter(|time| self.sentence.contains(time.span)).find(|time| {
            let own = self.clause.contains(time.span);
            let reaches = if is_rate(time, self.text) { own } else { time.span.end <= self.value && (own || !once) };
            time.role == TimeRole::Annual && reaches
        })
    }

    /// The time of the value's own clause: the last one before the value, or else the first behind it.
    fn own(&self) -> Option<&'a Time> {
        let mut times: Vec<&Time> = self.times.iter().filter(|time| self.clause.contains(time.span)).collect();
        times.retain(|time| self.dates(time) && !self.is_of_old_value(time));
        let before = || times.iter().rev().filter(|time| time.span.end <= self.value);
        // 今年拟从去年结余中安排5亿元: what the value is taken from comes second
        let from = |time: &&&Time| self.text[..time.span.start].ends_with(['从', '由', '将', '把']);
        before().find(|time| !from(time)).or_else(|| before().next()).or_else(|| times.first()).copied()
    }

    /// The nearest time before the value that dates it from another clause of its sentence.
    fn in_sentence(&self) -> Option<&'a Time> {
        let before = |time: &&Time| self.sentence.contains(time.span) && time.span.end <= self.value;
        let governs = |time: &&Time| {
            let opens = self.text[self.sentence.start..time.span.start].trim().is_empty();
            let at = self.text[..time.span.start].ends_with('在');
            self.dates(time) && (opens || at || governs(self.text, time.span, self.lexicon))
        };
        self.times.iter().rev().filter(before).take(MOST_TIMES).find(governs)
    }

    /// Whether a time names a year for what is said of it.
    fn dates(&self, time: &Time) -> bool {
        time.role != TimeRole::Baseline
            && self.year_of(time).is_some()
            && !looks_back(time.span, self.text, self.lexicon)
    }

    /// 由2020年的3家增加到15家: the new value is not of that year.
    fn is_of_old_value(&self, time: &Time) -> bool {
        let changed = |between: &str| {
            let mut ends = between.match_indices(['到', '至', '为']).map(|(at, _)| &between[..at]);
            ends.any(|before| self.lexicon.cues.years.change.suffix_of(before).is_some())
        };
        let between = self.text.get(time.span.end..self.value).unwrap_or_default();
        if between.len() > LONGEST_OLD_VALUE {
            return false;
        }
        let old = self.text[..time.span.start].ends_with(['从', '由', '将', '把']) && changed(between);
        old || is_of_count(between)
    }

    /// The year of a time in the value's sentence.
    fn near(&self, time: &'a Time) -> Option<Found<'a>> {
        let source = if self.clause.contains(time.span) { YearSource::Clause } else { YearSource::Sentence };
        // 今后五年 under a heading that names the plan is the plan's last year
        if is_coming_years(time)
            && let Some(found) = self.since(time).or_else(|| self.plan_above(time))
        {
            return Some(found);
        }
        if is_bare(time, self.text)
            && let Some(found) = self.year_spoken_of(time)
        {
            return Some(found);
        }
        Some((self.year_of(time)?, source, time))
    }

    /// 从今年起，…，五年内: the years are counted from the one that is named.
    fn since(&self, coming: &'a Time) -> Option<Found<'a>> {
        let When::Relative { last, .. } = coming.when else { return None };
        let since = self.times.iter().rev().find(|time| {
            self.sentence.contains(time.span)
                && time.span.end <= coming.span.start
                && self.text[time.span.range()].ends_with('起')
        })?;
        let words = self.text[since.span.range()].trim_end_matches('起');
        let start = time::find(words, Era::Common, self.lexicon).first().and_then(|time| self.year_of(time))?;
        Some((start.checked_add_signed(i16::from(last) - 1)?, YearSource::Sentence, coming))
    }

    /// 年底, 6月底前: of the year that the sentence or the headings speak of, if they speak of one.
    fn year_spoken_of(&self, end: &Time) -> Option<Found<'a>> {
        let single =
            |time: &&Time| is_whole_year(time, self.document_year) && !looks_back(time.span, self.text, self.lexicon);
        let before =
            self.times.iter().rev().filter(|time| {
                self.sentence.contains(time.span) && time.span.end <= end.span.start && self.dates(time)
            });
        let said = before.filter(single).map(|time| (YearSource::Sentence, time)).next();
        let above = || {
            let all = self.above.iter().flat_map(|(source, times)| times.iter().rev().map(|time| (*source, time)));
            all.filter(|(_, time)| single(time)).find(|(_, time)| self.year_of(time).is_some())
        };
        let (source, time) = said.or_else(above)?;
        Some((self.year_of(time)?, source, time))
    }

    /// 五年新增: of the plan that the paragraph, the headings or the title name.
    fn span_of_plan(&self) -> Option<Found<'a>> {
        let span =
            self.times.iter().rev().find(|time| {
                self.clause.contains(time.span) && time.span.end <= self.value && is_span(time, self.text)
            })?;
        let before = self.times.iter().rev().filter(|time| {
            time.span.start >= self.paragraph.start
                && time.span.end <= span.span.start
                && time.role != TimeRole::Baseline
        });
        let plan = before.filter(|time| is_plan_period(time)).map(|time| (YearSource::Paragraph, time)).next();
        match plan {
            Some((source, time)) if self.text[span.span.range()].starts_with(['五', '5']) => {
                Some((self.year_of(time)?, source, time))
            }
            _ => None,
        }
    }

    /// A time that an earlier sentence of the paragraph opens with.
    fn earlier(&self) -> Option<Found<'a>> {
        let before = self
            .times
            .iter()
            .rev()
            .filter(|time| time.span.start >= self.paragraph.start && time.span.end <= self.sentence.start);
        let time = before.take(MOST_TIMES).find(|time| {
            time.role != TimeRole::Annual
                && !has_day(time)
                // 带动今后五年投资: said inside a sentence, it is of that sentence alone
                && (!is_coming_years(time) || opens_sentence(self.text, time.span))
                && governs(self.text, time.span, self.lexicon)
                && !in_brackets(&self.text[self.paragraph.start..time.span.start])
                && self.dates(time)
        })?;
        if is_bare(time, self.text)
            && let Some(found) = self.year_spoken_of(time)
        {
            return Some(found);
        }
        Some((self.year_of(time)?, YearSource::Paragraph, time))
    }

    /// The labelled deadline of the task.
    fn labelled(&self) -> Option<Found<'a>> {
        self.deadline?.iter().rev().find_map(|time| Some((self.year_of(time)?, YearSource::Paragraph, time)))
    }

    /// What was said above the paragraph, or else what the paragraph looks back on.
    fn far(&self) -> Option<Found<'a>> {
        let speaks = |source: YearSource, time: &Time| {
            !matches!(time.role, TimeRole::Baseline | TimeRole::Annual)
                && !has_day(time)
                && (source != YearSource::Heading || !is_range(time))
        };
        let above = self.above.iter().flat_map(|(source, times)| times.iter().rev().map(|time| (*source, time)));
        let above = above.filter(|(source, time)| speaks(*source, time));
        let looking_back = self.times.iter().rev().filter(|time| {
            time.span.start >= self.paragraph.start
                && time.span.end <= self.value
                && looks_back(time.span, self.text, self.lexicon)
        });
        above
            .chain(looking_back.map(|time| (YearSource::Paragraph, time)))
            .find_map(|(source, time)| Some((self.year_of(time)?, source, time)))
    }

    /// The year that a time means as a deadline or a period: its last.
    fn year_of(&self, time: &Time) -> Option<u16> {
        match time.when.counted_from(self.document_year) {
            When::Absolute { end, .. } => Some(end.year),
            _ => None,
        }
    }

    /// The five-year plan that the headings name, or else the title for 五年内.
    fn plan_above(&self, coming: &Time) -> Option<Found<'a>> {
        let above = self.above.iter().flat_map(|(source, times)| times.iter().map(|time| (*source, time)));
        let five = matches!(coming.when, When::Relative { last: 5, .. });
        let title = self.plan.filter(|_| five).map(|time| (YearSource::Heading, time));
        above.chain(title).find_map(|(source, time)| match time.when {
            When::Absolute { start, end } if is_plan(start, end) => Some((end.year, source, time)),
            _ => None,
        })
    }
}

/// 年底前, 6月底前: a time within a year that it does not name.
fn is_bare(time: &Time, text: &str) -> bool {
    let words = &text[time.span.range()];
    matches!(time.when, When::Relative { first: 0, last: 0, .. })
        && !words.contains("今年")
        && !words.contains("本年")
        && !words.contains("新的一年")
}

/// 五年 before a verb: so many years, which the plan that is spoken of dates.
fn is_span(time: &Time, text: &str) -> bool {
    let words = &text[time.span.range()];
    time.when == When::Unknown && words.ends_with('年') && words.chars().count() == 2
}

/// 今后五年, 三年内.
fn is_coming_years(time: &Time) -> bool {
    matches!(time.when, When::Relative { last, .. } if last > 1)
}

/// Whether a time dates what follows it in other clauses, and is no part of a name: 2025年，…, but not 入选2025年示范名单.
fn governs(text: &str, time: TextSpan, lexicon: &Lexicon) -> bool {
    let Cues { years, frame, .. } = &lexicon.cues;
    let behind = &text[time.end..];
    if is_of_count(behind) {
        return false;
    }
    let attribute = behind.starts_with('的');
    let verb = lexicon.cues.verbs.reach.prefix_of(behind).is_some_and(|verb| verb.chars().count() > 1);
    if opens_sentence(text, time) || verb || behind.starts_with(['，', ',']) {
        return true;
    }
    let before = text[..time.start].trim_end();
    if attribute {
        let verb = before.strip_suffix(['到', '至', '为']);
        return verb.is_some_and(|verb| years.change.suffix_of(verb).is_some());
    }
    let opens_clause =
        |before: &str| before.is_empty() || before.ends_with(['，', ',', '\n', '。', '！', '？', '；', '：', '—']);
    let listed = before.ends_with(['、', '和', '及', '或', '与'])
        && before.trim_end_matches(['、', '和', '及', '或', '与']).ends_with(['年', '末', '底']);
    opens_clause(before)
        || listed
        || text[time.range()].starts_with(['到', '至'])
        || years.before.suffix_of(before).is_some()
        || frame.scope.strip_from_end_of(before).is_some_and(opens_clause)
}

/// 2012年竣工的21项工程: the time is of what is counted, not of what is said of it. `behind` follows the time.
fn is_of_count(behind: &str) -> bool {
    let Some(of) = behind.char_indices().take(LONGEST_DONE).find(|(_, character)| *character == '的') else {
        return false;
    };
    let mut rest = behind[of.0 + '的'.len_utf8()..].chars();
    of.0 > 0
        && !behind[..of.0].contains(|character: char| !character.is_alphabetic())
        && rest.next().is_some_and(|digit| digit.is_ascii_digit() || numeral::is_chinese_numeral(digit))
        && rest.next().is_some()
}

fn opens_sentence(text: &str, time: TextSpan) -> bool {
    let before = text[..time.start].trim_end();
    before.is_empty()
        || text[before.len()..time.start].contains('\n')
        || before.ends_with(['。', '！', '？', '；', '：', '.', '．', '）', ')'])
}

/// 年均 holds for its own clause alone; 每年 for the rest of the sentence.
fn is_rate(time: &Time, text: &str) -> bool {
    let words = &text[time.span.range()];
    words.contains("年均") || words.contains("年平均") || words.starts_with("年度")
}

/// 过去一年, 一年来: the words of a review, whose heading knows the year better.
fn looks_back(time: TextSpan, text: &str, lexicon: &Lexicon) -> bool {
    let words = &text[time.range()];
    lexicon.cues.years.looks_back.has(words)
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

/// Whether one time is over before another begins; `year` is that of the document.
pub(super) fn ends_before(one: &Time, other: &Time, year: Option<u16>) -> bool {
    match (one.when.counted_from(year), other.when.counted_from(year)) {
        (When::Absolute { end, .. }, When::Absolute { start, .. }) => end < start,
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
    before.is_empty() || lexicon.cues.years.opening.has(before)
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
    dating(time::find(&text[span.range()], calendar.era, calendar.lexicon), text, span, calendar)
}

/// The times that were found in `span`, as far as they say something of a value, with spans of the document.
pub(super) fn dating(found: Vec<Time>, text: &str, span: TextSpan, calendar: Calendar<'_>) -> Vec<Time> {
    let part = &text[span.range()];
    let years = &calendar.lexicon.cues.years;
    let mut times = found;
    let (mut read, mut in_title) = (0, false);
    times.retain(|time| {
        let before = part.get(read..time.span.start).unwrap_or_default();
        in_title = before.rfind(['《', '》']).map_or(in_title, |at| before[at..].starts_with('《'));
        read = read.max(time.span.start);
        !in_title
    });
    if calendar.closes_year {
        for time in times.iter_mut().filter(|time| looks_back(time.span, part, calendar.lexicon)) {
            time.when = When::relative(0);
        }
    }
    for time in times.iter_mut().filter(|time| {
        is_compared(part, time.span, years) || is_since(part, time.span) || gives_prices(part, time.span, years)
    }) {
        time.role = TimeRole::Baseline;
    }
    for time in &mut times {
        time.span = time.span.shifted(span.start);
    }
    times
}

/// The times of a heading or of the head of a column, where “十四五”总投资 names its years too.
pub(super) fn times_in_heading(text: &str, span: TextSpan, calendar: Calendar<'_>) -> Vec<Time> {
    let times = times_in(text, span, calendar);
    let named = time::plans_named(&text[span.range()], &calendar.lexicon.times).into_iter();
    let named = named.map(|plan| Time { span: plan.span.shifted(span.start), ..plan });
    // “十三五”发展和2016年工作: the year is nearer to what stands below than the plan is
    named.filter(|plan| times.iter().all(|time| !time.span.overlaps(plan.span))).chain(times.iter().cloned()).collect()
}

/// Whether a round bracket is open at the end of `before`, and not far back.
fn in_brackets(before: &str) -> bool {
    let mut back = before.chars().rev().take(LONGEST_BRACKET);
    matches!(back.find(|character| matches!(character, '（' | '(' | '）' | ')')), Some('（' | '('))
}

/// 是1997年的1.8倍, 恢复到2019年的九成: the year is what the value is measured from.
fn is_compared(text: &str, time: TextSpan, years: &cue::Years) -> bool {
    let before = text[..time.start].trim_end();
    let of = text[time.end..].starts_with('的');
    if of
        && years
            .restored
            .iter()
            .any(|word| text[..time.end].trim_end().contains(word.as_str()) && before.ends_with(word.as_str()))
    {
        return true;
    }
    of && years.equal.suffix_of(before).is_some() && text[time.end..].chars().take(12).any(|c| c == '倍')
}

/// 按2020年价: the year whose prices a value is counted in.
fn gives_prices(text: &str, time: TextSpan, years: &cue::Years) -> bool {
    years.prices.prefix_of(&text[time.end..]).is_some()
}

/// 2020年县里召开大会以来: the clause says since when.
fn is_since(text: &str, time: TextSpan) -> bool {
    let ends = |character: char| matches!(character, '，' | ',' | '。' | '；' | '：');
    let mut behind = text[time.end..].char_indices().take(LONGEST_SINCE + 1);
    let end = behind.find(|&(_, character)| ends(character)).map(|(at, _)| time.end + at);
    let short = || text[time.end..].chars().nth(LONGEST_SINCE).is_none();
    let clause = end.or_else(|| short().then_some(text.len())).map(|end| &text[time.end..end]);
    clause.is_some_and(|clause| clause.ends_with("以来"))
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
