//! Lines as they are sent become lines in normal form; all that is wrong with any of them is told together.

use shared::applications::MEMBER_NUMBER_CHARS_MAX;
use shared::orders::{DraftLine, ORDER_LINES_MAX, check_line};
use shared::people::NAME_CHARS_MAX;
use shared::problem::MemberError;

use crate::error::Error;
use crate::text::{email, line};

/// So many of the errors are named.
pub(super) const NAMED_MAX: usize = 100;

/// A line in normal form.
#[derive(Clone)]
pub(super) struct NewLine {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) ala_member_number: Option<String>,
    pub(super) amount_cents: u32,
}

impl std::fmt::Debug for NewLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewLine { .. }")
    }
}

/// What is wrong with lines: the first hundred errors, and how many more there are.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    named: Vec<MemberError>,
    more: usize,
}

impl Wrong {
    /// Adds what is wrong with the line at this place: named only now, for most lines are good.
    pub(super) fn add(&mut self, place: &str, errors: Vec<MemberError>) {
        for error in errors {
            if self.named.len() < NAMED_MAX {
                self.named.push(error.within(place));
            } else {
                self.more = self.more.saturating_add(1);
            }
        }
    }

    /// Goes on only where nothing was wrong.
    pub(super) fn check(mut self) -> Result<(), Error> {
        if self.more > 0 {
            let detail = format!("have {} more errors that are not named here: correct these first", self.more);
            self.named.push(MemberError::new("lines", detail));
        }
        if self.named.is_empty() { Ok(()) } else { Err(Error::Invalid(self.named)) }
    }
}

/// The lines in normal form.
pub(super) fn parsed(lines: &[DraftLine]) -> Result<Vec<NewLine>, Error> {
    must_be_few(lines.len())?;
    let mut wrong = Wrong::default();
    let mut new = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        match normal(line) {
            Ok(line) => new.push(line),
            Err(errors) => wrong.add(&format!("lines[{place}]"), errors),
        }
    }
    wrong.check()?;
    Ok(new)
}

/// Fails where an order would have more lines than it can.
pub(super) fn must_be_few(lines: usize) -> Result<(), Error> {
    if lines <= ORDER_LINES_MAX {
        return Ok(());
    }
    Err(Error::invalid("lines", format!("are {lines}: an order has at most {ORDER_LINES_MAX}; put the others on a further one")))
}

/// One line in normal form, or all that is wrong with its members.
pub(super) fn normal(sent: &DraftLine) -> Result<NewLine, Vec<MemberError>> {
    let mut errors = check_line(sent);
    let mut taken = |parsed: Result<String, MemberError>| {
        parsed.unwrap_or_else(|fault| {
            // What the rules refuse too is said once.
            if !errors.iter().any(|error| error.member == fault.member) {
                errors.push(fault);
            }
            String::new()
        })
    };
    let name = taken(line("name", &sent.name, NAME_CHARS_MAX));
    let email = taken(email("email", &sent.email));
    let number = sent.ala_member_number.as_ref().map(|number| taken(line("ala_member_number", number, MEMBER_NUMBER_CHARS_MAX)));
    if errors.is_empty() { Ok(NewLine { name, email, ala_member_number: number, amount_cents: sent.amount_cents }) } else { Err(errors) }
}
