//! Tables → records: one for each cell with a number, named by its row and dated by its column; cells of running text are
//! read as passages, with the organs and the deadline of their row.

use std::collections::BTreeSet;

use super::{
    Aside, Binding, Body, Cadence, Kind, Measure, Reading, Record, RecordSpans, YearSource, bodies,
    context::Context,
    indicator::clean_name,
    passage::{DatedPassage, PassageReader},
    statement::plain,
    table_head::{ColumnHead, Head},
    table_unit::{NameAndUnit, Stated, is_share},
    year::{self, Year},
};
use crate::{
    Result,
    document::{Element, Passage, Place, sentence},
    lexicon::cue::Column,
    limits::Limits,
    mention::{
        comparator::Comparator,
        organ::{self, OrganRole},
        quantity::{self, Figure, Quantity},
        time::Time,
    },
    page::{BlockKind, Cell, Table},
    warning::{Warning, WarningCode},
};

/// The rules of tables are code: a grid is no sequence of items. `rules.toml` tells what they read, and a pack can disable
/// them.
const CELL: &str = "table.cell";
const GROWTH: &str = "table.growth";
const CUMULATIVE: &str = "table.cumulative";

/// How likely the kind of a figure is right that neither the head of its column nor a date of the document tells: of 594 such
/// figures in the tables of dated documents, read as if they had no date, 437 were of the same kind.
const UNDATED: f32 = 0.74;

/// Reads the tables of a document.
///
/// # Errors
/// `limit` if the document holds too many numbers.
pub(super) fn read(context: &Context<'_>, limits: &Limits, reading: &mut Reading) -> Result<()> {
    let document = context.document;
    let mut first_blocks = vec![None; document.tables.len()];
    for (at, block) in document.blocks.iter().enumerate().rev() {
        if let BlockKind::TableRow { table, .. } = block.kind {
            first_blocks[table] = Some(at);
        }
    }
    for (index, (table, first_block)) in document.tables.iter().zip(first_blocks).enumerate() {
        let head = first_block.and_then(|first| Head::of(context, first, table));
        let heads = head.as_ref().map_or(0, |head| head.rows);
        let mut reader = head.map(|head| {
            let aimed_at = if context.year.is_none() { head.last_target_year() } else { None };
            TableReader { context, table, head, aimed_at, read_until: 0, warned: BTreeSet::new() }
        });
        if let Some(first) = first_block.filter(|_| reader.is_some()) {
            warn_of_uneven(context, first, index, table, reading);
        }
        for (row, cells) in table.rows.iter().enumerate() {
            match &mut reader {
                _ if row < heads => cells.iter().for_each(|cell| reject(context, *cell, Aside::Heading, reading)),
                Some(reader) => reader.row(row, cells, reading),
                None => cells.iter().for_each(|cell| reject(context, *cell, Aside::NoHead, reading)),
            }
            reading.within(limits)?;
        }
    }
    Ok(())
}

/// Warns of a table that does not square; the lines of a disclosure table are none.
fn warn_of_uneven(context: &Context<'_>, first_block: usize, index: usize, table: &Table, reading: &mut Reading) {
    let document = context.document;
    let Some(&row) = table.uneven.first() else { return };
    let place = document.blocks.iter().zip(&document.elements).skip(first_block).find(|(block, element)| {
        block.kind == BlockKind::TableRow { table: index, row } && **element != Element::Disclosure
    });
    let Some((block, _)) = place else { return };
    let rows = table.uneven.len();
    reading.warnings.push(Warning {
        code: WarningCode::TableUneven,
        message: format!(
            "{rows} of {} rows of the table have another number of cells than the others; their values are in no record",
            table.rows.len()
        ),
        span: block.span,
        source_span: document.text.to_source(block.span),
    });
}

/// Notes that the numbers of a cell are in no record.
fn reject(context: &Context<'_>, cell: Cell, aside: Aside, reading: &mut Reading) {
    let aside = if cell.inherited { Aside::Repeated } else { aside };
    reading.reject_all(aside, cell.span, &context.document.text, context.lexicon);
}

struct TableReader<'a> {
    context: &'a Context<'a>,
    table: &'a Table,
    head: Head<'a>,
    /// The last year of a column that is called a target, where the document has no date to tell years that have passed.
    aimed_at: Option<u16>,
    /// Up to where its text is read: a merged cell of a flattened table stands in the text once.
    read_until: usize,
    /// What was said of its units.
    warned: BTreeSet<String>,
}

/// The value of a cell, as far as the table says in which unit it is.
enum CellValue {
    Certain(Quantity),
    /// With what a reader should know of its unit.
    Doubtful {
        quantity: Quantity,
        why: String,
    },
    /// The table states several units that give other values.
    Ambiguous {
        units: String,
    },
}

impl TableReader<'_> {
    fn row(&mut self, row: usize, cells: &[Cell], reading: &mut Reading) {
        let text = &self.context.document.text;
        let organs = self.organs(cells, reading);
        let deadline: Vec<Time> = self
            .column_cells(cells, Column::Deadline)
            .flat_map(|cell| year::times_in(text.text(), cell.span, self.context.calendar))
            .collect();
        // nobody knows the columns of such a row, nor those of any row below such a head
        let uneven = &self.table.uneven;
        let is_uneven =
            uneven.binary_search(&row).is_ok() || uneven.first().is_some_and(|&first| first < self.head.rows);
        for (column, cell) in cells.iter().enumerate() {
            if cell.span.start < self.read_until {
                continue;
            }
            self.read_until = cell.span.end;
            let cell_text = text.slice(cell.span).trim();
            if cell_text.is_empty() {
                continue;
            }
            let kind = self.head.columns[column].kind;
            let value = self.value(cell_text, cells, column);
            let aside = match kind {
                _ if cell.inherited => Some(Aside::Repeated),
                Some(Column::Remark) => Some(Aside::Remark),
                Some(
                    Column::Serial
                    | Column::Lead
                    | Column::Support
                    | Column::Responsible
                    | Column::Deadline
                    | Column::Unit
                    | Column::Binding
                    | Column::Category,
                ) => Some(Aside::Column),
                Some(Column::Name) if value.is_some() || organs.is_empty() => Some(Aside::Column),
                _ if value.is_some() && is_uneven => Some(Aside::Uneven),
                _ => None,
            };
            let quantity = match (aside, value) {
                (Some(aside), _) => {
                    reject(self.context, *cell, aside, reading);
                    continue;
                }
                (None, None) => {
                    self.prose(*cell, &organs, &deadline, reading);
                    continue;
                }
                (None, Some(CellValue::Ambiguous { units })) => {
                    let message = format!("figures of the table may be in {units}; they are in no record");
                    self.warn_of_unit(WarningCode::ValueAmbiguous, message, *cell, reading);
                    reject(self.context, *cell, Aside::Unit, reading);
                    continue;
                }
                (None, Some(CellValue::Doubtful { quantity, why })) => {
                    self.warn_of_unit(WarningCode::UnitUnknown, why, *cell, reading);
                    quantity
                }
                (None, Some(CellValue::Certain(quantity))) => quantity,
            };
            match self.value_record(cells, column, *cell, quantity, &organs) {
                Some(record) => reading.records.push(record),
                None => reject(self.context, *cell, Aside::NoIndicator, reading),
            }
        }
    }

    fn column_cells<'c>(&'c self, cells: &'c [Cell], wanted: Column) -> impl Iterator<Item = &'c Cell> {
        self.head.columns.iter().zip(cells).filter(move |(head, _)| head.kind == Some(wanted)).map(|(_, cell)| cell)
    }

    fn organs(&self, cells: &[Cell], reading: &mut Reading) -> Vec<Body> {
        let document = self.context.document;
        let lead_column = self.head.columns.iter().any(|head| head.kind == Some(Column::Lead));
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
        reading.warnings.extend(bodies::limit(&mut organs, document));
        if self.context.statements.first_leads {
            bodies::lead_by_first(&mut organs);
        }
        bodies::to_bodies(&organs, document, self.context.lexicon)
    }

    /// The value of a cell that is one, with the unit of its column, its row, its name or the table.
    fn value(&self, cell: &str, cells: &[Cell], column: usize) -> Option<CellValue> {
        let bare = cell.trim_matches(['〔', '〕', '[', ']', '（', '）', '(', ')', ' ']);
        let head = &self.head.columns[column];
        let is_growth = matches!(head.kind, Some(Column::Growth | Column::Change));
        // a bare 2000 reads as a year until a unit stands behind it; any will do
        let is_figure = bare.chars().all(|character| character.is_ascii_digit());
        let written = match self.only_quantity(bare) {
            Some(written) if written.unit.is_some() => return Some(CellValue::Certain(written)),
            // a rate of growth is not in the unit of its row, nor is a share
            Some(written) if (is_growth || head.rate) && head.unit.is_none() && bare.len() == cell.trim().len() => {
                let rate = Quantity { unit: Some("%".to_owned()), unit_inferred: true, ..written };
                return Some(CellValue::Certain(rate));
            }
            written => written,
        };
        // 〔75〕 in a column of rates is the sum over the period, in the unit of its row
        let of_column = head.unit.clone().filter(|_| bare.len() == cell.trim().len() || !is_growth);
        let unit = match of_column.or_else(|| self.row_unit(cells)).map(|stated| stated.of_amount()) {
            Some(Ok(unit)) => unit,
            Some(Err(units)) => {
                return (written.is_some() || is_figure && !bare.is_empty()).then_some(CellValue::Ambiguous { units });
            }
            None => return written.map(CellValue::Certain),
        };
        let number = || self.only_quantity(&format!("{bare}个")).filter(|_| is_figure);
        let quantity = unit.apply(written.or_else(number)?)?;
        Some(unit.doubt().map_or(CellValue::Certain(quantity.clone()), |why| CellValue::Doubtful { quantity, why }))
    }

    /// The quantity that is all of a cell.
    fn only_quantity(&self, text: &str) -> Option<Quantity> {
        let mut found = quantity::find(text, self.context.lexicon).found;
        let whole = found.len() == 1 && found[0].span.len() + 6 >= text.len();
        whole.then(|| found.remove(0))
    }

    /// The unit that its column of units, its name or the table gives to a row.
    fn row_unit(&self, cells: &[Cell]) -> Option<Stated> {
        let text = &self.context.document.text;
        let lexicon = self.context.lexicon;
        let in_column =
            self.column_cells(cells, Column::Unit).find_map(|cell| Stated::declared(text.slice(cell.span), lexicon));
        let in_name = || self.name_cell(cells).and_then(|cell| NameAndUnit::read(text.slice(cell.span), lexicon).unit);
        in_column.or_else(in_name).or_else(|| self.head.unit.clone())
    }

    /// Says once of a table what a reader should know of the units of its cells.
    fn warn_of_unit(&mut self, code: WarningCode, message: String, cell: Cell, reading: &mut Reading) {
        if self.warned.insert(message.clone()) {
            let source_span = self.context.document.text.to_source(cell.span);
            reading.warnings.push(Warning { code, message, span: cell.span, source_span });
        }
    }

    /// The cell that names the row: the last column of names or tasks, or the first of text.
    fn name_cell(&self, cells: &[Cell]) -> Option<Cell> {
        let text = &self.context.document.text;
        let named = self
            .head
            .columns
            .iter()
            .zip(cells)
            .rev()
            .find(|(head, cell)| matches!(head.kind, Some(Column::Name | Column::Task)) && !cell.span.is_empty());
        let first_text = || {
            self.head.columns.iter().zip(cells).find(|(head, cell)| {
                matches!(
                    head.kind,
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
        let head = &self.head.columns[column];
        let words = &self.context.lexicon.cues.tables;
        let row_name = document.text.slice(self.name_cell(cells)?.span);
        let mut indicator = clean_name(
            &NameAndUnit::read(row_name, self.context.lexicon).name,
            &self.context.lexicon.cues.names.scopes,
        );
        indicator.push_str(head.measured.as_deref().unwrap_or_default());
        let cell_text = document.text.slice(cell.span);
        let cumulative = head.kind == Some(Column::Cumulative) || cell_text.trim().starts_with(['〔', '[']);
        let rank = words.rank.is_in(&indicator) && quantity.unit.as_deref().is_none_or(|unit| unit == "位");
        let falls = words.fall.is_in(&indicator);
        let (rule, measure) = match head.kind {
            _ if cumulative => (CUMULATIVE, if falls { Measure::Decrease } else { Measure::Increase }),
            // 比上年增长（万吨）
            Some(Column::Growth | Column::Change) if quantity.unit.as_deref().is_some_and(|unit| !is_share(unit)) => {
                (GROWTH, Measure::Increase)
            }
            Some(Column::Growth | Column::Change) => (GROWTH, Measure::GrowthRate),
            _ if rank || quantity.figure == Figure::Rank => (CELL, Measure::Rank),
            _ if falls => (CELL, Measure::Decrease),
            _ if words.more.is_in(&indicator) => (CELL, Measure::Increase),
            _ if words.growth.suffix_of(&indicator).is_some() => (CELL, Measure::GrowthRate),
            _ => (CELL, Measure::Level),
        };
        let rule = self.context.rules.get(rule)?;
        let annual = head.kind == Some(Column::Growth) && !cumulative;
        let year = match (annual, cumulative) {
            (true, _) => None,
            // a cumulative figure holds at the end of the period
            (_, true) => self.head.last_year().or_else(|| self.head.year(column)),
            _ => self.head.year(column),
        };
        let ratio = self.context.lexicon.cues.rates.names(&indicator) && quantity.unit.is_none();
        let unit = match (&quantity.unit, rank, ratio) {
            (Some(unit), _, _) => Some(unit.clone()),
            (None, true, _) => Some("位".to_owned()),
            (None, _, true) => Some("%".to_owned()),
            _ => None,
        };
        let binding = self.column_cells(cells, Column::Binding).find_map(|cell| match document.text.slice(cell.span) {
            text if words.binding.is_in(text) => Some(Binding::Binding),
            text if words.expected.is_in(text) => Some(Binding::Expected),
            _ => None,
        });
        let part = document.piece_of(cell.span);
        let (kind, certainty) = self.kind(head, year);
        let mut record = Record {
            doc_number: document.number_of(part).map(str::to_owned),
            part,
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
            kind,
            binding,
            bodies: organs.to_vec(),
            quote: cell_text.to_owned(),
            value_text: cell_text.to_owned(),
            section: self.context.section(self.head.heading),
            span: cell.span,
            source_span: document.text.to_source(cell.span),
            rule: rule.id.clone(),
            confidence: (rule.confidence * certainty * 100.0).round() / 100.0,
            spans: RecordSpans { value: Place::of(cell.span, &document.text), year: None },
            derivation: Vec::new(),
        };
        record.set_year(year, &document.text);
        Some(record)
    }

    /// What a figure of a column and a year states, and by what its confidence falls if nothing says so.
    fn kind(&self, head: &ColumnHead, year: Option<Year>) -> (Kind, f32) {
        let words = &self.context.lexicon.cues.tables;
        if words.foreseen.is_in(&head.words) {
            return (Kind::Forecast, 1.0);
        }
        if self.grants(head) {
            return (Kind::Provision, 1.0);
        }
        // what was budgeted for a year that has passed was a target all the same
        let planned = words.planned.is_in(&head.words);
        let before = |other: Option<u16>| year.zip(other).is_some_and(|(year, other)| year.year < other);
        if head.kind == Some(Column::Baseline) || !planned && before(self.context.year) {
            return (Kind::Actual, 1.0);
        }
        let section = self.context.section_kind(None, self.head.heading);
        let said = planned || head.kind == Some(Column::Target);
        let unsaid = if said || self.context.year.is_some() { 1.0 } else { UNDATED };
        // 2022年 beside 2025年目标
        if !planned && before(self.aimed_at) {
            return (Kind::Actual, unsaid);
        }
        (section.filter(|_| !words.targets.is_in(&head.words)).unwrap_or(Kind::Target), unsaid)
    }

    /// Whether the head of a column, or the heading above the table, says that its figures are granted.
    fn grants(&self, head: &ColumnHead) -> bool {
        let statements = &self.context.lexicon.cues.statements;
        let says = |text: &str| statements.provision.is_in(text) && !statements.not_provision.is_in(text);
        head.measured.as_deref().is_some_and(says)
            || head.measured.is_some() && self.context.section(self.head.heading).last().is_some_and(|last| says(last))
    }

    /// A cell of running text, read as a passage of its own.
    fn prose(&self, cell: Cell, organs: &[Body], deadline: &[Time], reading: &mut Reading) {
        let text = self.context.document.text.slice(cell.span);
        let passage = Passage {
            span: cell.span,
            sentences: sentence::split(text).into_iter().map(|sentence| sentence.shifted(cell.span.start)).collect(),
            heading: self.head.heading,
            lead_in: None,
            // no task of the outline has such a number
            task: usize::MAX - cell.span.start,
            numbered: true,
            piece: self.context.document.piece_of(cell.span),
        };
        let first = reading.records.len();
        let nearest = vec![(YearSource::Column, deadline.to_vec())];
        let dated = DatedPassage::of(&passage, self.context.document.text.text(), self.context.calendar);
        PassageReader::new(self.context, &dated, &[], nearest).read(reading);
        for record in &mut reading.records[first..] {
            if record.bodies.is_empty() {
                record.bodies = organs.to_vec();
            }
        }
    }
}
