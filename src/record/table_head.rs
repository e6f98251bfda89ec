//! The head of a table: what each column holds, in which unit, and of which year.

use super::{
    YearSource,
    context::Context,
    table_unit::{NameAndUnit, Stated},
    year::{self, Year},
};
use crate::{
    lexicon::cue::Column,
    mention::{
        quantity,
        time::{Time, TimeRole, When},
    },
    page::{Cell, Table},
    span::TextSpan,
};

/// No more rows than these are looked at for heads.
const MOST_HEADS: usize = 4;

/// What a table says of its columns.
pub(super) struct Head<'a> {
    context: &'a Context<'a>,
    table: &'a Table,
    /// How many rows are heads.
    pub(super) rows: usize,
    pub(super) columns: Vec<ColumnHead>,
    /// The heading above the table.
    pub(super) heading: Option<usize>,
    /// The unit that a line above the table, or its title, gives to all its cells.
    pub(super) unit: Option<Stated>,
}

/// What the head of a column says.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnHead {
    pub(super) kind: Option<Column>,
    /// Its words, from top to bottom.
    pub(super) words: String,
    /// The unit in its brackets.
    pub(super) unit: Option<Stated>,
    /// What its values measure of each row: 年度投资 of 年度投资（亿元）.
    pub(super) measured: Option<String>,
    /// Whether it measures a rate or a share without saying in what: 占比.
    pub(super) rate: bool,
}

impl<'a> Head<'a> {
    /// The head of a table whose first row is the block `first`; `None` if none was found, and the table does not speak for
    /// itself.
    pub(super) fn of(context: &'a Context<'a>, first: usize, table: &'a Table) -> Option<Self> {
        let document = context.document;
        let text = &document.text;
        let start = table.rows.first()?.first()?.span.start;
        let mut head = Self {
            context,
            table,
            rows: 0,
            columns: Vec::new(),
            heading: document.outline.headings.partition_point(|heading| heading.span.end <= start).checked_sub(1),
            unit: document.blocks[first.saturating_sub(2)..first]
                .iter()
                .rev()
                .find_map(|block| Stated::in_line(text.slice(block.span), context.lexicon)),
        };
        let titles = table.rows.iter().take(MOST_HEADS - 1).take_while(|row| head.is_title(row)).count();
        let mut in_titles = table.rows[..titles].iter().flatten().map(|cell| head.words(cell));
        head.unit = in_titles.find_map(|words| Stated::in_line(words, context.lexicon)).or(head.unit);
        let heads = (titles..table.rows.len().min(MOST_HEADS)).take_while(|&row| head.is_head(titles, row)).count();
        if heads > 0 {
            head.rows = titles + heads;
            head.columns = (0..table.rows[0].len()).map(|column| head.column(titles, column)).collect();
        } else {
            head.columns = head.of_names_and_values()?;
        }
        Some(head)
    }

    fn words(&self, cell: &Cell) -> &'a str {
        self.context.document.text.slice(cell.span).trim()
    }

    /// Whether a row is the title of the table: one text over all columns, and no head of a column.
    fn is_title(&self, row: &[Cell]) -> bool {
        let mut words = row.iter().map(|cell| self.words(cell)).filter(|words| !words.is_empty());
        let Some(first) = words.next() else { return true };
        row.len() > 2 && words.all(|other| other == first)
    }

    /// Whether a row, from `first` on, holds heads of columns: most of its texts are.
    fn is_head(&self, first: usize, row: usize) -> bool {
        let cells = &self.table.rows[row];
        let mut texts = 0;
        let mut heads = 0;
        for (column, cell) in cells.iter().enumerate() {
            let words = self.words(cell);
            if words.is_empty() {
                continue;
            }
            texts += 1;
            // below 2025年 a bare 2000 is a value
            let above_is_year = || {
                let above = (first..row).map(|above| self.words(&self.table.rows[above][column]));
                above.into_iter().any(|above| self.context.lexicon.cues.columns.kind(above) == Some(Column::Year))
            };
            let is_bare = words.chars().all(|character| character.is_ascii_digit());
            let named = self.context.lexicon.cues.columns.kind(words).is_some() || self.read(words).unit.is_some();
            heads += usize::from(named && !(is_bare && above_is_year()));
        }
        texts > 0 && (cells.iter().all(|cell| cell.header) || heads * 2 > texts && (row == first || texts > 1))
    }

    /// What the heads of a column say. `first` is the first row of heads.
    fn column(&self, first: usize, column: usize) -> ColumnHead {
        let mut words = String::new();
        for row in first..self.rows {
            let part = self.words(&self.table.rows[row][self.head_column(row, column)]);
            if !words.ends_with(part) {
                words.push_str(part);
            }
        }
        let columns = &self.context.lexicon.cues.columns;
        let NameAndUnit { name: measured, unit } = self.read(&words);
        let unit = unit.filter(|_| self.holds_values(column));
        // 产量（单位：吨） is no column of units
        let kind = columns.kind(if unit.is_some() { &measured } else { &words });
        // 年度投资（亿元） measures each row; 2025年（亿元） and 绝对数（亿元） say no more than the unit
        // 占比 under 单位：万元 holds per cents all the same
        let rate = unit.is_none()
            && !kind.is_some_and(Column::holds_figures)
            && self.context.lexicon.cues.rates.names(&measured)
            && self.holds_values(column);
        let measures = (unit.is_some() || rate) && !kind.is_some_and(Column::holds_figures);
        ColumnHead {
            kind: if measures { Some(Column::Value) } else { kind },
            measured: measures.then_some(measured),
            words,
            unit,
            rate,
        }
    }

    /// The column whose head stands over `column` in `row`: where the row is blank and a row below is not, the one to the
    /// left, as the cells of merged heads that were saved as text are.
    fn head_column(&self, row: usize, column: usize) -> usize {
        let is_blank = |row: usize, column: usize| self.words(&self.table.rows[row][column]).is_empty();
        let goes_on = (row + 1..self.rows).any(|below| !is_blank(below, column));
        (0..=column).rev().find(|&left| !is_blank(row, left)).filter(|_| goes_on).unwrap_or(column)
    }

    /// Whether most cells of a column begin as values do.
    fn holds_values(&self, column: usize) -> bool {
        let cells = self.table.rows[self.rows..].iter().map(|row| self.words(&row[column]));
        let (mut texts, mut values) = (0, 0);
        for words in cells.filter(|words| !words.is_empty()) {
            texts += 1;
            values += usize::from(words.chars().take(4).any(|character| character.is_ascii_digit()));
        }
        values * 2 > texts
    }

    fn read(&self, words: &str) -> NameAndUnit {
        NameAndUnit::read(words, self.context.lexicon)
    }

    /// The columns of a table without a head in which every row is a name and a value with its unit, a serial before
    /// them or not: 绿色工厂 | 20家.
    fn of_names_and_values(&self) -> Option<Vec<ColumnHead>> {
        let numbers = |cell: &Cell| quantity::find(self.words(cell), self.context.lexicon);
        let width = self.table.rows.first()?.len();
        let serials = width.checked_sub(2)?;
        let fits = self.table.rows.iter().all(|row| {
            let [serial @ .., name, value] = row.as_slice() else { return false };
            let counted = serial.iter().all(|cell| self.words(cell).chars().all(|c| c.is_ascii_digit()));
            let named = self.words(name).contains(char::is_alphabetic) && numbers(name).found.is_empty();
            let found = numbers(value).found;
            let whole = self.words(value).len();
            counted && named && matches!(found.as_slice(), [only] if only.unit.is_some() && only.span.len() == whole)
        });
        let column = |kind| ColumnHead { kind: Some(kind), ..ColumnHead::default() };
        (fits && serials <= 1).then(|| {
            std::iter::repeat_n(Column::Serial, serials).chain([Column::Name, Column::Value]).map(column).collect()
        })
    }

    /// The year of a column: its head's, or that of the headings above the table.
    pub(super) fn year(&self, column: usize) -> Option<Year> {
        let text = self.context.document.text.text();
        let in_head = (0..self.rows).rev().find_map(|row| {
            let span = self.table.rows[row][self.head_column(row, column)].span;
            let times = year::times_in_heading(text, span, self.context.calendar);
            let mut stated = times.iter().rev().filter(|time| time.role != TimeRole::Baseline);
            let named = stated.find_map(|time| Some((self.last_year_of(time)?, time.span)));
            let (year, span) = named.or_else(|| bare_year(&text[span.range()]).map(|year| (year, span)))?;
            Some(Year { year, source: YearSource::Column, span })
        });
        in_head.or_else(|| self.year_above())
    }

    fn year_above(&self) -> Option<Year> {
        let start: TextSpan = self.table.rows[0][0].span;
        self.context.above(start.start, None, self.heading).iter().find_map(|(source, times)| {
            times.iter().rev().find_map(|time| match time.when {
                When::Absolute { end, .. } => Some(Year { year: end.year, source: *source, span: time.span }),
                _ => None,
            })
        })
    }

    fn last_year_of(&self, time: &Time) -> Option<u16> {
        match time.when.counted_from(self.context.year) {
            When::Absolute { end, .. } => Some(end.year),
            _ => None,
        }
    }

    /// The last year of a column that is called a target.
    pub(super) fn last_target_year(&self) -> Option<u16> {
        let targets = &self.context.lexicon.cues.tables.targets;
        let aims = (0..self.columns.len()).filter(|&column| targets.is_in(&self.columns[column].words));
        aims.filter_map(|column| self.year(column)).map(|year| year.year).max()
    }

    /// The last year that any column names.
    pub(super) fn last_year(&self) -> Option<Year> {
        let named = (0..self.columns.len()).filter(|&column| self.columns[column].kind == Some(Column::Year));
        let last = named.filter_map(|column| self.year(column)).max_by_key(|year| year.year)?;
        Some(Year { source: YearSource::Column, ..last })
    }
}

/// A head that begins with the digits of a year.
fn bare_year(head: &str) -> Option<u16> {
    let digits: String = head.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|year| (1900..=2100).contains(year))
}
