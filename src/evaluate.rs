//! Scores an extraction against gold annotations.
