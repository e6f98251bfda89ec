//! Hashes: what is compared, and not kept, is kept as one.

use sha2::{Digest as _, Sha256};

/// The beginning of a SHA-256: 12 bytes for a text of any length, as a run keeps several for each file. Two of a thousand
/// million texts have the same with a chance of one in 10^11.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 12]);

impl Digest {
    /// That of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut beginning = [0; 12];
        beginning.copy_from_slice(&Sha256::digest(bytes)[..12]);
        Self(beginning)
    }
}

/// The SHA-256 of `bytes`, in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
