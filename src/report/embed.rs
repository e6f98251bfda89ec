//! Data in a page: JSON in an element that no browser runs and that nothing in it can end.

use serde::Serialize;

/// `content` in an element of the class `class`.
pub(super) fn element(class: &str, content: &impl Serialize) -> String {
    let json = serde_json::to_string(content).expect("an entry has keys of text and is written to memory");
    let mut element = String::with_capacity(json.len() + 64);
    element.push_str("<script type=\"application/json\" class=\"");
    element.push_str(class);
    element.push_str("\">");
    escape_into(&json, &mut element);
    element.push_str("</script>\n");
    element
}

/// JSON has these characters in its texts alone, where each may stand as its number. Without `<` the text can neither end
/// the element nor begin a comment in it; two characters are line breaks to some readers of scripts.
fn escape_into(json: &str, escaped: &mut String) {
    let mut kept = 0;
    for (at, sign) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        escaped.push_str(&json[kept..at]);
        escaped.push_str(match sign {
            "<" => "\\u003c",
            ">" => "\\u003e",
            "&" => "\\u0026",
            "\u{2028}" => "\\u2028",
            _ => "\\u2029",
        });
        kept = at + sign.len();
    }
    escaped.push_str(&json[kept..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_read_back() {
        let text = "</script><!-- & \u{2028}\u{2029}\u{202e} \"\\";
        let element = element("line", &[text]);
        let json = element
            .strip_prefix("<script type=\"application/json\" class=\"line\">")
            .and_then(|rest| rest.strip_suffix("</script>\n"))
            .expect("it is one element");
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{json}");
        assert_eq!(serde_json::from_str::<[String; 1]>(json).expect("it is JSON"), [text]);
    }
}
