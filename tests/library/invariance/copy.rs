//! Copies of a document that say the same in another form: other characters, another layout, other bytes.

use encoding_rs::{BIG5, GB18030};
use gongwen::lexicon::script::ScriptTable;

use super::page;

/// How the characters of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Traditional,
    /// Digits and the signs of numbers in full width.
    FullWidthNumbers,
    /// Commas, colons, semicolons and brackets in full width.
    FullWidthSigns,
    /// The same in ASCII.
    AsciiSigns,
    /// The character before and behind each number.
    Spaced(char),
    /// Characters that print nothing, one in every seven characters or so.
    ZeroWidth,
    /// ⒈ ① ㈠ for 1. (1) （一） at the beginning of a line.
    SingleCharacterMarkers,
}

/// How the lines of a text are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Running text broken every 40 characters, paragraphs indented.
    WrappedIndented,
    /// Running text broken every 40 characters, paragraphs apart by a blank line.
    WrappedApart,
    /// Running text broken every 40 characters, and nothing to tell where a paragraph begins.
    Wrapped,
    /// The string before each line.
    Indented(&'static str),
    /// The string for each line break.
    Breaks(&'static str),
    /// `**` around the lines that are headings by their number.
    BoldHeadings,
    /// A page; see [`page::Style`].
    Page(page::Style),
}

/// How a text is written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bytes {
    Utf8,
    Utf8Marked,
    Gb18030,
    /// With HKSCS.
    Big5,
    Utf16 {
        big_endian: bool,
        marked: bool,
    },
}

/// A form that a document is brought into: words first, then the layout, then the bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Copy {
    pub(crate) name: &'static str,
    pub(crate) words: &'static [Words],
    pub(crate) layout: &'static [Layout],
    pub(crate) bytes: Bytes,
}

impl Copy {
    /// Whether the copy can be made of a page, too: all but those that make a page or lay out lines of plain text.
    pub(crate) fn fits_pages(&self) -> bool {
        self.layout.is_empty() && !self.words.contains(&Words::SingleCharacterMarkers)
    }

    /// The bytes of the copy of `text`; `None` if the encoding lacks characters of it.
    pub(crate) fn of(&self, text: &str, script: &ScriptTable) -> Option<Vec<u8>> {
        let is_page = text.trim_start().starts_with('<');
        let mut text = text.to_owned();
        for words in self.words {
            let rewrite = |piece: &str| words.rewrite(piece, script);
            text = match words {
                Words::Traditional => rewrite(&text),
                _ if is_page => outside_tags(&text, rewrite),
                _ => behind_head(&text, rewrite),
            };
        }
        for layout in self.layout {
            text = layout.arrange(&text);
        }
        let is_page = is_page || matches!(self.layout.last(), Some(Layout::Page(_)));
        self.bytes.encode(&text, is_page)
    }
}

impl Words {
    fn rewrite(self, text: &str, script: &ScriptTable) -> String {
        match self {
            Self::Traditional => script.to_traditional(text),
            Self::FullWidthNumbers => full_width_numbers(text),
            Self::FullWidthSigns => beside_han(text, |sign| ASCII_SIGNS.find(sign).and_then(|at| nth(FULL_SIGNS, at))),
            Self::AsciiSigns => text
                .chars()
                .map(|sign| {
                    FULL_SIGNS.chars().position(|full| full == sign).and_then(|at| nth(ASCII_SIGNS, at)).unwrap_or(sign)
                })
                .collect(),
            Self::Spaced(blank) => spaced(text, blank),
            Self::ZeroWidth => sprinkled(text),
            Self::SingleCharacterMarkers => lines(text, single_character_marker),
        }
    }
}

const ASCII_SIGNS: &str = ",:;()";
const FULL_SIGNS: &str = "，：；（）";

fn nth(signs: &str, place: usize) -> Option<char> {
    signs.chars().nth(place)
}

/// `text` with `rewrite` applied to what stands outside of tags, comments, references, scripts and styles.
fn outside_tags(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rewrite(&rest[..at]));
        let tag = &rest[at..];
        let end = |close: &str| tag.find(close).map_or(tag.len(), |found| found + close.len());
        let reference =
            tag.find(';').filter(|end| tag[1..*end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'));
        let length = if tag.starts_with('&') {
            reference.map_or(1, |end| end + 1)
        } else if tag.starts_with("<!--") {
            end("-->")
        } else if tag.starts_with("<script") {
            end("</script>")
        } else if tag.starts_with("<style") {
            end("</style>")
        } else {
            end(">")
        };
        out.push_str(&tag[..length]);
        rest = &tag[length..];
    }
    out + &rewrite(rest)
}

/// `text` with `rewrite` applied to what stands behind its YAML head.
fn behind_head(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    let head = text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n").map(|end| end + "---\n\n---\n".len()));
    let (head, body) = text.split_at(head.unwrap_or(0));
    head.to_owned() + &rewrite(body)
}

fn lines(text: &str, rewrite: impl Fn(&str) -> String) -> String {
    text.lines().map(|line| rewrite(line) + "\n").collect()
}

/// Where a number stands: digits, with points and commas between them and a per cent sign behind them.
fn number_at(characters: &[char], start: usize) -> Option<usize> {
    let is_digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    if !is_digit(start) {
        return None;
    }
    let mut end = start + 1;
    while is_digit(end) || (matches!(characters.get(end), Some('.' | ',')) && is_digit(end + 1)) {
        end += 1;
    }
    Some(end + usize::from(characters.get(end) == Some(&'%')))
}

/// `text` with `write` applied to each number that stands beside no Latin letter, with the characters around it.
fn numbers(text: &str, write: impl Fn(Option<char>, &[char], Option<char>, &mut String)) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut position = 0;
    while position < characters.len() {
        let Some(end) = number_at(&characters, position) else {
            out.push(characters[position]);
            position += 1;
            continue;
        };
        let before = position.checked_sub(1).map(|at| characters[at]);
        write(before, &characters[position..end], characters.get(end).copied(), &mut out);
        position = end;
    }
    out
}

fn full_width_numbers(text: &str) -> String {
    let wide = |character: &char| match character {
        '!'..='~' => char::from_u32(*character as u32 + 0xFEE0).unwrap_or(*character),
        other => *other,
    };
    numbers(text, |before, number, after, out| {
        let latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_graphic());
        // an address or an index number is no number
        if latin(before.filter(|sign| !matches!(sign, '(' | ',' | ':' | '-')))
            || latin(after.filter(|sign| !matches!(sign, ')' | ',' | ';' | '-')))
        {
            out.extend(number);
        } else {
            out.extend(number.iter().map(wide));
        }
    })
}

fn spaced(text: &str, blank: char) -> String {
    let is_han =
        |character: Option<char>| character.is_some_and(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character));
    numbers(text, |before, number, after, out| {
        if is_han(before) {
            out.push(blank);
        }
        out.extend(number);
        if is_han(after) {
            out.push(blank);
        }
    })
}

/// `text` with `to` for each character that has a Chinese character before or behind it.
fn beside_han(text: &str, to: impl Fn(char) -> Option<char>) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_han = |at: Option<usize>| {
        at.and_then(|at| characters.get(at)).is_some_and(|character| ('\u{4E00}'..='\u{9FFF}').contains(character))
    };
    let write = |(at, &character): (usize, &char)| {
        let beside = is_han(at.checked_sub(1)) || is_han(Some(at + 1));
        to(character).filter(|_| beside).unwrap_or(character)
    };
    characters.iter().enumerate().map(write).collect()
}

const INVISIBLE: [char; 5] = ['\u{200B}', '\u{FEFF}', '\u{200D}', '\u{AD}', '\u{2060}'];

fn sprinkled(text: &str) -> String {
    let mut out = String::new();
    // a step of its own for each place, the same in every run
    let mut until_next = 3;
    for (index, character) in text.chars().enumerate() {
        out.push(character);
        // the signs of Markdown are made from a page, and stand together
        if until_next == 0 && !matches!(character, '\n' | '*' | '#' | '-' | '|' | ':') {
            out.push(INVISIBLE[index % INVISIBLE.len()]);
            until_next = 3 + index * 7 % 9;
        }
        until_next = until_next.max(1) - 1;
    }
    out
}

/// A line with its number as one character.
fn single_character_marker(line: &str) -> String {
    const CHINESE: &str = "一二三四五六七八九十";
    let start = line.trim_start_matches([' ', '\u{3000}', '*']);
    let indent = &line[..line.len() - start.len()];
    let marker = |number: u32, first: char, length: usize| {
        (1..=10)
            .contains(&number)
            .then(|| char::from_u32(first as u32 + number - 1))
            .flatten()
            .map(|sign| (sign, length))
    };
    let bracketed = start.strip_prefix(['（', '(']).and_then(|inside| {
        let end = inside.find(['）', ')'])?;
        let open = start.len() - inside.len();
        let close = inside[end..].chars().next().map_or(0, char::len_utf8);
        let number = &inside[..end];
        let length = open + end + close;
        let chinese = CHINESE.find(number).filter(|_| number.chars().count() == 1).map(|at| at as u32 / 3 + 1);
        chinese
            .and_then(|number| marker(number, '㈠', length))
            .or_else(|| number.parse().ok().and_then(|number| marker(number, '①', length)))
    });
    let pointed = || {
        let digits = start.len() - start.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let point = start[digits..].strip_prefix(['.', '．'])?;
        let decimal = point.starts_with(|character: char| character.is_ascii_digit());
        let number = start[..digits].parse().ok().filter(|_| !decimal)?;
        marker(number, '⒈', start.len() - point.len())
    };
    match bracketed.or_else(pointed) {
        Some((sign, length)) => format!("{indent}{sign}{}", &start[length..]),
        None => line.to_owned(),
    }
}

/// How many characters a line of wrapped text has.
const WRAP: usize = 40;

impl Layout {
    fn arrange(self, text: &str) -> String {
        match self {
            Self::WrappedIndented => wrapped(text, "\u{3000}\u{3000}", "\n"),
            Self::WrappedApart => wrapped(text, "", "\n\n"),
            Self::Wrapped => wrapped(text, "", "\n"),
            Self::Indented(indent) => behind_head(text, |body| {
                lines(body, |line| if line.trim().is_empty() { line.to_owned() } else { format!("{indent}{line}") })
            }),
            Self::Breaks(with) => text.replace('\n', with),
            Self::BoldHeadings => lines(text, bold_heading),
            Self::Page(style) => page::write(text, style),
        }
    }
}

/// Whether a line is running text, which a converter breaks at its width: it is long and holds a full stop.
fn is_running(line: &str) -> bool {
    line.contains('。') && line.chars().nth(WRAP).is_some() && !line.contains(['|', '\t', '<'])
}

fn wrapped(text: &str, indent: &str, between: &str) -> String {
    behind_head(text, |body| {
        let paragraphs = body.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
            if !is_running(line) {
                return line.to_owned();
            }
            let mut wrapped = String::from(indent);
            let mut width = indent.chars().count();
            for character in line.chars() {
                if width == WRAP {
                    wrapped.push('\n');
                    width = 0;
                }
                wrapped.push(character);
                width += usize::from(!INVISIBLE.contains(&character));
            }
            wrapped
        });
        paragraphs.map(|paragraph| paragraph + between).collect()
    })
}

fn bold_heading(line: &str) -> String {
    let bare = line.trim();
    let is_numbered = bare.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '（', '(']);
    let is_heading = is_numbered && bare.contains(['、', '）', ')']) && !bare.contains(['。', '；', '，', '：']);
    if is_heading && bare.chars().count() < 30 { format!("**{bare}**") } else { line.to_owned() }
}

impl Bytes {
    fn encode(self, text: &str, is_page: bool) -> Option<Vec<u8>> {
        Some(match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf8Marked => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Self::Gb18030 => GB18030.encode(text).0.into_owned(),
            Self::Big5 => return big5(text, is_page),
            Self::Utf16 { big_endian, marked } => {
                let mark = marked.then_some(0xFEFF);
                let units = mark.into_iter().chain(text.encode_utf16());
                units.flat_map(|unit| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
            }
        })
    }
}

/// Signs that Big5 has in another form, as converters write them.
const BIG5_FORMS: [(char, char); 4] = [('·', '‧'), ('•', '‧'), ('≥', '≧'), ('≤', '≦')];

/// What Big5 lacks is written as references, which plain text has not.
fn big5(text: &str, is_page: bool) -> Option<Vec<u8>> {
    let form = |character| BIG5_FORMS.iter().find(|(from, _)| *from == character).map_or(character, |(_, to)| *to);
    let text: String = text.chars().map(form).collect();
    let (bytes, _, lacking) = BIG5.encode(&text);
    (is_page || !lacking).then(|| bytes.into_owned())
}
