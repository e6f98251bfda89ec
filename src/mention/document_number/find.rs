//! The forms of numbers, each looked for at the sign that gives it away.

use super::{
    DocumentNumber, DocumentNumberClass as Class, border, deviations,
    key::{CLOSING, Key, OPENING},
    shape::{self, Serial, Year},
};
use crate::{lexicon::Lexicon, mention::scan::is_han};

/// A number between two indices of a key.
pub(super) struct Found {
    start: usize,
    end: usize,
    canonical: String,
    class: Class,
}

/// The numbers in a text. `offset` is where it begins in `line`, in which the spans count.
pub(super) fn numbers(line: &str, offset: usize, text: &str, lexicon: &Lexicon) -> Vec<DocumentNumber> {
    let key = Key::new(text, offset);
    let finder = Finder { key: &key, lexicon };
    let mut numbers: Vec<DocumentNumber> = Vec::new();
    let mut index = 0;
    let mut taken = 0;
    while index < key.len() {
        match finder.at(index).filter(|found| found.start >= taken && found.end > index) {
            Some(found) => {
                let span = key.span(line, found.start, found.end);
                let written = line.get(span.range()).unwrap_or_default();
                let deviations = deviations(written, &found.canonical, found.class);
                numbers.push(DocumentNumber { span, canonical: found.canonical, class: found.class, deviations });
                (index, taken) = (found.end, found.end);
            }
            None => index += 1,
        }
    }
    numbers
}

struct Finder<'a> {
    key: &'a Key,
    lexicon: &'a Lexicon,
}

impl Finder<'_> {
    /// The number whose sign stands at an index.
    fn at(&self, index: usize) -> Option<Found> {
        match self.key.at(index)? {
            OPENING => self.bracketed(index),
            '令' => self.order(index, "令", Class::Order),
            '公' if self.key.has(index, "公告") => self.order(index, "公告", Class::Announcement),
            '通' if self.key.has(index, "通告") => self.order(index, "通告", Class::Announcement),
            '字' => self.taiwan(index),
            '第' => self.macau(index).or_else(|| self.numbered_order(index, index)),
            '0'..='9' => self.year_first(index),
            'A'..='Z' => self.unified(index),
            _ => None,
        }
    }

    /// A year in brackets: 国发〔2024〕12号, 市财发〔1992〕字第36号, （86）财税地字第008号, (2020)粤01民终1234号.
    fn bracketed(&self, index: usize) -> Option<Found> {
        let (year, after) = shape::year_in_brackets(self.key, index)?;
        let infix = if self.key.at(after) == Some('字') { "字" } else { "" };
        match shape::serial(self.key, after + infix.chars().count()) {
            Some(serial) => self.standard(index, &year, infix, &serial),
            None => self.year_then_code(index, &year, after),
        }
    }

    fn standard(&self, index: usize, year: &Year, infix: &str, serial: &Serial) -> Option<Found> {
        let is_redacted = serial.is_redacted || matches!(year, Year::Redacted(_));
        let start = border::agency(self.key, index, self.lexicon);
        let code = start.map_or_else(String::new, |start| self.key.text(start, index));
        let is_plain = !serial.has_sign;
        if is_plain && (is_redacted || !self.stands_without_sign(&code, serial)) || self.is_refused_after(serial) {
            return None;
        }
        let (start, class) = match start {
            Some(start) => (start, self.class_of(&code)),
            None if is_redacted => (index, Class::Placeholder),
            None => return None,
        };
        if matches!(year, Year::Short(_)) && !code.ends_with('字') && infix.is_empty()
            || matches!(year, Year::Session(_)) && class == Class::Standard
        {
            return None;
        }
        let masked = code.chars().any(|character| matches!(character, 'X' | 'x' | '×' | '某'));
        let class = if is_redacted || masked { Class::Placeholder } else { class };
        // what GB/T 9704 wants in figures is written in them; the official style of orders is kept
        let number = if class == Class::Standard { shape::in_figures(&serial.text) } else { serial.text.clone() };
        let canonical = format!("{code}〔{}〕{infix}{}{number}号{}", year.text(), serial.prefix, serial.part);
        Some(Found { start, end: serial.end, canonical, class })
    }

    fn class_of(&self, code: &str) -> Class {
        if code.ends_with("公告") || code.ends_with("通告") {
            Class::Announcement
        } else if code.ends_with('令') {
            Class::Order
        } else if code.contains('仲') && code.ends_with(['案', '字', '裁']) {
            Class::Case
        } else {
            Class::Standard
        }
    }

    /// Whether a number may lack its 号: its code is one, and nothing goes on behind it.
    fn stands_without_sign(&self, code: &str, serial: &Serial) -> bool {
        let next = self.key.at(serial.end);
        let goes_on = next.is_some_and(|next| is_han(next) || next.is_alphanumeric() || ".-%_/~".contains(next));
        self.lexicon.agencies.code_endings.suffix_of(code).is_some()
            && (!goes_on || self.key.is_after_space(serial.end) && next.is_some_and(is_han))
    }

    fn is_refused_after(&self, serial: &Serial) -> bool {
        serial.has_sign && self.key.has_any(serial.end, &self.lexicon.agencies.refused_after).is_some()
    }

    /// 〔1996〕武司字第82号 and the numbers of cases: code and serial both behind the year.
    fn year_then_code(&self, index: usize, year: &Year, after: usize) -> Option<Found> {
        const LONGEST: usize = 18;
        let end = (after..after + LONGEST)
            .take_while(|&end| self.key.at(end).is_some_and(|next| is_han(next) || next.is_ascii_digit()))
            .find(|&end| self.key.at(end) == Some('号'))?
            + 1;
        let digits =
            (after..end - 1).rev().take_while(|&at| self.key.at(at).is_some_and(|c| c.is_ascii_digit())).count();
        let serial = end - 1 - digits;
        let code = self.key.text(after, serial);
        let stem = code.strip_suffix('第').unwrap_or(&code);
        if digits == 0 || stem.is_empty() {
            return None;
        }
        let is_case = self.lexicon.agencies.case_words.is_in(stem);
        if is_case && !matches!(year, Year::Short(_)) {
            let canonical = format!("（{}）{}", year.text(), self.key.text(after, end));
            return Some(Found { start: index, end, canonical, class: Class::Case });
        }
        let is_old = stem.ends_with('字') && stem.chars().count() >= 2 && stem.chars().all(is_han);
        let canonical = format!("〔{}〕{}", year.text(), self.key.text(after, end));
        let class = if matches!(year, Year::Redacted(_)) { Class::Placeholder } else { Class::Standard };
        is_old.then_some(Found { start: index, end, canonical, class })
    }

    /// 国务院令第711号, 主席令（第四十五号）, 财政部公告2020年第21号. The year in brackets is read elsewhere.
    fn order(&self, index: usize, word: &str, class: Class) -> Option<Found> {
        let behind = index + word.chars().count();
        let is_bracketed = self.key.at(behind) == Some(OPENING);
        let inside = behind + usize::from(is_bracketed);
        let (year, at) = shape::year_with_word(self.key, inside)
            .map_or((String::new(), inside), |(year, after)| (format!("{year}年"), after));
        let serial = shape::serial(self.key, at).filter(|serial| serial.has_sign && !self.is_refused_after(serial))?;
        let closes = is_bracketed && self.key.at(serial.end) == Some(CLOSING);
        if is_bracketed && !closes {
            return None;
        }
        let start = border::issuer(self.key, index, self.lexicon)?;
        let issuer = self.key.text(start, index);
        let class = if serial.is_redacted { Class::Placeholder } else { class };
        let canonical = format!("{issuer}{word}{year}{}{}号", serial.prefix, serial.text);
        Some(Found { start, end: serial.end + usize::from(closes), canonical, class })
    }

    /// 国务院第711号令, 财政部2020年第8号公告. `issuer_end` is where the issuer's name ends, `index` where 第 stands.
    fn numbered_order(&self, index: usize, issuer_end: usize) -> Option<Found> {
        let serial = shape::serial(self.key, index).filter(|serial| serial.has_sign && !serial.is_redacted)?;
        let (word, class) = [("令", Class::Order), ("公告", Class::Announcement), ("通告", Class::Announcement)]
            .into_iter()
            .find(|(word, _)| self.key.has(serial.end, word))?;
        let start = border::issuer(self.key, issuer_end, self.lexicon)?;
        let end = serial.end + word.chars().count();
        Some(Found { start, end, canonical: self.key.text(start, end), class })
    }

    /// 2020年第136号法律公告, and orders whose year stands before the serial.
    fn year_first(&self, index: usize) -> Option<Found> {
        if self.key.before(index).is_some_and(|before| before.is_ascii_digit()) {
            return None;
        }
        let (_, after) = shape::year_with_word(self.key, index)?;
        let serial = shape::serial(self.key, after).filter(|serial| serial.has_sign && serial.prefix == "第")?;
        if let Some(length) = self.key.has_any(serial.end, &self.lexicon.agencies.hong_kong_kinds) {
            let end = serial.end + length;
            return Some(Found { start: index, end, canonical: self.key.text(index, end), class: Class::HongKong });
        }
        self.numbered_order(after, index)
    }

    /// 府教學字第1120012345號: the serial begins with the year of the Republic.
    fn taiwan(&self, index: usize) -> Option<Found> {
        if !self.key.has(index, "字第") {
            return None;
        }
        let start_of_serial = index + 2;
        let digits = (start_of_serial..start_of_serial + 12)
            .take_while(|&at| self.key.at(at).is_some_and(|character| character.is_ascii_digit()))
            .count();
        let end = start_of_serial + digits;
        let year: u16 = self.key.text(start_of_serial, start_of_serial + 3).parse().ok()?;
        let is_year = (80..=199).contains(&year) || (800..=999).contains(&year);
        if !(8..=11).contains(&digits) || !is_year || self.key.at(end) != Some('号') {
            return None;
        }
        let start = border::agency(self.key, index + 1, self.lexicon)?;
        Some(Found { start, end: end + 1, canonical: self.key.text(start, end + 1), class: Class::Taiwan })
    }

    /// 第16/2021號行政法規.
    fn macau(&self, index: usize) -> Option<Found> {
        let serial =
            (index + 1..index + 5).take_while(|&at| self.key.at(at).is_some_and(|c| c.is_ascii_digit())).count();
        let slash = index + 1 + serial;
        let year = self.key.text(slash + 1, slash + 5);
        let is_number = serial > 0
            && self.key.at(slash) == Some('/')
            && shape::is_year(&year)
            && self.key.at(slash + 5) == Some('号');
        let behind = slash + 6;
        let kind = is_number.then(|| self.key.has_any(behind, &self.lexicon.agencies.macau_kinds)).flatten()?;
        let canonical = self.key.text(index, behind + kind);
        Some(Found { start: index, end: behind + kind, canonical, class: Class::Macau })
    }

    /// ZJAC00-2023-0005, HNPR—2021—01003.
    fn unified(&self, index: usize) -> Option<Found> {
        let is_alphanumeric = |at: usize| self.key.at(at).is_some_and(|character| character.is_ascii_alphanumeric());
        if index.checked_sub(1).is_some_and(is_alphanumeric) {
            return None;
        }
        let count = |from: usize, most: usize, test: fn(&char) -> bool| {
            (from..from + most).take_while(|&at| self.key.at(at).is_some_and(|character| test(&character))).count()
        };
        let dash = |at: usize| {
            let dashes = count(at, 2, |character| *character == '-');
            (dashes > 0).then_some(at + dashes)
        };
        let letters = count(index, 8, char::is_ascii_uppercase);
        let figures = count(index + letters, 4, char::is_ascii_digit);
        let prefix = index + letters + figures;
        let year = dash(prefix)?;
        let year_end = year + count(year, 5, char::is_ascii_digit);
        let serial = dash(year_end)?;
        let end = serial + count(serial, 7, char::is_ascii_digit);
        let year = self.key.text(year, year_end);
        if letters < 2 || !shape::is_year(&year) || !(3..=6).contains(&(end - serial)) || is_alphanumeric(end) {
            return None;
        }
        let canonical = format!("{}-{year}-{}", self.key.text(index, prefix), self.key.text(serial, end));
        Some(Found { start: index, end, canonical, class: Class::Unified })
    }
}
