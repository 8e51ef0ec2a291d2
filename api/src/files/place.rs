//! Where files are said to lie: `folder:PATH`, or `s3://bucket/prefix` with its endpoint and keys beside it.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;
use url::Url;

use crate::db::DatabaseAddress;

/// Where files lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilesPlace {
    /// In this folder.
    Folder(PathBuf),
    /// In a bucket of S3, or of what speaks like it.
    S3(S3Place),
}

/// A bucket.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Place {
    /// Its name.
    pub bucket: String,
    /// Before the names of files; empty where the bucket is theirs alone.
    pub prefix: String,
    /// Where the store is; Amazon's own where nothing is said.
    pub endpoint: Option<Url>,
    /// Its region.
    pub region: String,
    /// The name of the key.
    pub access_key_id: String,
    /// The key.
    pub secret_access_key: String,
}

impl fmt::Debug for S3Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Place").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// What is written of a bucket beside its address: `LSSC_S3_...`.
#[derive(Clone, Default, Deserialize)]
pub struct S3Written {
    /// `LSSC_S3_ENDPOINT`.
    pub s3_endpoint: Option<String>,
    /// `LSSC_S3_REGION`.
    pub s3_region: Option<String>,
    /// `LSSC_S3_ACCESS_KEY_ID`.
    pub s3_access_key_id: Option<String>,
    /// `LSSC_S3_SECRET_ACCESS_KEY`.
    pub s3_secret_access_key: Option<String>,
}

impl fmt::Debug for S3Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("S3Written { .. }")
    }
}

/// Why there is no place for files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Another scheme, or no bucket.
    #[error("it is `folder:PATH` or `s3://BUCKET/PREFIX`")]
    Place,
    /// A bucket without its key.
    #[error("a bucket needs `LSSC_S3_ACCESS_KEY_ID` and `LSSC_S3_SECRET_ACCESS_KEY`: set both")]
    Key,
    /// The endpoint is no address.
    #[error("`LSSC_S3_ENDPOINT` is an http or https address, such as `https://s3.library.example`")]
    Endpoint,
}

impl FilesPlace {
    /// Beside a database that is a file; a server of databases has no such place.
    pub fn beside(database: &DatabaseAddress) -> Option<Self> {
        match database {
            DatabaseAddress::Sqlite(path) => Some(Self::Folder(path.with_file_name("files"))),
            DatabaseAddress::Postgres(_) => None,
        }
    }

    /// The place that is written.
    ///
    /// # Errors
    /// [`PlaceError`], which says what to set; never what was written, which may hold a key.
    pub fn parse(place: &str, written: S3Written) -> Result<Self, PlaceError> {
        if let Some(folder) = place.strip_prefix("folder:").filter(|folder| !folder.is_empty()) {
            return Ok(Self::Folder(PathBuf::from(folder)));
        }
        let (bucket, prefix) = match place.strip_prefix("s3://").ok_or(PlaceError::Place)? {
            rest if rest.contains(['@', '?', '#']) => return Err(PlaceError::Place),
            rest => rest.split_once('/').unwrap_or((rest, "")),
        };
        if bucket.is_empty() {
            return Err(PlaceError::Place);
        }
        let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (Some(access_key_id), Some(secret_access_key)) = (given(written.s3_access_key_id), given(written.s3_secret_access_key)) else {
            return Err(PlaceError::Key);
        };
        Ok(Self::S3(S3Place {
            bucket: bucket.to_owned(),
            prefix: prefix.trim_matches('/').to_owned(),
            endpoint: given(written.s3_endpoint).map(|endpoint| parse_endpoint(&endpoint)).transpose()?,
            region: given(written.s3_region).unwrap_or_else(|| "us-east-1".to_owned()),
            access_key_id,
            secret_access_key,
        }))
    }
}

fn parse_endpoint(text: &str) -> Result<Url, PlaceError> {
    let url: Url = text.parse().map_err(|_| PlaceError::Endpoint)?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() { Ok(url) } else { Err(PlaceError::Endpoint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> S3Written {
        let text = |text: &str| Some(text.to_owned());
        S3Written { s3_access_key_id: text("canary-id"), s3_secret_access_key: text("canary-key"), ..S3Written::default() }
    }

    #[test]
    fn a_place_is_a_folder_or_a_bucket_with_its_key() {
        assert_eq!(FilesPlace::parse("folder:var/files", S3Written::default()), Ok(FilesPlace::Folder("var/files".into())));
        let Ok(FilesPlace::S3(place)) = FilesPlace::parse("s3://lssc/evidence/", keys()) else { panic!("no bucket") };
        assert_eq!((place.bucket.as_str(), place.prefix.as_str(), place.region.as_str()), ("lssc", "evidence", "us-east-1"));
        assert!(!format!("{place:?}").contains("canary"));
        for (place, written, error) in [
            ("folder:", keys(), PlaceError::Place),
            ("var/files", keys(), PlaceError::Place),
            ("s3://", keys(), PlaceError::Place),
            ("s3://id:key@lssc", keys(), PlaceError::Place),
            ("s3://lssc", S3Written::default(), PlaceError::Key),
            ("s3://lssc", S3Written { s3_secret_access_key: Some(" ".to_owned()), ..keys() }, PlaceError::Key),
            ("s3://lssc", S3Written { s3_endpoint: Some("objects:7070".to_owned()), ..keys() }, PlaceError::Endpoint),
        ] {
            assert_eq!(FilesPlace::parse(place, written), Err(error), "{place}");
        }
    }

    #[test]
    fn a_database_that_is_a_file_has_its_files_beside_it() {
        let beside = |address: &str| FilesPlace::beside(&address.parse().unwrap());
        assert_eq!(beside("sqlite:var/lssc.db"), Some(FilesPlace::Folder("var/files".into())));
        assert_eq!(beside("postgres://localhost/lssc"), None);
    }
}
