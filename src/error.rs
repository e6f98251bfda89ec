//! The one error of the crate: what went wrong, where, and what to do about it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::span::SourceSpan;

/// Why a file gives no document. Dirty input is no error: it is a repair, or a missing field with a warning.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file has no bytes, or nothing but white space.
    #[error("the file is empty; there is nothing to read")]
    Empty,
    /// The page has no text of its own.
    #[error("the page holds nothing but navigation, markup and blanks; there is nothing to read")]
    NothingOnPage,
    /// The bytes are no text in any encoding that is read.
    #[error("bytes {} to {} are no text in UTF-8, GB18030, Big5 or UTF-16; convert the file to one of these, or leave it out", .0.start, .0.end)]
    NotText(SourceSpan),
    /// The named path does not exist.
    #[error("no such file or folder; check the name")]
    NotFound,
    /// The operating system refused to read or write.
    #[error("cannot be read: {0}")]
    Io(#[from] std::io::Error),
    /// The file is over a limit.
    #[error("over the limit of {name}: {found} where {limit} are allowed; raise it or split the file")]
    Limit {
        /// The limit's name.
        name: &'static str,
        /// What the file has.
        found: usize,
        /// What is allowed.
        limit: usize,
    },
    /// The reader stopped where it should not.
    #[error("the reader stopped on this file, which is a bug in it; please report it with the file")]
    Internal,
    /// A pack of words and rules, or another file of data, is not well formed.
    #[error("{0}")]
    Data(Box<DataError>),
    /// A gold file or an extraction cannot be compared.
    #[error("{0}")]
    Evaluation(String),
}

/// What is wrong in a file of data, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataError {
    /// The file, or what else the data is called.
    pub file: String,
    /// Where in it.
    pub place: Option<DataPlace>,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub help: Option<String>,
    /// What else is wrong in the file.
    pub others: Vec<DataError>,
}

/// A place in a file of data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DataPlace {
    /// The line, counted from 1.
    pub line: usize,
    /// The first character on it, counted from 1.
    pub column: usize,
    /// How many characters of the line it holds, at least 1.
    pub length: usize,
    /// The whole line.
    pub text: String,
}

impl DataError {
    pub(crate) fn new(file: &str, problem: String) -> Self {
        Self { file: file.to_owned(), place: None, problem, help: None, others: Vec::new() }
    }

    /// The error at `bytes` of `text`.
    pub(crate) fn at(file: &str, text: &str, bytes: std::ops::Range<usize>, problem: String) -> Self {
        // a span may end on any byte where the text is damaged
        let start = text.floor_char_boundary(bytes.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[line_start..].lines().next().unwrap_or_default();
        let within = |(at, _): &(usize, char)| (start..bytes.end).contains(&(line_start + at));
        let place = DataPlace {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            length: line.char_indices().filter(within).count().max(1),
            text: line.to_owned(),
        };
        Self { place: Some(place), ..Self::new(file, problem) }
    }

    /// What the TOML parser says of `text`.
    pub(crate) fn toml(file: &str, text: &str, error: &toml::de::Error) -> Error {
        let (problem, help) = reworded(error.message().trim_end());
        let Some(span) = error.span() else { return Self { help, ..Self::new(file, problem) }.into() };
        let found = Self::at(file, text, span.clone(), problem);
        let wide = found.place.as_ref().and_then(|place| wide_sign(&place.text));
        let help = help.or_else(|| wide.map(|(wide, sign)| format!("`{wide}` is a full-width sign; write `{sign}`")));
        Self { help, ..found }.into()
    }

    /// The first of `mistakes`, with the others.
    pub(crate) fn joined(mistakes: Vec<Self>) -> Option<Self> {
        let mut mistakes = mistakes.into_iter();
        mistakes.next().map(|first| Self { others: mistakes.collect(), ..first })
    }

    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// What `serde` and the TOML parser say, in the words of those who write packs, and what to do.
fn reworded(message: &str) -> (String, Option<String>) {
    if let Some(unknown) = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant ")) {
        let mut names = unknown.split('`').skip(1).step_by(2);
        let name = names.next().unwrap_or_default();
        let known: Vec<&str> = names.collect();
        let what = if message.starts_with("unknown field") { "key" } else { "choice" };
        let list = format!("known here: {}", known.join(", "));
        return (format!("unknown {what} `{name}`"), Some(did_you_mean(nearest(name, &known), &list)));
    }
    if let Some(name) = message.strip_prefix("missing field ") {
        let name = name.trim_matches('`');
        return (format!("the key `{name}` is missing"), Some(format!("add it, as in {name} = \"…\"")));
    }
    let help = if message.ends_with("map, expected a sequence") {
        Some("this is a list of tables: begin each with two brackets, as in [[department.organ]]")
    } else if message.ends_with("expected a sequence") {
        Some("write a list, as in [\"one\", \"two\"]")
    } else {
        None
    };
    let problem = message.replace('\n', ", ").replace("map, expected a sequence", "one table, expected a list of them");
    (problem, help.map(str::to_owned))
}

/// The first sign of a Chinese keyboard on a line of TOML, outside of its strings, and the one that is meant.
fn wide_sign(line: &str) -> Option<(char, char)> {
    const SIGNS: [(char, char); 8] =
        [('“', '"'), ('”', '"'), ('‘', '\''), ('’', '\''), ('＝', '='), ('，', ','), ('【', '['), ('】', ']')];
    let mut quote = None;
    for character in line.chars() {
        match (quote, character) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(character),
            (None, _) => {
                if let Some(sign) = SIGNS.into_iter().find(|(wide, _)| *wide == character) {
                    return Some(sign);
                }
            }
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

/// The one of `known` that `word` was most likely meant to be, if it is near enough.
pub(crate) fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    // a letter more, less or swapped in a word of four
    const NEAR: f64 = 0.6;
    let distances = known.iter().map(|known| (strsim::normalized_damerau_levenshtein(word, known), *known));
    let (near, meant) = distances.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (near >= NEAR).then_some(meant)
}

/// What to do about an unknown name: the one that was `meant`, if one is near, and where all are.
pub(crate) fn did_you_mean(meant: Option<&str>, all: &str) -> String {
    meant.map_or_else(|| all.to_owned(), |meant| format!("did you mean `{meant}`? ({all})"))
}

impl std::fmt::Display for DataError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.file)?;
        if let Some(place) = &self.place {
            write!(formatter, ":{}:{}", place.line, place.column)?;
        }
        write!(formatter, ": {}", self.problem)?;
        self.help.iter().try_for_each(|help| write!(formatter, "; {help}"))?;
        self.others.iter().try_for_each(|other| write!(formatter, "\n{other}"))
    }
}

impl From<DataError> for Error {
    fn from(error: DataError) -> Self {
        ErrorKind::Data(Box::new(error)).into()
    }
}

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

impl Error {
    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// What is wrong in a file of data.
    ///
    /// # Errors
    /// The error itself, if it is about something else.
    pub(crate) fn into_data(self) -> std::result::Result<DataError, Self> {
        match *self.0 {
            ErrorKind::Data(data) => Ok(*data),
            other => Err(other.into()),
        }
    }

    /// The code that stands in an error line of the output: `empty`, `not_text`, `not_found`, `io`, `limit`, `internal`, `data`,
    /// `evaluation`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match *self.0 {
            ErrorKind::Empty | ErrorKind::NothingOnPage => "empty",
            ErrorKind::NotText(_) => "not_text",
            ErrorKind::NotFound => "not_found",
            ErrorKind::Io(_) => "io",
            ErrorKind::Limit { .. } => "limit",
            ErrorKind::Internal => "internal",
            ErrorKind::Data(_) => "data",
            ErrorKind::Evaluation(_) => "evaluation",
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

/// The result of anything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// The result of `read`, even if it panics: one file cannot end a run over many.
///
/// # Errors
/// Those of `read`, and `internal` if it panics.
pub fn guarded<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    // the extractor holds nothing that a panic could leave half changed
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(ErrorKind::Internal.into()))
}
