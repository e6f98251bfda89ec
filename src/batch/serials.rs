//! Which numbers of a series of documents are not among the files: 岭泽政发〔2031〕3号 and 5号 are, 1号, 2号 and 4号 are not.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// The numbers of each series that were found.
#[derive(Debug, Default)]
pub(crate) struct Serials(BTreeMap<(String, u16), BTreeSet<u32>>);

/// What is missing of a series.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Gaps<'a> {
    /// What stands before the year: the code of the issuer (机关代字).
    code: &'a str,
    year: u16,
    /// How many numbers were found.
    found: usize,
    /// The greatest of them.
    last: u32,
    /// Runs of numbers below it that were not found: first and last.
    missing: Vec<[u32; 2]>,
}

impl Serials {
    /// Looks at the number of a document.
    pub(crate) fn add(&mut self, number: &str) {
        if let Some((series, serial)) = parse(number) {
            self.0.entry(series).or_default().insert(serial);
        }
    }

    /// The series with gaps, by code and year.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = Gaps<'_>> {
        self.0.iter().filter_map(|((code, year), found)| {
            let mut missing = Vec::new();
            let mut before = 0;
            for &serial in found {
                if serial > before + 1 {
                    missing.push([before + 1, serial - 1]);
                }
                before = serial;
            }
            (!missing.is_empty()).then(|| Gaps { code, year: *year, found: found.len(), last: before, missing })
        })
    }
}

/// The series and the serial of a number in canonical form.
fn parse(number: &str) -> Option<((String, u16), u32)> {
    let (code, rest) = number.split_once('〔')?;
    let (year, serial) = rest.split_once('〕')?;
    let serial = serial.strip_suffix('号').unwrap_or(serial).trim_start_matches(['第', '字']);
    let serial = serial.parse().ok().filter(|&serial| serial > 0)?;
    Some(((code.to_owned(), year.parse().ok()?), serial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_runs_below_the_last_number_of_a_year() {
        let mut serials = Serials::default();
        for number in [
            "岭泽政发〔2031〕5号",
            "岭泽政发〔2031〕3号",
            "岭泽政发〔2031〕3号",
            "岭泽政发〔2032〕第1号",
            "岭泽政办发〔2031〕字第4294967295号",
        ] {
            serials.add(number);
        }
        for no_serial in
            ["财政部公告2031年第21号", "岭泽政发〔2031〕×号", "岭泽政发〔2031〕0号", "岭泽政发〔2031〕-7号"]
        {
            serials.add(no_serial);
        }
        let gaps: Vec<_> = serials.gaps().collect();
        assert_eq!(
            gaps,
            [
                Gaps {
                    code: "岭泽政办发", year: 2031, found: 1, last: u32::MAX, missing: vec![[1, u32::MAX - 1]]
                },
                Gaps { code: "岭泽政发", year: 2031, found: 2, last: 5, missing: vec![[1, 2], [4, 4]] },
            ]
        );
    }
}
