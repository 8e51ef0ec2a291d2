//! The short code of a competency set at the left of a catalog card.

use shared::competencies::CompetencySet;

/// The code, in the manner of a call number.
pub const fn set_code(set: CompetencySet) -> &'static str {
    match set {
        CompetencySet::Foundations => "FND",
        CompetencySet::Communication => "COM",
        CompetencySet::Technology => "TECH",
        CompetencySet::Access => "ACC",
        CompetencySet::ReadersAdvisory => "RA",
        CompetencySet::Cataloging => "CAT",
        CompetencySet::Collections => "COLL",
        CompetencySet::Reference => "REF",
        CompetencySet::Supervision => "SUP",
        CompetencySet::Youth => "YTH",
    }
}
