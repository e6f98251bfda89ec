//! How the path of a source file is written.

use std::{fmt::Write, path::Path};

use serde::{Deserialize, Serialize};

/// The path of a source file as it stands in the output.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceName {
    /// The path as given, with `/` between its parts. Where it is not UTF-8, each odd byte is `%` and two figures, and so
    /// is each `%`.
    source: String,
    /// Whether `source` is escaped so.
    #[serde(rename = "source_escaped", default, skip_serializing_if = "std::ops::Not::not")]
    escaped: bool,
}

impl SourceName {
    /// The name of the file at `path`.
    #[must_use]
    pub fn from_path(path: &Path) -> Self {
        let (source, escaped) = match path.to_str() {
            Some(name) => (name.to_owned(), false),
            None => (escape(path.as_os_str().as_encoded_bytes()), true),
        };
        // elsewhere a backslash is a character like any other
        let source = if cfg!(windows) { source.replace('\\', "/") } else { source };
        Self { source, escaped }
    }

    /// A name that is no path of this system: it stands as it is.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self { source: name.to_owned(), escaped: false }
    }

    /// The name as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// Whether odd bytes stand escaped in it.
    #[must_use]
    pub fn is_escaped(&self) -> bool {
        self.escaped
    }
}

fn escape(name: &[u8]) -> String {
    let mut escaped = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        escaped.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            // writing to a string cannot fail
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_utf_8_stands_as_it_is() {
        let name = SourceName::from_path(Path::new("文件/50%.txt"));
        assert_eq!(serde_json::to_string(&name).expect("a name serialises"), r#"{"source":"文件/50%.txt"}"#);
    }

    #[cfg(unix)]
    #[test]
    fn odd_bytes_are_escaped_so_that_they_can_be_told() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        let name = SourceName::from_path(Path::new(OsStr::from_bytes(b"a\xB9\xFF 50%\xE6\x96\x87.txt")));
        let json = serde_json::to_string(&name).expect("a name serialises");
        assert_eq!(json, r#"{"source":"a%B9%FF 50%25文.txt","source_escaped":true}"#);
    }
}
