//! Dates of the calendar, as documents write them.

/// A day, a month or a year of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month from 1, if stated.
    pub month: Option<u8>,
    /// The day from 1, if stated.
    pub day: Option<u8>,
}
