//! Tables → records: one for each cell with a number, named by its row and dated by its column; cells of running text are
//! read as passages, with the organs and the deadline of their row.

use std::collections::BTreeMap;

use super::{
    Aside, Binding, Body, Cadence, Kind, Measure, Reading, Reason, Record, YearSource, bodies,
    context::Context,
    indicator::clean_name,
    passage::PassageReader,
    statement::plain,
    year::{self, Year},
};
use crate::{
    Result,
    document::{Passage, Place, sentence},
    lexicon::cue::Column,
    mention::{
        comparator::Comparator,
        organ::{self, OrganRole},
        quantity::{self, Figure, Quantity},
        time::{Time, TimeRole, When},
    },
    page::{BlockKind, Cell, Table},
};

/// The rules of tables are code: a grid is no sequence of items. They appear in records by these ids.
const CELL: (&str, f32) = ("table.cell", 0.93);
const GROWTH: (&str, f32) = ("table.growth", 0.9);
const CUMULATIVE: (&str, f32) = ("table.cumulative", 0.85);

/// Reads the tables of a document.
///
/// # Errors
/// `limit` if the document holds too many numbers.
pub(super) fn read(context: &Context<'_>, reading: &mut Reading) -> Result<()> {
    for (index, table) in context.document.tables.iter().enumerate() {
        let reader = TableReader::new(context, index, table);
        for (row, cells) in table.rows.iter().enumerate().skip(reader.as_ref().map_or(0, |reader| reader.heads)) {
            match &reader {
                Some(reader) => reader.row(row, cells, reading),
                None => cells.iter().for_each(|cell| reject(context, *cell, Aside::NoHead, reading)),
            }
            reading.within_limit()?;
        }
    }
    Ok(())
}

/// Notes that the numbers of a cell are in no record.
fn reject(context: &Context<'_>, cell: Cell, aside: Aside, reading: &mut Reading) {
    let text = &context.document.text;
    if cell.inherited {
        return;
    }
    let numbers = quantity::find(text.slice(cell.span), context.lexicon);
    for number in numbers.found {
        reading.reject(Reason::NoStatement(aside), number.span.shifted(cell.span.start), text);
    }
    for number in numbers.refused {
        reading.reject(Reason::NoQuantity(number.refusal), number.span.shifted(cell.span.start), text);
    }
}

struct TableReader<'a> {
    context: &'a Context<'a>,
    table: usize,
    /// What each column holds, and the words of its head.
    columns: Vec<(Option<Column>, String)>,
    /// How many rows are heads.
    heads: usize,
    /// Where the table begins.
    start: usize,
    /// The heading above it.
    heading: Option<usize>,
    /// The unit that a line above the table gives to all its cells.
    unit: Option<String>,
}

impl<'a> TableReader<'a> {
    fn new(context: &'a Context<'a>, index: usize, table: &Table) -> Option<Self> {
        let document = context.document;
        let text = &document.text;
        let width = table.rows.first()?.len();
        let is_head = |row: &Vec<Cell>| {
            row.iter().all(|cell| cell.header)
                || row.iter().filter(|cell| context.lexicon.cues.columns.kind(text.slice(cell.span)).is_some()).count()
                    * 2
                    > row.len()
        };
        let heads = table.rows.iter().take(3).take_while(|row| is_head(row)).count();
        if heads == 0 && !is_names_and_values(context, table) {
            return None;
        }
        let headless = [(Some(Column::Name), String::new()), (Some(Column::Value), String::new())];
        let columns = (0..width)
            .filter(|_| heads > 0)
            .map(|column| {
                let mut head = String::new();
                for row in &table.rows[..heads] {
                    let part = text.slice(row[column].span).trim();
                    if !head.ends_with(part) {
                        head.push_str(part);
                    }
                }
                (context.lexicon.cues.columns.kind(&head), head)
            })
            .chain(headless.into_iter().filter(|_| heads == 0))
            .collect();
        let first = document
            .blocks
            .iter()
            .position(|block| matches!(block.kind, BlockKind::TableRow { table, .. } if table == index));
        let start = table.rows[0].first()?.span.start;
        let heading = document.outline.headings.iter().rposition(|heading| heading.span.end <= start);
        let unit = first
            .into_iter()
            .flat_map(|first| document.blocks[first.saturating_sub(2)..first].iter().rev())
            .find_map(|block| unit_line(text.slice(block.span)));
        Some(Self { context, table: index, columns, heads, start, heading, unit })
    }

    fn row(&self, row: usize, cells: &[Cell], reading: &mut Reading) {
        let text = &self.context.document.text;
        let organs = self.organs(cells);
        let deadline: Vec<Time> = self
            .column_cells(cells, Column::Deadline)
            .flat_map(|cell| year::times_in(text.text(), cell.span, self.context.calendar))
            .collect();
        for (column, cell) in cells.iter().enumerate() {
            let cell_text = text.slice(cell.span).trim();
            let kind = self.columns[column].0;
            let aside = matches!(
                kind,
                Some(
                    Column::Serial
                        | Column::Lead
                        | Column::Support
                        | Column::Responsible
                        | Column::Deadline
                        | Column::Unit
                        | Column::Binding
                        | Column::Remark
                        | Column::Category
                )
            );
            if kind == Some(Column::Remark) {
                reject(self.context, *cell, Aside::Remark, reading);
            }
            if cell.inherited || cell_text.is_empty() || aside {
                continue;
            }
            if let Some(quantity) = self.value(cell_text, cells, kind)
                && kind != Some(Column::Name)
            {
                reading.records.extend(self.value_record(cells, column, *cell, quantity, &organs));
            } else if !matches!(kind, Some(Column::Name)) || !organs.is_empty() {
                self.prose(row, *cell, &organs, &deadline, reading);
            }
        }
    }

    fn column_cells<'c>(&'c self, cells: &'c [Cell], wanted: Column) -> impl Iterator<Item = &'c Cell> {
        self.columns.iter().zip(cells).filter(move |((kind, _), _)| *kind == Some(wanted)).map(|(_, cell)| cell)
    }

    fn organs(&self, cells: &[Cell]) -> Vec<Body> {
        let document = self.context.document;
        let lead_column = self.columns.iter().any(|(kind, _)| *kind == Some(Column::Lead));
        let responsible = if lead_column { OrganRole::Support } else { OrganRole::Responsible };
        let mut organs = Vec::new();
        for (column, role) in
            [(Column::Lead, OrganRole::Lead), (Column::Responsible, responsible), (Column::Support, OrganRole::Support)]
        {
            for cell in self.column_cells(cells, column) {
                let list = organ::split_list(document.text.slice(cell.span), role, self.context.lexicon);
                organs.extend(
                    list.into_iter().map(|organ| organ::Organ { span: organ.span.shifted(cell.span.start), ..organ }),
                );
            }
        }
        bodies::to_bodies(&organs, document, self.context.lexicon)
    }

    /// The value of a cell that is one, with the unit of its row, of its name or of the table.
    fn value(&self, cell: &str, cells: &[Cell], column: Option<Column>) -> Option<Quantity> {
        let bare = cell.trim_matches(['〔', '〕', '[', ']', '（', '）', '(', ')', ' ']);
        let only = |text: &str| {
            let mut found = quantity::find(text, self.context.lexicon).found;
            let whole = found.len() == 1 && found[0].span.len() + 6 >= text.len();
            whole.then(|| found.remove(0))
        };
        let written = only(bare)?;
        if written.unit.is_some() {
            return Some(written);
        }
        // a rate of growth is not in the unit of its row
        if matches!(column, Some(Column::Growth | Column::Change)) && bare.len() == cell.trim().len() {
            return Some(Quantity { unit: Some("%".to_owned()), unit_inferred: true, ..written });
        }
        let unit = self.row_unit(cells);
        let composed = unit.as_ref().and_then(|unit| only(&format!("{bare}{unit}")));
        composed.or(Some(written))
    }

    fn row_unit(&self, cells: &[Cell]) -> Option<String> {
        let text = &self.context.document.text;
        let written =
            self.column_cells(cells, Column::Unit).map(|cell| text.slice(cell.span).trim()).find(|unit| is_unit(unit));
        let in_name = || self.name_cell(cells).and_then(|cell| bracketed_unit(text.slice(cell.span)));
        written.map(str::to_owned).or_else(in_name).or_else(|| self.unit.clone())
    }

    /// The cell that names the row: the last column of names or tasks, or the first of text.
    fn name_cell(&self, cells: &[Cell]) -> Option<Cell> {
        let text = &self.context.document.text;
        let named = self
            .columns
            .iter()
            .zip(cells)
            .rev()
            .find(|((kind, _), cell)| matches!(kind, Some(Column::Name | Column::Task)) && !cell.span.is_empty());
        let first_text = || {
            self.columns.iter().zip(cells).find(|((kind, _), cell)| {
                matches!(
                    kind,
                    None | Some(
                        Column::Category
                            | Column::Baseline
                            | Column::Target
                            | Column::Value
                            | Column::Growth
                            | Column::Change
                            | Column::Cumulative
                    )
                ) && text.slice(cell.span).chars().any(char::is_alphabetic)
            })
        };
        named.or_else(first_text).map(|(_, cell)| *cell)
    }

    fn value_record(
        &self,
        cells: &[Cell],
        column: usize,
        cell: Cell,
        quantity: Quantity,
        organs: &[Body],
    ) -> Option<Record> {
        let document = self.context.document;
        let (kind, head) = &self.columns[column];
        let row_name = document.text.slice(self.name_cell(cells)?.span);
        let indicator = clean_name(&without_unit(row_name));
        let cell_text = document.text.slice(cell.span);
        let cumulative = *kind == Some(Column::Cumulative) || cell_text.trim().starts_with(['〔', '[']);
        let rank = ["排名", "位次", "名次"].iter().any(|word| indicator.contains(word))
            && quantity.unit.as_deref().is_none_or(|unit| unit == "位");
        let falls = ["下降", "降低", "减少", "降幅"].iter().any(|word| indicator.contains(word));
        let (rule, measure) = match kind {
            _ if cumulative => (CUMULATIVE, if falls { Measure::Decrease } else { Measure::Increase }),
            Some(Column::Growth | Column::Change) => (GROWTH, Measure::GrowthRate),
            _ if rank || quantity.figure == Figure::Rank => (CELL, Measure::Rank),
            _ if falls => (CELL, Measure::Decrease),
            _ if indicator.contains("新增") || indicator.contains("净增") => (CELL, Measure::Increase),
            _ if ["增长", "增速", "增幅"].iter().any(|word| indicator.ends_with(word)) => {
                (CELL, Measure::GrowthRate)
            }
            _ => (CELL, Measure::Level),
        };
        let annual = *kind == Some(Column::Growth) && !cumulative;
        let year = match (annual, cumulative) {
            (true, _) => None,
            // a cumulative figure holds at the end of the period
            (_, true) => self.last_year().or_else(|| self.year(column)),
            _ => self.year(column),
        };
        let ratio = self.context.lexicon.cues.rates.names(&indicator) && quantity.unit.is_none();
        let unit = match (&quantity.unit, rank, ratio) {
            (Some(unit), _, _) => Some(unit.clone()),
            (None, true, _) => Some("位".to_owned()),
            (None, _, true) => Some("%".to_owned()),
            _ => None,
        };
        let binding = self.column_cells(cells, Column::Binding).find_map(|cell| match document.text.slice(cell.span) {
            text if text.contains("约束") => Some(Binding::Binding),
            text if text.contains("预期") => Some(Binding::Expected),
            _ => None,
        });
        let past = matches!((year, self.context.year), (Some(year), Some(document_year)) if year.year < document_year);
        // what was budgeted for a year that has passed was a target all the same
        let planned =
            ["预算", "计划", "目标"].iter().any(|word| head.contains(word)) && *kind != Some(Column::Baseline);
        let reached = *kind == Some(Column::Baseline) || past && !planned;
        let section = self.context.section_kind(None, self.heading);
        let mut record = Record {
            doc_number: document.metadata.doc_number.clone(),
            part: document.pieces.iter().position(|piece| piece.span.contains(cell.span)),
            indicator,
            measure,
            // 前10 in a column of places
            comparator: if rank && cell_text.trim().starts_with('前') { Comparator::Le } else { quantity.comparator },
            value: plain(quantity.value),
            value_max: quantity.value_max.map(plain),
            unit_inferred: quantity.unit_inferred || (quantity.unit.is_none() && unit.is_some()),
            unit,
            year: None,
            year_source: None,
            cadence: if annual { Cadence::Annual } else { Cadence::Once },
            kind: if ["预计", "预测"].iter().any(|word| head.contains(word)) {
                Kind::Forecast
            } else if reached {
                Kind::Actual
            } else {
                section.filter(|_| !head.contains("目标")).unwrap_or(Kind::Target)
            },
            binding,
            bodies: organs.to_vec(),
            quote: cell_text.to_owned(),
            value_text: cell_text.to_owned(),
            section: self.context.section(self.heading),
            span: cell.span,
            source_span: document.text.to_source(cell.span),
            rule: rule.0.to_owned(),
            confidence: rule.1,
            spans: BTreeMap::from([("value", Place::of(cell.span, &document.text))]),
            derivation: Vec::new(),
        };
        record.set_year(year, &document.text);
        Some(record)
    }

    /// The year of a column: its head's, or that of the headings above the table.
    fn year(&self, column: usize) -> Option<Year> {
        let text = self.context.document.text.text();
        let rows = &self.context.document.tables[self.table].rows[..self.heads];
        rows.iter()
            .rev()
            .find_map(|row| {
                let span = row[column].span;
                let times = year::times_in_heading(text, span, self.context.calendar);
                let in_head = times
                    .iter()
                    .rev()
                    .filter(|time| time.role != TimeRole::Baseline)
                    .find_map(|time| Some((self.last_year_of(time)?, time.span)));
                let (year, span) = in_head.or_else(|| bare_year(&text[span.range()]).map(|year| (year, span)))?;
                Some(Year { year, source: YearSource::Column, span })
            })
            .or_else(|| {
                self.context.above(self.start, None, self.heading).iter().find_map(|(source, times)| {
                    times.iter().rev().find_map(|time| match time.when {
                        When::Absolute { end, .. } => Some(Year { year: end.year, source: *source, span: time.span }),
                        _ => None,
                    })
                })
            })
    }

    fn last_year_of(&self, time: &Time) -> Option<u16> {
        match time.when.counted_from(self.context.year) {
            When::Absolute { end, .. } => Some(end.year),
            _ => None,
        }
    }

    /// The last year that any column names.
    fn last_year(&self) -> Option<Year> {
        let named = (0..self.columns.len()).filter(|&column| self.columns[column].0 == Some(Column::Year));
        let last = named.filter_map(|column| self.year(column)).max_by_key(|year| year.year)?;
        Some(Year { source: YearSource::Column, ..last })
    }

    /// A cell of running text, read as a passage of its own.
    fn prose(&self, row: usize, cell: Cell, organs: &[Body], deadline: &[Time], reading: &mut Reading) {
        let text = self.context.document.text.slice(cell.span);
        let passage = Passage {
            span: cell.span,
            sentences: sentence::split(text).into_iter().map(|sentence| sentence.shifted(cell.span.start)).collect(),
            heading: self.heading,
            lead_in: None,
            // no task of the outline has such a number
            task: usize::MAX - self.table * 100_000 - row,
            numbered: true,
            piece: self.context.document.pieces.iter().position(|piece| piece.span.contains(cell.span)),
        };
        let first = reading.records.len();
        let nearest = vec![(YearSource::Column, deadline.to_vec())];
        PassageReader::new(self.context, &passage, &[], nearest).read(reading);
        for record in &mut reading.records[first..] {
            if record.bodies.is_empty() {
                record.bodies = organs.to_vec();
            }
            record.source_span = self.context.document.text.to_source(record.span);
        }
    }
}

/// Whether every row of a table without a head is a name and a value with its unit: 绿色工厂 | 20家.
fn is_names_and_values(context: &Context<'_>, table: &Table) -> bool {
    let text = &context.document.text;
    let numbers = |cell: &Cell| quantity::find(text.slice(cell.span).trim(), context.lexicon);
    table.rows.iter().all(|row| {
        let [name, value] = row.as_slice() else { return false };
        let named = text.slice(name.span).contains(char::is_alphabetic) && numbers(name).found.is_empty();
        let found = numbers(value).found;
        let whole = text.slice(value.span).trim().len();
        named && matches!(found.as_slice(), [only] if only.unit.is_some() && only.span.len() == whole)
    })
}

/// A head that begins with the digits of a year.
fn bare_year(head: &str) -> Option<u16> {
    let digits: String = head.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|year| (1900..=2100).contains(year))
}

/// 单位：亿元 above a table.
fn unit_line(line: &str) -> Option<String> {
    let rest = line.split_once("单位")?.1.trim_start_matches(['：', ':', ' ']);
    let unit = rest.trim_end_matches(['）', ')', ' ']);
    (is_unit(unit) && !unit.contains('、')).then(|| unit.to_owned())
}

fn is_unit(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 10
        && !matches!(text, "-" | "—" | "/" | "－")
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// The unit in the brackets at the end of a row's name: 高新技术企业总数（家）.
fn bracketed_unit(name: &str) -> Option<String> {
    let inside = name.trim_end().strip_suffix(['）', ')'])?;
    let (_, unit) = inside.rsplit_once(['（', '('])?;
    is_unit(unit).then(|| unit.trim().to_owned())
}

fn without_unit(name: &str) -> String {
    let name = name.trim();
    match bracketed_unit(name) {
        Some(_) => name.rsplit_once(['（', '(']).map_or(name, |(before, _)| before).trim().to_owned(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_names_and_above_tables() {
        assert_eq!(bracketed_unit("企业总数（家）").as_deref(), Some("家"));
        assert_eq!(without_unit("企业总数 (家)"), "企业总数");
        assert_eq!(bracketed_unit("生产总值（2020年价）"), None);
        assert_eq!(unit_line("（单位：亿元）").as_deref(), Some("亿元"));
        assert_eq!(unit_line("责任单位：市科技局、财政局"), None);
    }
}
