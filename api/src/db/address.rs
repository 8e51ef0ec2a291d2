//! Where the database is. The scheme of the address picks the backend.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The address of a database.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    /// A file: `sqlite:var/lssc.db`.
    Sqlite(PathBuf),
    /// A server: `postgres://user@host/name`.
    Postgres(String),
}

/// Why a text is no address of a database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Another scheme, or none.
    #[error("a database address starts with `sqlite:` or `postgres://`")]
    Scheme,
    /// Readers and writer have a connection each, so there must be a file.
    #[error("`sqlite:` needs the path of a file, for example `sqlite:var/lssc.db`")]
    NoFile,
}

impl FromStr for DatabaseAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() || path.starts_with(':') { Err(AddressError::NoFile) } else { Ok(Self::Sqlite(PathBuf::from(path))) };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(AddressError::Scheme)
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A server's address may hold a password.
        f.write_str(match self {
            Self::Sqlite(_) => "sqlite:..",
            Self::Postgres(_) => "postgres://..",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_picks_the_backend() {
        for (text, expected) in [
            ("sqlite:var/lssc.db", Ok(DatabaseAddress::Sqlite("var/lssc.db".into()))),
            ("sqlite:/var/lssc.db", Ok(DatabaseAddress::Sqlite("/var/lssc.db".into()))),
            ("sqlite:///var/lssc.db", Ok(DatabaseAddress::Sqlite("/var/lssc.db".into()))),
            ("postgres://a:b@c/d", Ok(DatabaseAddress::Postgres("postgres://a:b@c/d".into()))),
            ("postgresql://c/d", Ok(DatabaseAddress::Postgres("postgresql://c/d".into()))),
            ("sqlite::memory:", Err(AddressError::NoFile)),
            ("sqlite:", Err(AddressError::NoFile)),
            ("mysql://c/d", Err(AddressError::Scheme)),
            ("", Err(AddressError::Scheme)),
        ] {
            assert_eq!(text.parse(), expected, "{text}");
        }
    }
}
