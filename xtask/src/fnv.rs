//! FNV-1a, 64 bits: names files by their content. Not for secrets; a collision costs a stale file, and there are a dozen files.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fnv(u64);

impl Fnv {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(self, bytes: &[u8]) -> Self {
        Self(bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    pub(crate) fn hex(self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_published_test_values() {
        assert_eq!(Fnv::new().add(b"").hex(), "cbf29ce484222325");
        assert_eq!(Fnv::new().add(b"foo").add(b"bar").hex(), "85944171f73967e8");
    }
}
