//! The pipeline of rules: what a rule is, and the engine that tries them.
