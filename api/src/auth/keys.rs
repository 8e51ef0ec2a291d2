//! The keys that sign access tokens: Ed25519, from a PEM file. The first one signs, all of them verify, so that a
//! new one can be put before the old one and the old one dropped later. What is sealed follows from them too.

use std::fmt;
use std::io::Write;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::{Digest, Sha256};

use super::sealed::sealing_key;
use crate::ids;

const END: &str = "-----END PRIVATE KEY-----";

/// The signing keys.
#[derive(Clone)]
pub struct Keys {
    pub(super) signing: (String, EncodingKey),
    pub(super) verifying: Vec<(String, DecodingKey)>,
    pub(super) sealing: Vec<(String, [u8; 32])>,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("`{path}`: {source}; make one with `openssl genpkey -algorithm ed25519 -out {path}`")]
    File {
        /// Which file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds no key.
    #[error("the file holds no Ed25519 private key in PEM (PKCS #8); make one with `openssl genpkey -algorithm ed25519`")]
    NoKey,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys { .. }")
    }
}

impl Keys {
    /// Reads the keys in this file.
    ///
    /// # Errors
    /// [`KeyError`] where there is no file or no key in it.
    pub fn read_file(path: &Path) -> Result<Self, KeyError> {
        let text = std::fs::read_to_string(path).map_err(|source| KeyError::File { path: path.display().to_string(), source })?;
        Self::parse(&text)
    }

    /// Makes a file with a new key, which only its owner can read, where there is none.
    ///
    /// # Errors
    /// [`KeyError::File`] where it cannot be written.
    pub fn make_file(path: &Path) -> Result<(), KeyError> {
        if path.exists() {
            return Ok(());
        }
        let pem = SigningKey::from_bytes(&ids::random()).to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::NoKey)?;
        write_secret(path, pem.as_bytes()).map_err(|source| KeyError::File { path: path.display().to_string(), source })
    }

    /// New keys, which last as long as the process: for tests.
    ///
    /// # Errors
    /// [`KeyError::NoKey`] where the key cannot be encoded.
    pub fn passing() -> Result<Self, KeyError> {
        Self::of(&[SigningKey::from_bytes(&ids::random())])
    }

    fn parse(text: &str) -> Result<Self, KeyError> {
        let blocks = text.split_inclusive(END).filter(|block| block.contains(END));
        let keys = blocks.map(|block| SigningKey::from_pkcs8_pem(block.trim())).collect::<Result<Vec<_>, _>>().map_err(|_| KeyError::NoKey)?;
        Self::of(&keys)
    }

    fn of(keys: &[SigningKey]) -> Result<Self, KeyError> {
        let first = keys.first().ok_or(KeyError::NoKey)?;
        let der = first.to_pkcs8_der().map_err(|_| KeyError::NoKey)?;
        let verifying = keys.iter().map(|key| (name(key), DecodingKey::from_ed_der(key.verifying_key().as_bytes()))).collect();
        let sealing = keys.iter().map(|key| (name(key), sealing_key(key.as_bytes()))).collect();
        Ok(Self { signing: (name(first), EncodingKey::from_ed_der(der.as_bytes())), verifying, sealing })
    }
}

/// The `kid`: what tells keys apart, without saying anything about the private one.
fn name(key: &SigningKey) -> String {
    let digest = Sha256::digest(key.verifying_key().as_bytes());
    URL_SAFE_NO_PAD.encode(digest).chars().take(16).collect()
}

fn write_secret(path: &Path, content: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(content)
}
