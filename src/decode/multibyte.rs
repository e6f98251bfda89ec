//! Encodings of one, two and four bytes a character: decoded in bulk, then aligned by the rule of the encoding.

use encoding_rs::DecoderResult;

use crate::{
    alignment::{AlignedText, Grain},
    span::SourceSpan,
};

/// How an encoding is read.
pub(super) struct Rule {
    /// Its decoder.
    pub(super) encoding: &'static encoding_rs::Encoding,
    /// The length in bytes of the first unit of well formed bytes, and the number of characters it stands for.
    pub(super) unit: fn(&[u8]) -> (usize, usize),
}

/// Decodes `bytes` from `start` on, at the end of `text`.
pub(super) fn decode(text: &mut AlignedText, bytes: &[u8], start: usize, rule: &Rule) {
    stretches(bytes, start, rule.encoding, |stretch| match stretch {
        Stretch::Text(decoded, source) => align(text, decoded, bytes, source, rule.unit),
        Stretch::Malformed(source) => text.push_lost(source),
    });
}

/// A piece of the source, as the decoder saw it.
pub(super) enum Stretch<'a> {
    /// Well formed bytes and what they say.
    Text(&'a str, SourceSpan),
    /// Bytes that are no character.
    Malformed(SourceSpan),
}

/// Decodes `bytes` from `start` on, and gives every stretch to `take`, in order.
pub(super) fn stretches(
    bytes: &[u8],
    start: usize,
    encoding: &'static encoding_rs::Encoding,
    mut take: impl FnMut(Stretch<'_>),
) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut decoded = String::new();
    // bytes before `first` are dealt with, bytes before `read` have been given to the decoder
    let (mut first, mut read) = (start, start);
    loop {
        let rest = &bytes[read..];
        let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len());
        decoded.reserve(room.min(1 << 20));
        let (result, consumed) = decoder.decode_to_string_without_replacement(rest, &mut decoded, true);
        read += consumed;
        let (end, next) = match result {
            DecoderResult::OutputFull => continue,
            DecoderResult::InputEmpty => (read, read),
            DecoderResult::Malformed(length, after) => {
                let next = read - usize::from(after);
                (next - usize::from(length), next)
            }
        };
        if !decoded.is_empty() {
            take(Stretch::Text(&decoded, SourceSpan::new(first, end)));
            decoded.clear();
        }
        if result == DecoderResult::InputEmpty {
            return;
        }
        take(Stretch::Malformed(SourceSpan::new(end, next)));
        first = next;
    }
}

/// Appends `decoded`, in runs of characters that have the same length on both sides.
fn align(text: &mut AlignedText, decoded: &str, bytes: &[u8], source: SourceSpan, unit: fn(&[u8]) -> (usize, usize)) {
    let (mut run_text, mut run_source) = (0, source.start);
    let (mut at, mut position) = (0, source.start);
    let mut grain = (0, 0);
    let mut characters = decoded.chars();
    while position < source.end && at < decoded.len() {
        let (width, count) = unit(&bytes[position..source.end]);
        let length: usize = characters.by_ref().take(count).map(char::len_utf8).sum();
        if (length, width) != grain && at > run_text {
            push_run(text, &decoded[run_text..at], SourceSpan::new(run_source, position), grain);
            (run_text, run_source) = (at, position);
        }
        grain = (length, width);
        at += length;
        position += width;
    }
    push_run(text, &decoded[run_text..], SourceSpan::new(run_source, source.end), grain);
}

fn push_run(text: &mut AlignedText, piece: &str, source: SourceSpan, (length, width): (usize, usize)) {
    let grain = match (u8::try_from(length), u8::try_from(width)) {
        (Ok(text), Ok(source)) => Grain::Steps { text, source },
        _ => Grain::Whole,
    };
    text.push_decoded(piece, source, grain);
}
