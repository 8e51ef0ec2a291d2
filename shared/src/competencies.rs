//! The ten competency sets (FAQ 9): their codes, titles and order. Which of them are required is policy, not a
//! property of the set. Their statements are data (`shared/data/competency-sets.json`).

use std::fmt;

use serde::{Deserialize, Serialize};

/// One of the ten competency sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum CompetencySet {
    /// Foundations of Library Services.
    Foundations,
    /// Communication and Teamwork.
    Communication,
    /// Technology.
    Technology,
    /// Access Services.
    Access,
    /// Adult Readers' Advisory Services.
    ReadersAdvisory,
    /// Cataloging and Classification.
    Cataloging,
    /// Collection Management.
    Collections,
    /// Reference and Information Services.
    Reference,
    /// Supervision and Management.
    Supervision,
    /// Youth Services.
    Youth,
}

impl CompetencySet {
    /// All ten, in the programme's order.
    pub const ALL: [Self; 10] = [
        Self::Foundations,
        Self::Communication,
        Self::Technology,
        Self::Access,
        Self::ReadersAdvisory,
        Self::Cataloging,
        Self::Collections,
        Self::Reference,
        Self::Supervision,
        Self::Youth,
    ];

    /// The code that stands in data and addresses, for example `readers-advisory`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Foundations => "foundations",
            Self::Communication => "communication",
            Self::Technology => "technology",
            Self::Access => "access",
            Self::ReadersAdvisory => "readers-advisory",
            Self::Cataloging => "cataloging",
            Self::Collections => "collections",
            Self::Reference => "reference",
            Self::Supervision => "supervision",
            Self::Youth => "youth",
        }
    }

    /// The title that people read.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Foundations => "Foundations of Library Services",
            Self::Communication => "Communication and Teamwork",
            Self::Technology => "Technology",
            Self::Access => "Access Services",
            Self::ReadersAdvisory => "Adult Readers' Advisory Services",
            Self::Cataloging => "Cataloging and Classification",
            Self::Collections => "Collection Management",
            Self::Reference => "Reference and Information Services",
            Self::Supervision => "Supervision and Management",
            Self::Youth => "Youth Services",
        }
    }

    /// The place of this set in [`Self::ALL`], from 0.
    pub const fn position(self) -> usize {
        match self {
            Self::Foundations => 0,
            Self::Communication => 1,
            Self::Technology => 2,
            Self::Access => 3,
            Self::ReadersAdvisory => 4,
            Self::Cataloging => 5,
            Self::Collections => 6,
            Self::Reference => 7,
            Self::Supervision => 8,
            Self::Youth => 9,
        }
    }

    /// The set with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.code() == code)
    }
}

/// The sets with their statements, as they are published (Q9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetencyFramework {
    /// What it is called.
    pub framework: String,
    /// What to know when reading it.
    pub note: String,
    /// Which edition of the statements this is.
    pub edition: String,
    /// The ten sets, in the programme's order.
    pub sets: Vec<PublishedSet>,
}

/// One set with its statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishedSet {
    /// The set.
    pub code: CompetencySet,
    /// Its title.
    pub title: String,
    /// Whether everyone needs it, by the policy in force on the day.
    pub required: bool,
    /// What it is about, in a sentence.
    pub summary: String,
    /// What somebody who has achieved it knows and can do.
    pub statements: Vec<CompetencyStatement>,
}

/// One statement of a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetencyStatement {
    /// Its code: the set's, a point and a number, for example `technology.3`.
    pub code: String,
    /// What it says.
    pub text: String,
}

impl fmt::Display for CompetencySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_position_and_wire_name_agree() {
        for (position, set) in CompetencySet::ALL.into_iter().enumerate() {
            assert_eq!(set.position(), position);
            assert_eq!(CompetencySet::from_code(set.code()), Some(set));
            assert_eq!(serde_json::to_string(&set).unwrap(), format!("\"{set}\""));
        }
    }

    #[test]
    fn the_published_data_holds_the_same_sets() {
        let data: CompetencyFramework = serde_json::from_str(include_str!("../data/competency-sets.json")).unwrap();
        let published: Vec<_> = data.sets.iter().map(|set| (set.code, set.title.as_str())).collect();
        assert_eq!(published, CompetencySet::ALL.map(|set| (set, set.title())));
        for set in &data.sets {
            assert!(!set.statements.is_empty() && !set.summary.is_empty(), "{}", set.code);
            for (place, statement) in set.statements.iter().enumerate() {
                assert_eq!(statement.code, format!("{}.{}", set.code, place + 1));
            }
        }
    }
}
