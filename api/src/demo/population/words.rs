//! The words of the population. Given names from many places; family names are words of the book trade, so that nobody
//! takes anyone of the demonstration for a living person.

use shared::applications::LibraryKind;

use super::chance::Chance;
use crate::text::folded;

const GIVEN: [&str; 48] = [
    "Amara",
    "Aiko",
    "Anneke",
    "Asha",
    "Björn",
    "Carmen",
    "Chidi",
    "Dalia",
    "Dmitri",
    "Eilidh",
    "Elif",
    "Emeka",
    "Farah",
    "Giulia",
    "Hana",
    "Hiroshi",
    "Ines",
    "Isaac",
    "Jamal",
    "João",
    "Kalani",
    "Kofi",
    "Leilani",
    "Linh",
    "Lucía",
    "Mateo",
    "Mei",
    "Mira",
    "Naomi",
    "Nizhoni",
    "Noor",
    "Oluwaseun",
    "Owen",
    "Priya",
    "Quinn",
    "Rafael",
    "Rosa",
    "Ruth",
    "Samir",
    "Sanna",
    "Siobhán",
    "Tadeusz",
    "Tala",
    "Tomás",
    "Wren",
    "Ximena",
    "Yusuf",
    "Zoë",
];

const FAMILY: [&str; 32] = [
    "Almanack",
    "Bookbinder",
    "Broadsheet",
    "Codex",
    "Colophon",
    "Deckle",
    "Endpaper",
    "Fascicle",
    "Flyleaf",
    "Folio",
    "Foolscap",
    "Frontispiece",
    "Gazetteer",
    "Gutter",
    "Headband",
    "Imprint",
    "Inkwell",
    "Lectern",
    "Ledger",
    "Majuscule",
    "Manuscript",
    "Marbling",
    "Octavo",
    "Palimpsest",
    "Parchment",
    "Pressmark",
    "Quarto",
    "Rubric",
    "Scriptorium",
    "Shelfmark",
    "Vellum",
    "Versoleaf",
];

/// Where people of the demonstration have worked.
pub(super) const EMPLOYERS: [(&str, LibraryKind); 8] = [
    ("Demo Valley Public Library", LibraryKind::Public),
    ("Demo Harbor Public Library", LibraryKind::Public),
    ("Demo County Bookmobile", LibraryKind::Public),
    ("Demo State University Library", LibraryKind::Academic),
    ("Demo Community College Library", LibraryKind::Academic),
    ("Demo Hill Middle School", LibraryKind::School),
    ("Demo County Law Library", LibraryKind::Special),
    ("Demo Historical Society", LibraryKind::Other),
];

/// What staff ask of an applicant whose hours do not suffice.
pub(super) const QUESTION: &str = "Your hours do not add up to 1,820 yet. Did you work in other libraries in these five years, also as a volunteer? \
     Please name the library, your position, the first and the last day and the hours a week.";

/// The titles of positions.
pub(super) const POSITIONS: [&str; 14] = [
    "Branch library clerk",
    "Circulation assistant",
    "Circulation supervisor",
    "Children's room assistant",
    "Interlibrary loan technician",
    "Library page",
    "Library volunteer",
    "Bookmobile assistant",
    "Cataloging technician",
    "Reference assistant",
    "Acquisitions assistant",
    "School library aide",
    "Local history assistant",
    "Law library technician",
];

/// Why applications are refused.
pub(super) const APPLICATION_REFUSALS: [&str; 3] = [
    "The hours that your employer confirms add up to less than 1,820 in the last five years. Please apply again when they do.",
    "The position that you describe asks for a master's degree in library science; this certification is for those that do not.",
    "We could not confirm the work at the second library. Please apply again and name someone there whom we can ask.",
];

/// Why completions are refused.
pub(super) const COMPLETION_REFUSALS: [&str; 3] = [
    "The provider has no record that you finished this course. Please ask them for a certificate of completion.",
    "The attendance list shows the first two of four days. The course counts once all of it was attended.",
    "The final assignment was not handed in, the provider tells us.",
];

/// Why candidacies are extended.
pub(super) const EXTENSIONS: [&str; 3] = [
    "Parental leave for most of a year.",
    "The library was closed after a flood, and courses were cancelled.",
    "Long illness, confirmed in writing.",
];

/// Why certifications are revoked.
pub(super) const REVOCATIONS: [&str; 2] = [
    "Two certificates of completion were not issued by the providers that they name.",
    "The employer did not confirm any of the work on which the application rests.",
];

/// Why a reversal is recorded.
pub(super) const REVERSALS: [&str; 1] = ["The bank returned the check."];

/// The name and the address of someone of the many; the number is in the address, for names repeat.
pub(super) fn name_of_many(chance: &mut Chance, number: u64) -> (String, String) {
    let (given, family) = (chance.text(&GIVEN), chance.text(&FAMILY));
    (format!("{given} {family}"), address(given, family, &format!(".{number}")))
}

/// The name and the address of someone of the cast: no two have the same.
pub(super) fn name_of_cast(place: usize) -> (String, String) {
    let round = place.checked_div(GIVEN.len()).unwrap_or(0);
    let pick = |all: &[&'static str], at: usize| all.get(at.checked_rem(all.len()).unwrap_or(0)).copied().unwrap_or_default();
    let (given, family) = (pick(&GIVEN, place.saturating_mul(5)), pick(&FAMILY, place.saturating_mul(11).saturating_add(round)));
    (format!("{given} {family}"), address(given, family, ""))
}

fn address(given: &str, family: &str, number: &str) -> String {
    let plain: String = folded(given).chars().filter(char::is_ascii_alphabetic).collect();
    format!("{plain}.{}{number}@demo.example", family.to_lowercase())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_of_the_cast_have_a_name() {
        let addresses: BTreeSet<String> = (0..90).map(|place| name_of_cast(place).1).collect();
        assert_eq!(addresses.len(), 90);
        assert!(addresses.iter().all(|address| crate::text::email("email", address).as_ref() == Ok(address)), "{addresses:?}");
    }
}
