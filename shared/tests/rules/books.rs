//! The books over random histories: plausible ones, in which everybody obeys the rules, and nasty ones, in which anything
//! is recorded in any order, twice, and struck again. `LSSC_TEST_HISTORIES` says how many of each; 100,000 are run where
//! there is time.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::Config;
use shared::books::{Balances, House, Ledger, check_allocation, check_credit, check_refund};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, Replacement, standing_facts};
use shared::ids::{ActId, AllocationId, ApplicationId, CreditId, FactId, InvoiceId, PaymentId, PersonId, RefundId};
use shared::invoices::{Charge, InvoiceLine, PaymentMethod, invoice_records};
use uuid::Uuid;

/// How many histories.
fn histories() -> u32 {
    std::env::var("LSSC_TEST_HISTORIES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}

fn config() -> Config {
    Config { cases: histories(), failure_persistence: None, ..Config::default() }
}

/// Something that someone does, on a day; who obeys looks first whether it may be done.
#[derive(Debug, Clone)]
enum Deed {
    Issue {
        invoice: u128,
        cents: u32,
    },
    Pay {
        payment: u128,
        invoice: Option<u128>,
        cents: u32,
    },
    Credit {
        credit: u128,
        invoice: u128,
        cents: u32,
    },
    Put {
        allocation: u128,
        payment: u128,
        invoice: u128,
        cents: u32,
    },
    Take {
        allocation: u128,
        payment: u128,
        cents: u32,
    },
    Release {
        allocation: u128,
    },
    /// Of what a payment pays of itself.
    ReleaseOwn {
        payment: u128,
    },
    Refund {
        refund: u128,
        payment: u128,
        cents: u32,
    },
    Fail {
        refund: u128,
    },
    Reverse {
        payment: u128,
    },
    /// Strikes a fact, or puts it right.
    Correct {
        place: usize,
        cents: Option<u32>,
    },
}

fn cents() -> impl Strategy<Value = u32> {
    prop_oneof![4 => (0..8_u32).prop_map(|fifties| fifties * 50), 2 => 0..400_u32, 1 => Just(u32::MAX)]
}

fn deed() -> impl Strategy<Value = Deed> {
    let (invoice, payment, small) = (|| 1..4_u128, || 1..6_u128, || 1..5_u128);
    prop_oneof![
        3 => (invoice(), cents()).prop_map(|(invoice, cents)| Deed::Issue { invoice, cents }),
        5 => (payment(), proptest::option::weighted(0.8, invoice()), cents()).prop_map(|(payment, invoice, cents)| Deed::Pay { payment, invoice, cents }),
        1 => (small(), invoice(), cents()).prop_map(|(credit, invoice, cents)| Deed::Credit { credit, invoice, cents }),
        3 => (small(), payment(), invoice(), cents()).prop_map(|(allocation, payment, invoice, cents)| Deed::Put { allocation, payment, invoice, cents }),
        1 => (small(), payment(), cents()).prop_map(|(allocation, payment, cents)| Deed::Take { allocation, payment, cents }),
        1 => small().prop_map(|allocation| Deed::Release { allocation }),
        1 => payment().prop_map(|payment| Deed::ReleaseOwn { payment }),
        2 => (small(), payment(), cents()).prop_map(|(refund, payment, cents)| Deed::Refund { refund, payment, cents }),
        1 => small().prop_map(|refund| Deed::Fail { refund }),
        1 => payment().prop_map(|payment| Deed::Reverse { payment }),
        1 => (0..20_usize, proptest::option::of(cents())).prop_map(|(place, cents)| Deed::Correct { place, cents }),
    ]
}

/// What is done, and on the how manieth day.
fn deeds() -> impl Strategy<Value = Vec<(u32, Deed)>> {
    vec((0..12_u32, deed()), 0..24)
}

fn first_day() -> Date {
    Date::new(2026, 1, 1).unwrap()
}

const fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128(kind * 1_000 + number)
}

fn invoice(number: u128) -> InvoiceId {
    InvoiceId(id(1, number))
}

fn payment(number: u128) -> PaymentId {
    PaymentId(id(2, number))
}

fn allocation(number: u128) -> AllocationId {
    AllocationId(id(3, number))
}

/// The fact of a deed; of a correction, that of the facts so far.
fn body(deed: &Deed, facts: &[Fact]) -> Option<(Option<Date>, FactBody)> {
    let (method, reference, number) = (PaymentMethod::Check, None, None);
    Some((
        None,
        match *deed {
            Deed::Issue { invoice: of, cents } => FactBody::InvoiceIssued {
                invoice: invoice(of),
                application: ApplicationId(id(4, of)),
                lines: vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: cents }],
                number,
            },
            Deed::Pay { payment: of, invoice: Some(to), cents } => {
                FactBody::PaymentReceived { payment: payment(of), invoice: invoice(to), amount_cents: cents, method, reference, number }
            }
            Deed::Pay { payment: of, invoice: None, cents } => {
                FactBody::MoneyReceived { payment: payment(of), order: None, amount_cents: cents, method, reference, number }
            }
            Deed::Credit { credit, invoice: of, cents } => {
                FactBody::InvoiceCredited { credit: CreditId(id(5, credit)), invoice: invoice(of), amount_cents: cents }
            }
            Deed::Put { allocation: of, payment: from, invoice: to, cents } => {
                FactBody::PaymentAllocated { allocation: allocation(of), payment: payment(from), invoice: invoice(to), amount_cents: cents }
            }
            Deed::Take { allocation: of, payment: from, cents } => {
                FactBody::MoneyTaken { allocation: allocation(of), payment: payment(from), amount_cents: cents }
            }
            Deed::Release { allocation: of } => FactBody::AllocationReleased { allocation: allocation(of) },
            Deed::ReleaseOwn { payment: of } => FactBody::AllocationReleased { allocation: AllocationId(payment(of).0) },
            Deed::Refund { refund, payment: of, cents } => {
                FactBody::PaymentRefunded { refund: RefundId(id(6, refund)), payment: payment(of), amount_cents: cents, reference: None }
            }
            Deed::Fail { refund } => FactBody::RefundFailed { refund: RefundId(id(6, refund)) },
            Deed::Reverse { payment: of } => FactBody::PaymentReversed { payment: payment(of) },
            Deed::Correct { place, cents } => {
                let wrong = facts.get(place).filter(|fact| !matches!(fact.body, FactBody::FactCorrected { .. }))?;
                let mut body = wrong.body.clone();
                let replacement = match (&mut body, cents) {
                    (_, None) => None,
                    (
                        FactBody::PaymentReceived { amount_cents, .. }
                        | FactBody::PaymentRefunded { amount_cents, .. }
                        | FactBody::InvoiceCredited { amount_cents, .. },
                        Some(cents),
                    ) => {
                        *amount_cents = cents;
                        Some(Replacement { on: wrong.on, body: Box::new(body) })
                    }
                    _ => return None,
                };
                return Some((Some(wrong.on), FactBody::FactCorrected { corrected: wrong.id, replacement }));
            }
        },
    ))
}

fn fact(place: usize, on: Date, person: Option<PersonId>, body: FactBody) -> Fact {
    let number = u128::try_from(place).unwrap();
    let recorded_at = DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(place).unwrap());
    Fact { id: FactId(Uuid::from_u128(number + 1)), act: ActId(Uuid::nil()), person, on, recorded_at, body }
}

/// Everything as it comes, whether it may be done or not.
fn nasty(deeds: &[(u32, Deed)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (days, deed) in deeds {
        if let Some((on, body)) = body(deed, &facts) {
            facts.push(fact(facts.len(), on.unwrap_or_else(|| first_day().days_later(*days)), None, body));
        }
    }
    facts
}

fn last_day() -> Date {
    first_day().days_later(40)
}

/// What holds whatever was recorded.
fn holds(ledger: &Ledger, balances: &Balances) -> Result<(), TestCaseError> {
    for payment in &balances.payments {
        let accounted = payment.allocated_cents + payment.returned_cents + payment.unallocated_cents;
        prop_assert_eq!(payment.received_cents, accounted, "every cent received is allocated, gone back or unallocated: {:?}", payment);
        let pays = balances.allocations.iter().filter(|paid| paid.payment == payment.payment).map(|paid| paid.amount_cents).sum::<u64>();
        prop_assert_eq!(payment.allocated_cents, pays);
    }
    for invoice in &balances.invoices {
        let accounted = invoice.credited_cents + invoice.allocated_cents + invoice.owed_cents;
        prop_assert_eq!(invoice.total_cents, accounted, "no invoice is over-allocated: {:?}", invoice);
        let paid = balances.allocations.iter().filter(|paid| paid.invoice == Some(invoice.invoice)).map(|paid| paid.amount_cents).sum::<u64>();
        prop_assert_eq!(invoice.allocated_cents, paid);
    }
    // What asks for money that is not there is told, and nothing else of the kind.
    let told = |allocation| balances.wrong.iter().any(|wrong| wrong.to_string().contains(&format!("Allocation {allocation}")));
    for put in ledger.allocations() {
        if let Some(paid) = balances.allocations.iter().find(|paid| paid.allocation == put.allocation) {
            prop_assert_eq!(paid.amount_cents < u64::from(put.amount_cents), told(put.allocation));
        }
    }
    let totals = balances.totals();
    prop_assert_eq!(totals.received_cents, totals.allocated_cents + totals.returned_cents + totals.unallocated_cents);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_cent_is_accounted_for_whatever_was_recorded(deeds in deeds(), seed in any::<u64>()) {
        let facts = nasty(&deeds);
        let standing = standing_facts(&facts, last_day());
        let ledger = Ledger::of(&standing);
        let days = ledger.days();
        let records = invoice_records(&standing);
        for day in days.iter().copied().chain([first_day(), last_day()]) {
            let balances = ledger.balances(day);
            holds(&ledger, &balances)?;
            for record in &records {
                let Some(balance) = balances.invoice(record.invoice) else { continue };
                // An invoice that is in the books twice has two records, and one account.
                if u64::from(record.total_cents()) != balance.total_cents { continue }
                let found = (record.credited_cents(day), record.allocated_cents(day), record.owed_cents(day), record.overpaid_cents(day));
                let said = (balance.credited_cents, balance.allocated_cents, balance.owed_cents, balance.over_cents);
                let said = [said.0, said.1, said.2, said.3].map(|cents| u32::try_from(cents).unwrap_or(u32::MAX));
                prop_assert_eq!([found.0, found.1, found.2, found.3], said, "an invoice says what the books say");
            }
        }
        // Without a new fact nothing changes.
        for day in 0..20 {
            let day = first_day().days_later(day);
            let before = days.iter().rev().find(|changed| **changed <= day).copied();
            if let Some(before) = before {
                prop_assert_eq!(ledger.balances(day), ledger.balances(before));
            }
        }
        // The order of the facts does not matter.
        let mut shuffled = facts.clone();
        let mut state = seed | 1;
        shuffled.sort_by_cached_key(|_| { state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1); state >> 33 });
        let other = Ledger::of(&standing_facts(&shuffled, last_day()));
        prop_assert_eq!(&other, &ledger);
        prop_assert_eq!(other.findings(last_day()), ledger.findings(last_day()));
    }

    #[test]
    fn the_books_of_who_obeys_the_rules_add_up(deeds in deeds()) {
        let house = obedient(&deeds);
        let report = house.report();
        prop_assert_eq!(report.found, vec![]);
        let totals = report.totals;
        prop_assert_eq!(totals.charged_cents, totals.credited_cents + totals.owed_cents + totals.allocated_cents);
        prop_assert_eq!(totals.received_cents, totals.allocated_cents + totals.returned_cents + totals.unallocated_cents);
    }
}

/// Whose invoice it is: the third is somebody else's than the first two. Money without an invoice is nobody's.
fn owner(invoice: Option<u128>) -> Option<PersonId> {
    invoice.map(|number| PersonId(id(7, u128::from(number == 3))))
}

/// The books of several people in which only that is recorded which the rules allow, one deed a day.
#[derive(Default)]
struct Books {
    facts: Vec<Fact>,
    /// For which invoice each payment came.
    came_for: BTreeMap<u128, Option<u128>>,
}

impl Books {
    fn of(&self, person: Option<PersonId>) -> Vec<Fact> {
        self.facts.iter().filter(|fact| fact.person == person).cloned().collect()
    }

    fn ledger(&self, person: Option<PersonId>) -> Ledger {
        Ledger::of(&standing_facts(&self.of(person), last_day()))
    }

    fn record(&mut self, on: Date, person: Option<PersonId>, body: FactBody) {
        self.facts.push(fact(self.facts.len(), on, person, body));
    }

    /// Takes back what was put of a payment, as long as more was put than it has.
    fn release_what_has_no_money(&mut self, on: Date, owner: Option<PersonId>, of: PaymentId) {
        loop {
            let ledger = self.ledger(owner);
            let put: u64 = ledger.put_of(of, on).map(|put| u64::from(put.amount_cents)).sum();
            let has = ledger.balances(on).payment(of).map_or(0, |balance| balance.received_cents - balance.returned_cents);
            let Some(last) = ledger.put_of(of, on).last().copied().filter(|_| has < put) else { return };
            self.release(on, last.allocation);
        }
    }

    /// Takes it back on all sides on which it stands.
    fn release(&mut self, on: Date, allocation: AllocationId) {
        let mut sides: Vec<Option<PersonId>> = Vec::new();
        for fact in &self.facts {
            let is_of_it = match fact.body {
                FactBody::PaymentAllocated { allocation: of, .. } | FactBody::MoneyTaken { allocation: of, .. } => of == allocation,
                FactBody::PaymentReceived { payment, .. } => payment.0 == allocation.0,
                _ => false,
            };
            if is_of_it && !sides.contains(&fact.person) {
                sides.push(fact.person);
            }
        }
        for side in sides {
            self.record(on, side, FactBody::AllocationReleased { allocation });
        }
    }
}

fn obedient(deeds: &[(u32, Deed)]) -> House {
    let mut books = Books::default();
    for (day, (_, deed)) in (0..).zip(deeds) {
        obey(&mut books, first_day().days_later(day), deed);
    }
    let mut house = House::default();
    for person in [None, owner(Some(1)), owner(Some(3))] {
        house.add(person, &books.ledger(person), last_day());
    }
    house
}

fn obey(books: &mut Books, on: Date, deed: &Deed) {
    let Some((corrected_on, said)) = body(deed, &books.facts) else { return };
    let whose = |books: &Books, payment: u128| books.came_for.get(&payment).copied().map(owner);
    match *deed {
        Deed::Issue { invoice: of, .. } => {
            if books.ledger(owner(Some(of))).balances(on).invoice(invoice(of)).is_none() {
                books.record(on, owner(Some(of)), said);
            }
        }
        Deed::Pay { payment: of, invoice: to, .. } => {
            let is_there = to.is_none_or(|to| books.ledger(owner(Some(to))).balances(on).invoice(invoice(to)).is_some());
            if is_there && !books.came_for.contains_key(&of) {
                books.came_for.insert(of, to);
                books.record(on, owner(to), said);
            }
        }
        Deed::Credit { credit, invoice: of, cents } => {
            let is_new =
                !books.facts.iter().any(|fact| matches!(fact.body, FactBody::InvoiceCredited { credit: other, .. } if other.0 == id(5, credit)));
            if is_new && check_credit(cents, books.ledger(owner(Some(of))).creditable_cents(invoice(of), on)).is_none() {
                books.record(on, owner(Some(of)), said);
            }
        }
        Deed::Put { allocation: of, payment: from, invoice: to, cents } => {
            let Some(payer) = whose(books, from) else { return };
            let is_new =
                !books.facts.iter().any(|fact| matches!(fact.body, FactBody::PaymentAllocated { allocation: other, .. } if other == allocation(of)));
            let left = books.ledger(payer).balances(on).payment(payment(from)).map_or(0, |balance| balance.unallocated_cents);
            let owed = books.ledger(owner(Some(to))).balances(on).invoice(invoice(to)).map_or(0, |balance| balance.owed_cents);
            if is_new && check_allocation(cents, left, owed).is_none() {
                books.record(on, owner(Some(to)), said);
                if payer != owner(Some(to)) {
                    books.record(on, payer, FactBody::MoneyTaken { allocation: allocation(of), payment: payment(from), amount_cents: cents });
                }
            }
        }
        Deed::Release { allocation: of } => {
            let stands = |person| books.ledger(person).allocations().iter().any(|put| put.allocation == allocation(of) && put.released_on.is_none());
            if [None, owner(Some(1)), owner(Some(3))].into_iter().any(stands) {
                books.release(on, allocation(of));
            }
        }
        Deed::ReleaseOwn { payment: of } => {
            let is_there = whose(books, of).is_some_and(|payer| books.ledger(payer).balances(on).payment(payment(of)).is_some());
            if is_there && books.came_for.get(&of).copied().flatten().is_some() {
                books.release(on, AllocationId(payment(of).0));
            }
        }
        Deed::Refund { refund, payment: of, cents } => {
            let Some(payer) = whose(books, of) else { return };
            let is_new =
                !books.facts.iter().any(|fact| matches!(fact.body, FactBody::PaymentRefunded { refund: other, .. } if other.0 == id(6, refund)));
            // Nothing goes back of money that is struck: it never came.
            let balances = books.ledger(payer).balances(on);
            let Some(has) = balances.payment(payment(of)).map(|balance| balance.received_cents - balance.returned_cents) else { return };
            // By staff from what is unallocated; a bank takes for a dispute what it wants, of what there is.
            let by_staff = check_refund(cents, books.ledger(payer).refundable_cents(payment(of), on, |_| false)).is_none();
            if is_new && (by_staff || (refund % 2 == 0 && 0 < cents && u64::from(cents) <= has)) {
                books.record(on, payer, said);
                books.release_what_has_no_money(on, payer, payment(of));
            }
        }
        Deed::Fail { refund } => {
            let made = books.facts.iter().find_map(|fact| match fact.body {
                FactBody::PaymentRefunded { refund: other, .. } if other.0 == id(6, refund) => Some(fact.person),
                _ => None,
            });
            let reversed = |books: &Books, person: Option<PersonId>| {
                let ledger = books.ledger(person);
                ledger
                    .payments()
                    .iter()
                    .any(|received| received.reversed_on.is_some() && received.refunds.iter().any(|other| other.refund.0 == id(6, refund)))
            };
            let stands = |books: &Books, person: Option<PersonId>| {
                books.ledger(person).payments().iter().flat_map(|received| &received.refunds).any(|other| other.refund.0 == id(6, refund))
            };
            if let Some(person) = made.filter(|person| stands(books, *person) && !reversed(books, *person)) {
                books.record(on, person, said);
            }
        }
        Deed::Reverse { payment: of } => {
            let Some(payer) = whose(books, of) else { return };
            let returned = books.ledger(payer).balances(on).payment(payment(of)).map_or(1, |balance| balance.returned_cents);
            if returned == 0 {
                books.record(on, payer, said);
                books.release_what_has_no_money(on, payer, payment(of));
            }
        }
        Deed::Correct { place, .. } => {
            let (wrong, on) = (books.facts[place].clone(), corrected_on.unwrap_or(on));
            let is_kept = matches!(wrong.body, FactBody::PaymentAllocated { .. } | FactBody::MoneyTaken { .. } | FactBody::AllocationReleased { .. });
            let strikes_invoice = matches!((&wrong.body, &said), (FactBody::InvoiceIssued { .. }, FactBody::FactCorrected { replacement: None, .. }));
            let correction = fact(books.facts.len(), on, wrong.person, said);
            if !is_kept && !strikes_invoice && shared::people::books_refusal(&books.of(wrong.person), &correction, last_day()).is_none() {
                books.facts.push(correction);
            }
        }
        // The other side of what is put goes with it.
        Deed::Take { .. } => {}
    }
}
