//! New ids and tokens. Ids are `UUIDv7`: they sort by the time they were made. What the public sees, and what opens
//! something, is random.

mod foreseen;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use foreseen::{foreseen, made_at};

/// A new id, for any of the types of `shared::ids`: `CourseId(ids::fresh())`.
pub fn fresh() -> Uuid {
    foreseen::next_id().unwrap_or_else(Uuid::now_v7)
}

/// A new id that says nothing of the time it was made.
pub fn timeless() -> Uuid {
    uuid::Builder::from_random_bytes(shown()).into_uuid()
}

/// So many random bytes for what may be shown to anyone, such as the number of a certificate. Never for what opens
/// something: a demonstration foresees these.
pub fn shown<const N: usize>() -> [u8; N] {
    foreseen::next_bytes().unwrap_or_else(random)
}

/// So many random bytes.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// A token of 256 random bits, as text for a link or a cookie.
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(random::<32>())
}

/// What is kept of a token, and of a request that must be recognised: its SHA-256.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // Each part with its length, so that no two lists of parts run together into one.
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    URL_SAFE_NO_PAD.encode(hash.finalize())
}
