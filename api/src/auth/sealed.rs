//! Secrets that must be read back, encrypted at rest: with a copy of the database alone nobody signs in. The key follows
//! from the file of the signing keys, which is not in the database (decision 0019).

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use sha2::{Digest, Sha256};

use super::Keys;
use crate::error::Error;
use crate::ids;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// What the key is for: no other use derives the same one.
const PURPOSE: &[u8] = b"lssc: secrets of second factors";

/// The key that follows from a signing key.
pub(super) fn sealing_key(signing: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update(PURPOSE).chain_update(signing).finalize().into()
}

impl Keys {
    /// Encrypts, under the first key; only who names the same owner reads it back.
    ///
    /// # Errors
    /// [`Error::Defect`] where it does not work.
    pub fn seal(&self, owner: &str, plain: &[u8]) -> Result<String, Error> {
        let (name, key) = self.sealing.first().ok_or_else(|| Error::Defect("there is no key to seal with".to_owned()))?;
        let nonce = ids::random::<24>();
        let sealed = XChaCha20Poly1305::new(&(*key).into())
            .encrypt(&nonce.into(), Payload { msg: plain, aad: owner.as_bytes() })
            .map_err(|_| Error::Defect("a secret cannot be sealed".to_owned()))?;
        Ok(format!("{name}.{}.{}", URL_SAFE_NO_PAD.encode(nonce), URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Reads back what [`Self::seal`] wrote, under any of the keys.
    ///
    /// # Errors
    /// [`Error::Defect`] where its key is not in the file any more, or it is not what was written.
    pub fn unseal(&self, owner: &str, sealed: &str) -> Result<Vec<u8>, Error> {
        self.open(owner, sealed).ok_or_else(|| Error::Defect("a sealed secret cannot be read: its key is missing from the secret file".to_owned()))
    }

    fn open(&self, owner: &str, sealed: &str) -> Option<Vec<u8>> {
        let mut parts = sealed.split('.');
        let (name, nonce, text) = (parts.next()?, parts.next()?, parts.next()?);
        let (_, key) = self.sealing.iter().find(|(known, _)| known == name)?;
        let nonce: [u8; 24] = URL_SAFE_NO_PAD.decode(nonce).ok()?.try_into().ok()?;
        let text = URL_SAFE_NO_PAD.decode(text).ok()?;
        XChaCha20Poly1305::new(&(*key).into()).decrypt(&nonce.into(), Payload { msg: &text, aad: owner.as_bytes() }).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_read_by_its_owner_alone() {
        let (keys, others) = (Keys::passing().unwrap(), Keys::passing().unwrap());
        let sealed = keys.seal("owner", b"secret").unwrap();
        assert_eq!(keys.unseal("owner", &sealed).unwrap(), b"secret");
        assert!(keys.unseal("another", &sealed).is_err());
        assert!(others.unseal("owner", &sealed).is_err());
        assert!(keys.unseal("owner", "").is_err());
        assert_ne!(keys.seal("owner", b"secret").unwrap(), sealed);
    }
}
