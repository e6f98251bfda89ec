//! Rows that were kept as lines of JSON until the order of their files was known.

use std::fmt;

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor},
};

use super::{Cell, Field, Kind, Row};

/// The row of a table of these columns that was serialised as `line`. Each cell is read as what its column holds: to try one kind
/// after the other takes longer than reading the document did.
///
/// # Errors
/// If the line is no such row, or a column holds lists of rows, which none of the six tables does.
pub fn read_row(fields: &[Field], line: &str) -> serde_json::Result<Row> {
    let mut reader = serde_json::Deserializer::from_str(line);
    let row = Columns(fields).deserialize(&mut reader)?;
    reader.end()?;
    Ok(row)
}

struct Columns<'a>(&'a [Field]);

impl<'de> DeserializeSeed<'de> for Columns<'_> {
    type Value = Row;

    fn deserialize<D: Deserializer<'de>>(self, row: D) -> Result<Row, D::Error> {
        row.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = Row;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a row of {} cells", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut cells: A) -> Result<Row, A::Error> {
        let mut row = Row::with_capacity(self.0.len());
        for field in self.0 {
            let cell = cells.next_element_seed(field.kind)?;
            row.push(cell.ok_or_else(|| Error::invalid_length(row.len(), &self))?);
        }
        Ok(row)
    }
}

impl<'de> DeserializeSeed<'de> for Kind {
    type Value = Cell;

    fn deserialize<D: Deserializer<'de>>(self, cell: D) -> Result<Cell, D::Error> {
        match self {
            Self::Boolean => Option::<bool>::deserialize(cell).map(Cell::from),
            Self::DocumentKey | Self::RecordKey | Self::Integer | Self::Long => {
                Option::<i64>::deserialize(cell).map(|number| number.map_or(Cell::Null, Cell::Integer))
            }
            Self::Float => Option::<f64>::deserialize(cell).map(Cell::from),
            Self::Text => Option::<String>::deserialize(cell).map(Cell::from),
            Self::Texts => Option::<Vec<String>>::deserialize(cell).map(Cell::from),
            Self::Rows(_) => Err(Error::custom("a list of rows")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::table::{Table, joined_fields};

    #[test]
    fn a_cell_is_what_its_column_holds_or_nothing() {
        let field = |kind| Field { name: "", kind, required: false };
        let fields = [Kind::Boolean, Kind::Integer, Kind::Long, Kind::Float, Kind::Text, Kind::Texts].map(field);
        let texts = vec!["a\"\n".to_owned(), String::new()];
        let full: Row =
            vec![true.into(), 7_usize.into(), (1_usize << 40).into(), 5.0.into(), "岭\u{1}".into(), texts.into()];
        let empty: Row = vec![false.into(), 0_usize.into(), 0_usize.into(), 0.5.into(), "".into(), Vec::new().into()];
        for row in [full.clone(), empty, vec![Cell::Null; 6]] {
            let line = serde_json::to_string(&row).expect("cells are text and numbers");
            assert_eq!(read_row(&fields, &line).expect("it was just written"), row);
        }
        let line = serde_json::to_string(&full).expect("cells are text and numbers");
        let damaged = ["", "{}", "[]", &line[..line.len() - 1], &line.replace("7", "\"7\""), &line.replace('7', "[]")];
        for other in damaged.into_iter().chain([format!("{line},").as_str(), &line.replace("7,", "7,7,")]) {
            assert!(read_row(&fields, other).is_err(), "{other}");
        }
        assert!(read_row(&fields[1..], &line).is_err(), "of another table");
    }

    #[test]
    fn no_table_of_the_six_holds_lists_of_rows() {
        let holds_rows = |fields: Vec<Field>| fields.iter().any(|field| matches!(field.kind, Kind::Rows(_)));
        assert!(!Table::ALL.map(Table::fields).into_iter().any(holds_rows));
        assert!(holds_rows(joined_fields()));
    }
}
