//! What a terminal would do instead of show: a file or its name may hold codes that move the cursor, name the window, or
//! worse.

use std::io::{self, IsTerminal, Write};

/// `text` with its control characters written out (`\u{1b}`), line breaks too.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() { shown.extend(character.escape_default()) } else { shown.push(character) }
    }
    shown
}

/// Standard output; if it is a terminal, control characters are replaced.
pub(super) fn stdout() -> Box<dyn Write> {
    let output = io::stdout().lock();
    if output.is_terminal() { Box::new(Shown { output, after_c2: false }) } else { Box::new(output) }
}

/// Replaces the control characters of UTF-8 text by `?`, but for line breaks and tabs.
struct Shown<W> {
    output: W,
    /// The last byte was 0xC2, which begins the control characters from U+0080.
    after_c2: bool,
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let replaced: Vec<u8> = bytes
            .iter()
            .map(|&byte| {
                let is_second = std::mem::replace(&mut self.after_c2, byte == 0xC2) && (0x80..0xA0).contains(&byte);
                match byte {
                    b'\n' | b'\t' => byte,
                    0..0x20 | 0x7F => b'?',
                    // U+00A0, which is a space
                    _ if is_second => 0xA0,
                    _ => byte,
                }
            })
            .collect();
        self.output.write_all(&replaced)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_shown_and_not_done() {
        assert_eq!(shown("公\u{1b}[2J\r\n\u{9b}"), "公\\u{1b}[2J\\r\\n\\u{9b}");
    }

    #[test]
    fn a_terminal_gets_no_control_characters_wherever_the_text_is_cut() {
        let text = "公文\t\u{1b}]0;x\u{7}\n\u{9b}2J \u{c2}\u{a9}\r".as_bytes();
        for cut in 0..=text.len() {
            let mut filter = Shown { output: Vec::new(), after_c2: false };
            filter.write_all(&text[..cut]).and_then(|()| filter.write_all(&text[cut..])).expect("it is memory");
            let shown = String::from_utf8(filter.output).expect("it stays UTF-8");
            assert_eq!(shown, "公文\t?]0;x?\n\u{a0}2J \u{c2}\u{a9}?", "cut at {cut}");
        }
    }
}
