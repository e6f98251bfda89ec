//! How much a page may hold. What is built of a token takes some hundred bytes, so that they are counted as they are read.

use crate::{Result, error::ErrorKind};

/// How many tokens a page may have. The longest real ones have some ten thousand.
const MOST_TOKENS: usize = 2_000_000;
/// How many cells its tables may have, before and after they are squared.
const MOST_CELLS: usize = 200_000;

/// Passes up to 2,000,000 tokens.
///
/// # Errors
/// `limit` if there are more.
pub(super) fn tokens(found: usize) -> Result<()> {
    within("page_tokens", found, MOST_TOKENS)
}

/// Passes up to 200,000 cells.
///
/// # Errors
/// `limit` if there are more.
pub(super) fn cells(found: usize) -> Result<()> {
    within("table_cells", found, MOST_CELLS)
}

fn within(name: &'static str, found: usize, limit: usize) -> Result<()> {
    if found > limit {
        return Err(ErrorKind::Limit { name, found, limit }.into());
    }
    Ok(())
}
