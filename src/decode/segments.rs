//! Files that mix encodings: a page template in one and its text in another, or files put together.
//!
//! A piece is what stands between line breaks and tags. A piece counts as foreign only if it is malformed in the file's
//! encoding or reads as common characters in the other alone, and is long enough that this is no chance.

use super::{Encoding, Segment, frequent::is_frequent, reading::Reading};
use crate::span::SourceSpan;

/// Fewest characters of a piece that can be told apart.
const SHORTEST: usize = 4;
/// Thousandths of its characters that must be common.
const SHARE: usize = 500;

/// The pieces of `bytes` from `start` on that are not in `encoding`, in order; pieces with only ASCII between them are one.
pub(super) fn foreign(bytes: &[u8], start: usize, encoding: Encoding) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut own_since = true;
    for piece in pieces(bytes, start) {
        match of(&bytes[piece.range()], encoding).filter(|found| *found != encoding) {
            None => own_since = true,
            Some(found) => {
                match segments.last_mut().filter(|last| last.encoding == found && !own_since) {
                    Some(last) => last.source_span = last.source_span.hull(piece),
                    None => segments.push(Segment { encoding: found, source_span: piece }),
                }
                own_since = false;
            }
        }
    }
    segments
}

/// The encoding of most of the text, counted in bytes, if nearly all pieces are clearly in one or the other.
pub(super) fn majority(bytes: &[u8]) -> Option<Encoding> {
    let mut known = [(Encoding::Utf8, 0), (Encoding::Gb18030, 0), (Encoding::Big5, 0)];
    let mut all = 0;
    for piece in pieces(bytes, 0) {
        all += piece.len();
        if let Some(found) = clearly(&bytes[piece.range()]) {
            known.iter_mut().filter(|(encoding, _)| *encoding == found).for_each(|(_, sum)| *sum += piece.len());
        }
    }
    let sum: usize = known.iter().map(|(_, sum)| sum).sum();
    let (encoding, _) = known.into_iter().max_by_key(|(_, sum)| *sum)?;
    (sum > 0 && sum * 10 >= all * 9).then_some(encoding)
}

/// What stands between line breaks and tags and is not all ASCII. Those bytes are never part of a longer character.
fn pieces(bytes: &[u8], start: usize) -> impl Iterator<Item = SourceSpan> {
    let mut position = start;
    bytes[start..]
        .split(|byte| b"\r\n<>".contains(byte))
        .map(move |piece| {
            let span = SourceSpan::new(position, position + piece.len());
            position += piece.len() + 1;
            span
        })
        .filter(|span| !bytes[span.range()].is_ascii())
}

/// The encoding of a piece of a file in `encoding`.
fn of(piece: &[u8], encoding: Encoding) -> Option<Encoding> {
    if encoding == Encoding::Utf8 && std::str::from_utf8(piece).is_ok() {
        return Some(encoding);
    }
    clearly(piece).filter(|found| encoding == Encoding::Utf8 || *found == Encoding::Utf8)
}

/// The encoding in which a piece is well formed and made of common characters.
fn clearly(piece: &[u8]) -> Option<Encoding> {
    if let Ok(text) = std::str::from_utf8(piece) {
        let wide = text.chars().filter(|character| character.len_utf8() > 2);
        let (all, known) = wide.fold((0, 0), |(all, known), character| {
            let is_known =
                is_frequent(character) || ('\u{3000}'..='\u{303F}').contains(&character) || character == '，';
            (all + 1, known + usize::from(is_known))
        });
        return (all >= SHORTEST && known * 1000 >= all * SHARE).then_some(Encoding::Utf8);
    }
    [Encoding::Gb18030, Encoding::Big5]
        .into_iter()
        .map(|encoding| (encoding, Reading::of(piece, encoding)))
        .filter(|(_, reading)| reading.malformed == 0 && reading.all >= SHORTEST && reading.score() >= SHARE)
        .max_by_key(|(_, reading)| reading.score())
        .map(|(encoding, _)| encoding)
}
