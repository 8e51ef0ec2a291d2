//! The lines of an order as they are typed: rows that come and go, what they say once they can be read, and what is wrong
//! with them otherwise. Each has an id of its own, so that an error stays with its row while others come and go.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::amount::amount_cents;
use shared::invoices::Charge;
use shared::orders::{DraftLine, Finding, ORDER_LINES_MAX, OrderLine, PriceQuote, check_line};
use shared::problem::MemberError;
use yew::prelude::*;

use crate::books::typed;
use crate::form::email;

/// What was typed in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) number: String,
    pub(super) amount: String,
}

impl From<&OrderLine> for Typed {
    fn from(line: &OrderLine) -> Self {
        Self {
            name: line.name.clone(),
            email: line.email.clone().unwrap_or_default(),
            number: line.ala_member_number.clone().unwrap_or_default(),
            amount: typed(line.amount_cents.into()),
        }
    }
}

/// A part of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    Name,
    Email,
    Number,
    Amount,
}

impl Cell {
    pub(super) const ALL: [Self; 4] = [Self::Name, Self::Email, Self::Number, Self::Amount];

    /// The member of a line that it fills.
    pub(super) const fn member(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Number => "ala_member_number",
            Self::Amount => "amount_cents",
        }
    }

    /// What stands above its column.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Email => "E-mail address",
            Self::Number => "ALA number",
            Self::Amount => "Dollars",
        }
    }

    pub(super) const fn of(self, row: &Typed) -> &String {
        match self {
            Self::Name => &row.name,
            Self::Email => &row.email,
            Self::Number => &row.number,
            Self::Amount => &row.amount,
        }
    }

    const fn of_mut(self, row: &mut Typed) -> &mut String {
        match self {
            Self::Name => &mut row.name,
            Self::Email => &mut row.email,
            Self::Number => &mut row.number,
            Self::Amount => &mut row.amount,
        }
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Tells it from the others.
    pub(super) id: u32,
    /// What stands in it.
    pub(super) typed: Typed,
    /// What the service has, and what it tells of that.
    pub(super) saved: Option<(Typed, Vec<Finding>)>,
}

impl Row {
    /// What is told of it; none where it was changed since, for it would be of something else.
    pub(super) fn findings(&self) -> Option<&[Finding]> {
        self.saved.as_ref().filter(|(saved, _)| *saved == self.typed).map(|(_, findings)| findings.as_slice())
    }

    /// Whether it holds the order up as the service has it: a row that is being mended does not go out of sight before it is saved.
    pub(super) fn holds_up(&self) -> bool {
        self.saved.as_ref().is_some_and(|(_, findings)| findings.iter().any(|finding| finding.holds_up()))
    }

    /// The line that it is, or what is wrong with it.
    fn read(&self) -> Result<DraftLine, Vec<MemberError>> {
        let text = |text: &str| text.trim().to_owned();
        let cents = amount_cents(&self.typed.amount);
        let line = DraftLine {
            name: text(&self.typed.name),
            email: text(&self.typed.email),
            ala_member_number: Some(text(&self.typed.number)).filter(|number| !number.is_empty()),
            // What cannot be read stands in as something good, so that the rest is checked all the same.
            amount_cents: cents.clone().unwrap_or(1),
        };
        let mut errors = check_line(&line);
        let address = Cell::Email.member();
        if let (Err(detail), false) = (email(&line.email), errors.iter().any(|error| error.member == address)) {
            errors.push(MemberError::new(address, detail));
        }
        errors.extend(cents.err().map(|detail| MemberError::new(Cell::Amount.member(), detail)));
        if errors.is_empty() { Ok(line) } else { Err(errors.into_iter().map(|error| error.within(&place(self.id))).collect()) }
    }
}

/// Where the errors of the row of this id stand, and the ids of its fields begin.
pub(super) fn place(id: u32) -> String {
    format!("lines[{id}]")
}

/// The prices of today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Prices {
    /// Without a membership number.
    pub(super) full: Option<u32>,
    /// With one.
    pub(super) member: Option<u32>,
}

impl Prices {
    pub(super) fn of(quotes: &[PriceQuote]) -> Self {
        let price = |charge| quotes.iter().find(|quote| quote.charge == charge).map(|quote| quote.amount_cents);
        Self { full: price(Charge::ApplicationFee), member: price(Charge::ApplicationFeeMember) }
    }

    /// As it is typed, for somebody with this membership number or without; nothing where it is not known.
    fn typed(self, number: &str) -> String {
        let cents = if number.trim().is_empty() { self.full } else { self.member };
        cents.map(|cents| typed(cents.into())).unwrap_or_default()
    }
}

/// What happens to the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Another is wanted.
    Add,
    /// The row of this id is not wanted any more.
    Remove(u32),
    /// A part of the row of this id was typed.
    Enter(u32, Cell, String),
}

/// The rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    lines: Vec<Rc<Row>>,
    next_id: u32,
    saved: usize,
    prices: Prices,
}

impl Reducible for Rows {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Add if next.lines.len() < ORDER_LINES_MAX => {
                let typed = Typed { amount: next.prices.typed(""), ..Typed::default() };
                next.lines.push(Rc::new(Row { id: next.next_id, typed, saved: None }));
                next.next_id = next.next_id.saturating_add(1);
            }
            Change::Add => {}
            Change::Remove(id) => next.lines.retain(|row| row.id != id),
            Change::Enter(id, cell, text) => {
                for row in next.lines.iter_mut().filter(|row| row.id == id) {
                    next.prices.enter(Rc::make_mut(row), cell, &text);
                }
            }
        }
        Rc::new(next)
    }
}

impl Prices {
    /// Types into a row. An amount that was the price goes with the membership number, which gives another.
    fn enter(self, row: &mut Row, cell: Cell, text: &str) {
        let was_price = row.typed.amount.trim().is_empty() || row.typed.amount == self.typed(&row.typed.number);
        text.clone_into(cell.of_mut(&mut row.typed));
        if cell == Cell::Number && was_price {
            row.typed.amount = self.typed(&row.typed.number);
        }
    }
}

impl Rows {
    /// The lines that the service has; with what was typed here and did not get there, if anything.
    pub(super) fn of(lines: &[OrderLine], unsaved: Option<Vec<Typed>>, prices: Prices) -> Self {
        let saved: Vec<(Typed, Vec<Finding>)> = lines.iter().map(|line| (Typed::from(line), line.findings.clone())).collect();
        let typed = unsaved.unwrap_or_else(|| saved.iter().map(|(typed, _)| typed.clone()).collect());
        let saved = saved.into_iter().map(Some).chain(std::iter::repeat(None));
        let rows: Vec<Rc<Row>> = (0..).zip(typed).zip(saved).map(|((id, typed), saved)| Rc::new(Row { id, typed, saved })).collect();
        Self { next_id: u32::try_from(rows.len()).unwrap_or(u32::MAX), lines: rows, saved: lines.len(), prices }
    }

    /// The rows, in their order.
    pub(super) fn rows(&self) -> &[Rc<Row>] {
        &self.lines
    }

    /// As they were typed.
    pub(super) fn typed(&self) -> Vec<Typed> {
        self.lines.iter().map(|row| row.typed.clone()).collect()
    }

    /// Whether something stands here that the service does not have.
    pub(super) fn is_changed(&self) -> bool {
        self.lines.len() != self.saved || self.lines.iter().any(|row| row.findings().is_none())
    }

    /// The sum of what can be read.
    pub(super) fn total_cents(&self) -> u64 {
        self.lines.iter().filter_map(|row| amount_cents(&row.typed.amount).ok()).fold(0, |sum, cents| sum.saturating_add(cents.into()))
    }

    /// All lines, once every row can be read.
    ///
    /// # Errors
    /// What is wrong with the rows.
    pub(super) fn read(&self) -> Result<Vec<DraftLine>, Vec<MemberError>> {
        let mut lines = Vec::new();
        let mut errors = Vec::new();
        for row in &self.lines {
            match row.read() {
                Ok(line) => lines.push(line),
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(lines) } else { Err(errors) }
    }

    /// An error of the service, which counts the lines that were sent, under the id of its row.
    pub(super) fn by_id(&self, error: &MemberError) -> MemberError {
        let found = error.member.strip_prefix("lines[").and_then(|rest| rest.split_once(']'));
        let row = found.and_then(|(index, rest)| Some((self.lines.get(index.parse::<usize>().ok()?)?, rest)));
        row.map_or_else(|| error.clone(), |(row, rest)| MemberError::new(format!("{}{rest}", place(row.id)), error.detail.clone()))
    }

    /// The place of the row whose error this is.
    pub(super) fn index_of(&self, error: &MemberError) -> Option<usize> {
        let id = error.member.strip_prefix("lines[")?.split(']').next()?.parse::<u32>().ok()?;
        self.lines.iter().position(|row| row.id == id)
    }
}

#[cfg(test)]
mod tests {
    use shared::orders::LineState;

    use super::*;

    const PRICES: Prices = Prices { full: Some(35_000), member: Some(32_500) };

    fn line(name: &str, amount_cents: u32, findings: Vec<Finding>) -> OrderLine {
        OrderLine {
            id: "00000000-0000-0000-0000-000000000000".parse().unwrap(),
            position: 1,
            name: name.to_owned(),
            email: Some(format!("{name}@demo.example")),
            ala_member_number: None,
            amount_cents,
            state: LineState::Draft,
            findings,
        }
    }

    fn after(rows: Rows, changes: Vec<Change>) -> Rc<Rows> {
        changes.into_iter().fold(Rc::new(rows), Rows::reduce)
    }

    #[test]
    fn what_is_typed_is_unsaved_until_it_is_as_it_was() {
        let rows = Rows::of(&[line("a", 35_000, vec![Finding::IsInvited])], None, PRICES);
        assert!(!rows.is_changed());
        let typed = after(rows, vec![Change::Enter(0, Cell::Name, "b".to_owned())]);
        assert!(typed.is_changed() && typed.rows()[0].findings().is_none());
        assert!(!typed.reduce(Change::Enter(0, Cell::Name, "a".to_owned())).is_changed());
    }

    #[test]
    fn a_row_that_is_being_mended_stays_in_sight_until_it_is_saved() {
        let rows = Rows::of(&[line("a", 100, vec![Finding::WrongAmount { expected_cents: 35_000 }])], None, PRICES);
        let mended = after(rows, vec![Change::Enter(0, Cell::Amount, "350.00".to_owned())]);
        assert!(mended.rows()[0].holds_up() && mended.rows()[0].findings().is_none());
    }

    #[test]
    fn the_price_goes_with_the_membership_number_and_another_amount_stays() {
        let number = |text: &str| Change::Enter(0, Cell::Number, text.to_owned());
        let added = after(Rows::of(&[], None, PRICES), vec![Change::Add]);
        assert_eq!(added.rows()[0].typed.amount, "350.00");
        let member = added.reduce(number("123"));
        assert_eq!(member.rows()[0].typed.amount, "325.00");
        let other = member.reduce(Change::Enter(0, Cell::Amount, "100".to_owned())).reduce(number(""));
        assert_eq!(other.rows()[0].typed.amount, "100");
    }

    #[test]
    fn errors_stay_with_their_row() {
        let rows = after(Rows::of(&[line("a", 35_000, vec![]), line("b", 35_000, vec![])], None, PRICES), vec![Change::Add, Change::Remove(0)]);
        let members: Vec<String> = rows.read().unwrap_err().into_iter().map(|error| error.member).collect();
        assert_eq!(members, ["lines[2].name", "lines[2].email"]);
        assert_eq!(rows.by_id(&MemberError::new("lines[0].email", "x")).member, "lines[1].email");
        assert_eq!(rows.by_id(&MemberError::new("follows", "x")).member, "follows");
        assert_eq!(rows.index_of(&MemberError::new("lines[2].email", "x")), Some(1));
    }

    #[test]
    fn what_the_service_would_refuse_is_refused_here() {
        let enter = |cell, text: &str| Change::Enter(0, cell, text.to_owned());
        for (change, member) in [
            (enter(Cell::Name, "=1+1"), "name"),
            (enter(Cell::Email, "nobody"), "email"),
            (enter(Cell::Email, ""), "email"),
            (enter(Cell::Number, "123456789012345678901"), "ala_member_number"),
            (enter(Cell::Amount, "350,00"), "amount_cents"),
        ] {
            let errors = after(Rows::of(&[line("a", 100, vec![])], None, PRICES), vec![change]).read().unwrap_err();
            assert_eq!(errors.iter().map(|error| error.member.clone()).collect::<Vec<_>>(), [format!("lines[0].{member}")]);
        }
        let read = Rows::of(&[line("a", 100, vec![])], None, PRICES).read().unwrap();
        assert_eq!((read.len(), read[0].amount_cents), (1, 100));
    }

    #[test]
    fn what_did_not_get_there_is_typed_again() {
        let unsaved = vec![Typed { name: "b".to_owned(), ..Typed::default() }, Typed::default()];
        let rows = Rows::of(&[line("a", 100, vec![])], Some(unsaved.clone()), PRICES);
        assert_eq!((rows.typed(), rows.is_changed(), rows.total_cents()), (unsaved, true, 0));
    }
}
