//! Character references: `&nbsp;`, `&#8220;`, `&#x201C;`.

/// Longest reference that is looked for, in bytes.
const LONGEST: usize = 12;

/// The reference at the head of `text`: its length in bytes and the text it stands for.
pub(in crate::page) fn decode(text: &str) -> Option<(usize, String)> {
    if let Some(number) = text.strip_prefix("&#") {
        return numeric(number).map(|(length, character)| (length + 2, character.to_string()));
    }
    if let Some((length, character)) = text.strip_prefix("&amp;#").and_then(numeric) {
        return Some((length + 6, character.to_string()));
    }
    named(text).map(|(length, to)| (length, to.to_owned()))
}

/// `text` with its references decoded.
pub(super) fn decode_all(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, to) = decode(rest).unwrap_or((1, "&".to_owned()));
        decoded.push_str(&to);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    decoded
}

/// A numeric reference after its `&#`.
fn numeric(text: &str) -> Option<(usize, char)> {
    let (prefix, radix) = if text.starts_with(['x', 'X']) { (1, 16) } else { (0, 10) };
    let digits = text[prefix..].bytes().take(9).take_while(|&byte| char::from(byte).is_digit(radix)).count();
    let number = u32::from_str_radix(text.get(prefix..prefix + digits)?, radix).ok()?;
    let length = prefix + digits;
    let semicolon = usize::from(text[length..].starts_with(';'));
    // the standard reads 80 to 9F as windows-1252
    let character = match u8::try_from(number) {
        Ok(byte @ 0x80..=0x9F) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next(),
        _ => char::from_u32(number).filter(|&character| character != '\0'),
    };
    Some((length + semicolon, character.unwrap_or('\u{FFFD}')))
}

/// A named reference: its length and the text it stands for. Only the commonest may lack their semicolon. On a page that
/// was escaped twice, `&amp;nbsp;` is one too.
pub(in crate::page) fn named(text: &str) -> Option<(usize, &'static str)> {
    let rest = text.strip_prefix('&')?;
    if let Some(again) = rest.strip_prefix("amp;")
        && let Some((length, to)) = terminated(again)
        && !["&", "<", ">"].contains(&to)
    {
        return Some((length + 5, to));
    }
    if let Some((length, to)) = terminated(rest) {
        return Some((length + 1, to));
    }
    let name = name(rest);
    let &(_, to) = UNTERMINATED.iter().find(|(known, _)| *known == name)?;
    (!rest[name.len()..].starts_with('=')).then_some((name.len() + 1, to))
}

/// A name with its semicolon, after the `&`.
fn terminated(text: &str) -> Option<(usize, &'static str)> {
    let name = name(text);
    let index = NAMED.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    text[name.len()..].starts_with(';').then_some((name.len() + 1, NAMED[index].1))
}

fn name(text: &str) -> &str {
    &text[..text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count()]
}

const UNTERMINATED: [(&str, &str); 5] = [("nbsp", "\u{A0}"), ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\"")];

/// The names that Chinese pages use (HTML standard, §13.5), in the order of their bytes.
static NAMED: &[(&str, &str)] = &[
    ("Alpha", "Α"),
    ("Beta", "Β"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("Omega", "Ω"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Prime", "″"),
    ("Psi", "Ψ"),
    ("Sigma", "Σ"),
    ("Theta", "Θ"),
    ("acute", "´"),
    ("alpha", "α"),
    ("amp", "&"),
    ("apos", "'"),
    ("asymp", "≈"),
    ("bdquo", "„"),
    ("beta", "β"),
    ("brvbar", "¦"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("darr", "↓"),
    ("deg", "°"),
    ("delta", "δ"),
    ("divide", "÷"),
    ("emsp", "\u{2003}"),
    ("ensp", "\u{2002}"),
    ("epsilon", "ε"),
    ("equiv", "≡"),
    ("euro", "€"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("gt", ">"),
    ("hellip", "…"),
    ("infin", "∞"),
    ("lambda", "λ"),
    ("laquo", "«"),
    ("larr", "←"),
    ("ldquo", "“"),
    ("le", "≤"),
    ("lsaquo", "‹"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("micro", "µ"),
    ("middot", "·"),
    ("mu", "μ"),
    ("nbsp", "\u{A0}"),
    ("ndash", "–"),
    ("ne", "≠"),
    ("oline", "‾"),
    ("omega", "ω"),
    ("para", "¶"),
    ("permil", "‰"),
    ("phi", "φ"),
    ("pi", "π"),
    ("plusmn", "±"),
    ("pound", "£"),
    ("prime", "′"),
    ("quot", "\""),
    ("radic", "√"),
    ("raquo", "»"),
    ("rarr", "→"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rho", "ρ"),
    ("rsaquo", "›"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("sect", "§"),
    ("shy", "\u{AD}"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("sum", "∑"),
    ("sup1", "¹"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("theta", "θ"),
    ("thinsp", "\u{2009}"),
    ("tilde", "˜"),
    ("times", "×"),
    ("trade", "™"),
    ("uarr", "↑"),
    ("yen", "¥"),
    ("zwj", "\u{200D}"),
    ("zwnj", "\u{200C}"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        for pair in NAMED.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn references() {
        let cases = [
            ("&nbsp;年", Some((6, "\u{A0}"))),
            ("&nbsp年", Some((5, "\u{A0}"))),
            ("&ldquo;", Some((7, "“"))),
            ("&ldquo", None),
            ("&#8220;", Some((7, "“"))),
            ("&#x201C;", Some((8, "“"))),
            ("&#X201c年", Some((7, "“"))),
            ("&#150;", Some((6, "–"))),
            ("&#0;", Some((4, "\u{FFFD}"))),
            ("&#1114112;", Some((10, "\u{FFFD}"))),
            ("&#;", None),
            ("&amp;nbsp;", Some((10, "\u{A0}"))),
            ("&amp;#8220;", Some((11, "“"))),
            ("&amp;lt;", Some((5, "&"))),
            ("&amp;D", Some((5, "&"))),
            ("&copy=1", None),
            ("&lt=1", None),
            ("&unknown;", None),
            ("&", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text), expected.map(|(length, to)| (length, to.to_owned())), "{text}");
        }
        assert_eq!(decode_all("R&D&nbsp;&#65;&"), "R&D\u{A0}A&");
    }
}
