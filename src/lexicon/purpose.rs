//! What each list of the built-in packs is for: the comment above it.

use std::collections::BTreeMap;

/// What the comments of `text`, a pack, say of its lists, by their sections and names. A list without one has that of its
/// section; the head of the file is about none.
pub(super) fn purposes(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let (mut section, mut of_section, mut comment) = (String::new(), String::new(), Vec::new());
    for line in text.lines() {
        if let Some(said) = line.strip_prefix('#') {
            comment.push(said.trim());
            continue;
        }
        let above = std::mem::take(&mut comment).join(" ");
        if line.starts_with('[') {
            section = line.trim_matches(['[', ']']).to_owned();
            of_section.clone_from(&above);
            found.insert(section.clone(), above);
        } else if let Some((key, _)) = line.split_once(" = ").filter(|(key, _)| !key.starts_with([' ', '"', '{'])) {
            let purpose = if above.is_empty() { of_section.clone() } else { above };
            found.insert(format!("{section}.{}", key.trim_matches('"')), purpose);
        }
    }
    found.retain(|_, purpose| !purpose.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_for_what_stands_above_it() {
        let text = "# A pack.\n\n# Verbs.\n[cue.verbs]\n# It is\n# there.\nreach = [\n  \"有\",\n]\ngrow = [\"增长\"]\n\n[unit]\ncount = []\n";
        let found = purposes(text);
        let of = |name: &str| found.get(name).map(String::as_str);
        assert_eq!(of("cue.verbs"), Some("Verbs."));
        assert_eq!(of("cue.verbs.reach"), Some("It is there."));
        assert_eq!(of("cue.verbs.grow"), Some("Verbs."));
        assert_eq!((of("unit"), of("unit.count")), (None, None));
    }
}
