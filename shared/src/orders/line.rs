//! The lines of an order: what each must hold, and what is told of each before the order is issued.

use serde::{Deserialize, Serialize};

use crate::accounts::EMAIL_CHARS_MAX;
use crate::applications::MEMBER_NUMBER_CHARS_MAX;
use crate::invoices::{InvoiceLine, application_lines};
use crate::people::NAME_CHARS_MAX;
use crate::policies::Policy;
use crate::problem::MemberError;
use crate::text::{self, Lines};

/// A person for whom is to be paid.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DraftLine {
    /// The person's name.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200, examples("Demo Shelver")))]
    pub name: String,
    /// The person's address, with which they apply.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 254, examples("shelver@demo.example")))]
    pub email: String,
    /// The ALA membership number; null without one. It is the person's own, and gives the members' price.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, examples("1234567")))]
    pub ala_member_number: Option<String>,
    /// How much, in US cents: the application fee, or what is owed where they have applied.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, examples(32500)))]
    pub amount_cents: u32,
}

impl std::fmt::Debug for DraftLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DraftLine { .. }")
    }
}

/// What is wrong with the members of a line by themselves. Empty for a good one.
pub fn check_line(line: &DraftLine) -> Vec<MemberError> {
    let mut errors: Vec<MemberError> = text::check("name", &line.name, NAME_CHARS_MAX, Lines::One).into_iter().collect();
    errors.extend(text::check("email", &line.email, EMAIL_CHARS_MAX, Lines::One));
    if let Some(number) = &line.ala_member_number {
        errors.extend(text::check("ala_member_number", number, MEMBER_NUMBER_CHARS_MAX, Lines::One));
    }
    for (name, cell) in [("name", Some(&line.name)), ("ala_member_number", line.ala_member_number.as_ref())] {
        if cell.is_some_and(|cell| cell.trim_start().starts_with(['=', '+', '-', '@'])) {
            errors.push(MemberError::new(name, "begins like a formula of a spreadsheet: write the text itself"));
        }
    }
    if line.amount_cents == 0 {
        errors.push(MemberError::new("amount_cents", "is 0: name what is to be paid"));
    }
    errors
}

/// The charge that a line pays, at this policy's prices: that of an application with or without a membership number.
pub fn expected_charge(policy: &Policy, is_member: bool) -> Option<InvoiceLine> {
    application_lines(policy, is_member).first().copied()
}

/// What is told of a line before its order is issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "finding")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Finding {
    /// The same address stands on an earlier line. It holds the order up.
    Double {
        /// The earlier line, counted from 1.
        of: u32,
    },
    /// The amount is not what is to be paid. It holds the order up.
    WrongAmount {
        /// What is to be paid, in US cents.
        expected_cents: u32,
    },
    /// The person was admitted to the programme already; nothing is to be paid. It holds the order up.
    AlreadyAdmitted,
    /// The person's application is paid already. It holds the order up.
    AlreadyPaid,
    /// Another order that was issued pays for this address. It holds the order up.
    OrderedAlready,
    /// The person's last application was refused; this pays for another one, to which they are invited.
    WasRefused,
    /// The account under this address has another name: look whether it is the right person.
    OtherName,
    /// The person has applied; this pays that application's invoice.
    HasApplied,
    /// The person has not applied, and is invited to.
    IsInvited,
}

impl Finding {
    /// Whether an order with such a line cannot be issued.
    pub const fn holds_up(self) -> bool {
        matches!(self, Self::Double { .. } | Self::WrongAmount { .. } | Self::AlreadyAdmitted | Self::AlreadyPaid | Self::OrderedAlready)
    }
}

/// What is known of who has a line's address. The default is somebody who is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is looked up by itself, and any of them may hold")]
pub struct LineFacts {
    /// The account's name is another one.
    pub has_other_name: bool,
    /// They were admitted, and are still in the programme.
    pub is_admitted: bool,
    /// What is owed for an open application, in US cents; 0 of one that is paid. None where there is none.
    pub owed_cents: Option<u32>,
    /// Their last application was refused.
    pub was_refused: bool,
    /// Another order that was issued has this address, on a line that is neither credited nor paid out.
    pub is_ordered: bool,
}

impl LineFacts {
    /// Whether no line pays anything for them: they are in the programme, or their application is paid.
    pub const fn has_nothing_to_pay(self) -> bool {
        self.is_admitted || matches!(self.owed_cents, Some(0))
    }
}

/// What a line pays, and at which price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinePrice {
    /// How much, in US cents.
    pub amount_cents: u32,
    /// Whether it names a membership number.
    pub is_member: bool,
}

/// What is told of a line, those that hold the order up first. `double_of` is an earlier line with the same address, from 1.
pub fn findings(line: LinePrice, double_of: Option<u32>, known: LineFacts, policy: &Policy) -> Vec<Finding> {
    let price_cents = known.owed_cents.or_else(|| expected_charge(policy, line.is_member).map(|charge| charge.amount_cents));
    let expected_cents = price_cents.filter(|price| !known.has_nothing_to_pay() && *price != line.amount_cents);
    let mut found: Vec<Finding> = double_of.map(|of| Finding::Double { of }).into_iter().collect();
    found.extend(expected_cents.map(|expected_cents| Finding::WrongAmount { expected_cents }));
    for (holds, finding) in [
        (known.is_admitted, Finding::AlreadyAdmitted),
        (known.owed_cents == Some(0) && !known.is_admitted, Finding::AlreadyPaid),
        (known.is_ordered, Finding::OrderedAlready),
        (known.was_refused && known.owed_cents.is_none() && !known.is_admitted, Finding::WasRefused),
        (known.has_other_name, Finding::OtherName),
        (known.owed_cents.is_some_and(|owed| 0 < owed) && !known.is_admitted, Finding::HasApplied),
        (known.owed_cents.is_none() && !known.is_admitted, Finding::IsInvited),
    ] {
        found.extend(holds.then_some(finding));
    }
    found
}

/// For each line the earlier one with the same address, from 1; none of the first. `keys` are the addresses as they are told
/// apart.
pub fn doubles<'k>(keys: impl IntoIterator<Item = &'k str>) -> Vec<Option<u32>> {
    let mut first = std::collections::HashMap::new();
    let mut found = Vec::new();
    for (place, key) in (1_u32..).zip(keys) {
        let of = *first.entry(key).or_insert(place);
        found.push((of != place).then_some(of));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policies::Policies;

    fn line(amount_cents: u32, number: Option<&str>) -> DraftLine {
        DraftLine {
            name: "Demo Shelver".to_owned(),
            email: "shelver@demo.example".to_owned(),
            ala_member_number: number.map(str::to_owned),
            amount_cents,
        }
    }

    fn of(amount_cents: u32, is_member: bool) -> LinePrice {
        LinePrice { amount_cents, is_member }
    }

    #[test]
    fn a_line_is_told_what_is_known_of_its_person() {
        let unknown = LineFacts::default();
        let policies = Policies::built_in();
        let policy = policies.in_force_on("2026-06-01".parse().unwrap());
        for (price, known, expected) in [
            (of(35_000, false), unknown, vec![Finding::IsInvited]),
            (of(32_500, true), unknown, vec![Finding::IsInvited]),
            (of(32_500, false), unknown, vec![Finding::WrongAmount { expected_cents: 35_000 }, Finding::IsInvited]),
            (of(35_000, true), unknown, vec![Finding::WrongAmount { expected_cents: 32_500 }, Finding::IsInvited]),
            (of(35_000, false), LineFacts { is_admitted: true, owed_cents: Some(0), ..unknown }, vec![Finding::AlreadyAdmitted]),
            (of(35_000, false), LineFacts { owed_cents: Some(0), ..unknown }, vec![Finding::AlreadyPaid]),
            // What is owed is what the invoice says, at the price at which it was issued and less what came for it.
            (of(10_000, false), LineFacts { owed_cents: Some(10_000), ..unknown }, vec![Finding::HasApplied]),
            (
                of(35_000, false),
                LineFacts { owed_cents: Some(32_500), has_other_name: true, ..unknown },
                vec![Finding::WrongAmount { expected_cents: 32_500 }, Finding::OtherName, Finding::HasApplied],
            ),
            (of(35_000, false), LineFacts { was_refused: true, ..unknown }, vec![Finding::WasRefused, Finding::IsInvited]),
            (of(35_000, false), LineFacts { was_refused: true, owed_cents: Some(35_000), ..unknown }, vec![Finding::HasApplied]),
            (of(35_000, false), LineFacts { is_ordered: true, ..unknown }, vec![Finding::OrderedAlready, Finding::IsInvited]),
        ] {
            assert_eq!(findings(price, None, known, policy), expected, "{known:?}");
        }
        assert_eq!(findings(of(35_000, false), Some(1), unknown, policy), [Finding::Double { of: 1 }, Finding::IsInvited]);
    }

    #[test]
    fn who_is_admitted_or_has_paid_has_nothing_to_pay() {
        let unknown = LineFacts::default();
        for (known, expected) in [
            (unknown, false),
            (LineFacts { was_refused: true, ..unknown }, false),
            (LineFacts { is_ordered: true, ..unknown }, false),
            (LineFacts { owed_cents: Some(1), ..unknown }, false),
            (LineFacts { owed_cents: Some(0), ..unknown }, true),
            (LineFacts { is_admitted: true, ..unknown }, true),
        ] {
            assert_eq!(known.has_nothing_to_pay(), expected, "{known:?}");
        }
    }

    #[test]
    fn the_second_of_an_address_is_a_double_of_the_first() {
        assert_eq!(doubles(["a", "b", "a", "c", "a"]), [None, None, Some(1), None, Some(1)]);
    }

    #[test]
    fn a_line_is_refused_by_itself() {
        for (bad, member) in [
            (DraftLine { name: " ".to_owned(), ..line(1, None) }, "name"),
            (DraftLine { name: "=HYPERLINK(1)".to_owned(), ..line(1, None) }, "name"),
            (DraftLine { email: String::new(), ..line(1, None) }, "email"),
            (line(1, Some("123456789012345678901")), "ala_member_number"),
            (line(1, Some("@1")), "ala_member_number"),
            (line(0, None), "amount_cents"),
        ] {
            let errors = check_line(&bad);
            assert_eq!(errors.iter().map(|error| error.member.as_str()).collect::<Vec<_>>(), [member]);
        }
        assert!(check_line(&line(35_000, Some("1234567"))).is_empty());
    }
}
