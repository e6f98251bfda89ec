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
    sha256_of([bytes])
}

/// The SHA-256 of `parts`, one behind the other, in hexadecimal digits.
#[must_use]
pub fn sha256_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let hash = parts.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
