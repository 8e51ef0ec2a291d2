//! The documents that everyone accepts who opens an account: what is kept of whom, and on which terms the service is
//! used. They are versioned: who accepted one, accepted that version.

use serde::{Deserialize, Serialize};

use crate::accounts::{PRIVACY_VERSION, TERMS_VERSION};
use crate::calendar::Date;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentName {
    /// What is kept of whom, for how long, and what they can do about it.
    Privacy,
    /// On which terms the service is used.
    Terms,
}

impl DocumentName {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Privacy, Self::Terms];

    /// The name on the wire and in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Privacy => "privacy",
            Self::Terms => "terms",
        }
    }

    /// The words that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Privacy => "Privacy",
            Self::Terms => "Terms of use",
        }
    }
}

impl DocumentName {
    /// The version in force: the first day on which it holds. Who accepts the document accepts this version; a new text
    /// is a new version.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Privacy => PRIVACY_VERSION,
            Self::Terms => TERMS_VERSION,
        }
    }
}

/// A document as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedDocument {
    /// Which one.
    pub name: DocumentName,
    /// Its title.
    pub title: String,
    /// Its version: what is recorded of who accepts it.
    pub version: String,
    /// The first day on which this version holds.
    pub effective_from: Date,
    /// Its parts.
    pub sections: Vec<DocumentSection>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentSection {
    /// Its heading.
    pub heading: String,
    /// What it says, in this order.
    pub blocks: Vec<DocumentBlock>,
}

/// What a part of a document is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentBlock {
    /// Running text.
    Paragraph(String),
    /// A list.
    Items(Vec<String>),
}
