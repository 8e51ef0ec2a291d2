//! The documents that everyone with an account accepts: the privacy notice and the terms. A version is named by the day
//! from which it holds; a new one asks everybody again.

use serde::{Deserialize, Serialize};

/// The version of the privacy notice that holds: the day from which it does.
pub const PRIVACY_VERSION: &str = "2026-11-27";
/// The version of the terms that holds: the day from which it does.
pub const TERMS_VERSION: &str = "2026-11-27";

/// A document that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Document {
    /// The privacy notice.
    Privacy,
    /// The terms of use.
    Terms,
}

impl Document {
    /// All, in their order.
    pub const ALL: [Self; 2] = [Self::Privacy, Self::Terms];

    /// What it is called in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Privacy => "privacy notice",
            Self::Terms => "terms of use",
        }
    }

    /// The version that holds, named by its day: `2026-11-24`.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Privacy => PRIVACY_VERSION,
            Self::Terms => TERMS_VERSION,
        }
    }

    /// Where the app shows it.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Privacy => "/privacy",
            Self::Terms => "/terms",
        }
    }
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentVersion {
    /// Which document.
    pub document: Document,
    /// Its version: the one that was shown.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, examples("2026-11-27")))]
    pub version: String,
}

/// Accepts the versions that hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptDocuments {
    /// What is accepted: each document once.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 2))]
    pub documents: Vec<DocumentVersion>,
}

/// Those whose version that holds is not among the accepted ones, in their order.
///
/// ```
/// use shared::accounts::{Document, TERMS_VERSION, documents_due};
/// let accepted = [(Document::Privacy, "2019-01-01"), (Document::Terms, TERMS_VERSION)];
/// assert_eq!(documents_due(accepted), [Document::Privacy]);
/// ```
pub fn documents_due<'a>(accepted: impl IntoIterator<Item = (Document, &'a str)>) -> Vec<Document> {
    let current: Vec<Document> =
        accepted.into_iter().filter(|(document, version)| document.version() == *version).map(|(document, _)| document).collect();
    Document::ALL.into_iter().filter(|document| !current.contains(document)).collect()
}
