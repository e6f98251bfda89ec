//! Byte ranges, as two types that cannot be mixed: positions in a source file and positions in a text made from it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

macro_rules! span_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "[usize; 2]", into = "[usize; 2]")]
        pub struct $name {
            /// First byte.
            pub start: usize,
            /// One past the last byte; never less than `start`.
            pub end: usize,
        }

        impl $name {
            /// The range `start..end`; ends that are out of order are swapped, so that a span is always well formed.
            #[must_use]
            pub fn new(start: usize, end: usize) -> Self {
                Self { start: start.min(end), end: start.max(end) }
            }

            /// Length in bytes.
            #[must_use]
            pub fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether the span holds no byte.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// Whether every byte of `other` lies in this span.
            #[must_use]
            pub fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether the two spans share at least one byte.
            #[must_use]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest span that holds both.
            #[must_use]
            pub fn hull(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }

            /// The same span, moved `offset` bytes to the right.
            #[must_use]
            pub fn shifted(self, offset: usize) -> Self {
                Self { start: self.start + offset, end: self.end + offset }
            }

            /// The span as a range to index with.
            #[must_use]
            pub fn range(self) -> Range<usize> {
                self.start..self.end
            }
        }

        impl From<[usize; 2]> for $name {
            fn from([start, end]: [usize; 2]) -> Self {
                Self::new(start, end)
            }
        }

        impl From<$name> for [usize; 2] {
            fn from(span: $name) -> Self {
                [span.start, span.end]
            }
        }

        impl From<Range<usize>> for $name {
            fn from(range: Range<usize>) -> Self {
                Self::new(range.start, range.end)
            }
        }
    };
}

span_type! {
    /// A half-open byte range in the raw bytes of a source file.
    SourceSpan
}

span_type! {
    /// A half-open byte range in a UTF-8 text that was made from a source file.
    TextSpan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_at_the_edges() {
        let span = TextSpan::new(3, 6);
        assert_eq!(span.len(), 3);
        assert!(span.contains(TextSpan::new(3, 6)) && span.contains(TextSpan::new(6, 6)));
        assert!(!span.contains(TextSpan::new(5, 7)));
        assert!(span.overlaps(TextSpan::new(5, 9)) && !span.overlaps(TextSpan::new(6, 9)));
        assert_eq!(span.hull(TextSpan::new(8, 9)), TextSpan::new(3, 9));
        assert!(TextSpan::new(4, 4).is_empty());
        assert_eq!(TextSpan::new(9, 2), TextSpan::new(2, 9));
    }

    #[test]
    fn a_span_is_written_as_a_pair() {
        let json = serde_json::to_string(&SourceSpan::new(1, 4)).expect("a pair of numbers serialises");
        assert_eq!(json, "[1,4]");
        assert_eq!(serde_json::from_str::<SourceSpan>("[1,4]").expect("a pair parses"), SourceSpan::new(1, 4));
    }
}
