//! Payments as the books have them: which facts to ask, and what has become of the money.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use diesel::prelude::*;
use shared::applications::{ApplicationState, application_records};
use shared::books::{Allocated, DocumentNumber, Ledger};
use shared::calendar::Date;
use shared::facts::{Fact, FactBody, KnownFact, standing_facts};
use shared::ids::{ActId, AllocationId, FactId, InvoiceId, OrderId, PaymentId, PersonId, RefundId};
use shared::invoices::PaymentMethod;

use super::orders::{self, Order, OrderState};
use crate::applications::facts_of_applicants;
use crate::db::schema::matters;
use crate::db::{DbConnection, StoreError, text};
use crate::record::{facts_about, facts_about_all, facts_after, facts_of_payments, facts_without_person, payment_facts};
use crate::text::folded;

/// A payment, and the books in which it stands.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) payment: PaymentId,
    pub(super) number: Option<DocumentNumber>,
    pub(super) person: Option<PersonId>,
    /// For which invoice it came.
    pub(super) invoice: Option<InvoiceId>,
    /// For which purchase order it came.
    pub(super) order: Option<OrderId>,
    pub(super) amount_cents: u32,
    pub(super) method: PaymentMethod,
    pub(super) reference: Option<String>,
    pub(super) received_on: Date,
    /// The act that recorded it.
    pub(super) act: ActId,
    /// The books in which it stands, shared by all payments in them.
    pub(super) ledger: Rc<Ledger>,
    /// The invoices in these books whose application was refused.
    pub(super) refused: Rc<[InvoiceId]>,
    /// The refunds by check in these books, each with the number of its check.
    pub(super) check_numbers: Rc<[(RefundId, String)]>,
    /// Refunds to the card that are on their way, or failed.
    pub(super) orders: Vec<Order>,
    pub(super) today: Date,
}

impl Account {
    /// The day it was reversed.
    pub(super) fn reversed_on(&self) -> Option<Date> {
        self.ledger.payment(self.payment)?.reversed_on
    }

    /// Whether the card from which it came did not take a refund: it may be closed.
    pub(super) fn card_refund_failed(&self) -> bool {
        self.orders.iter().any(|order| order.state == OrderState::Failed)
    }

    /// What of it is unallocated and not on its way back, in US cents.
    pub(super) fn free_cents(&self) -> u64 {
        let balances = self.ledger.balances(self.today);
        balances.payment(self.payment).map_or(0, |balance| balance.unallocated_cents).saturating_sub(self.under_way_cents())
    }

    /// What of it went back, or never was there, in US cents.
    pub(super) fn returned_cents(&self) -> u64 {
        self.ledger.balances(self.today).payment(self.payment).map_or(0, |balance| balance.returned_cents)
    }

    /// Whether something of it went back by the check of this number, and that refund stands.
    pub(super) fn is_refunded_by(&self, check_number: &str) -> bool {
        let number = folded(check_number);
        let has_number = |refund: RefundId| self.check_numbers.iter().any(|(of, theirs)| *of == refund && folded(theirs) == number);
        let refunds = self.ledger.payment(self.payment).into_iter().flat_map(|received| &received.refunds);
        let mut stands = refunds.filter(|refund| refund.failed_on.is_none_or(|failed_on| self.today < failed_on));
        stands.any(|refund| has_number(refund.refund))
    }

    /// What of it can go back, in US cents.
    pub(super) fn refundable_cents(&self) -> u64 {
        let all = self.ledger.refundable_cents(self.payment, self.today, |invoice| self.refused.contains(&invoice));
        all.saturating_sub(self.under_way_cents())
    }

    /// What is on its way back to the card.
    pub(super) fn under_way_cents(&self) -> u64 {
        let under_way = self.orders.iter().filter(|order| order.state != OrderState::Failed);
        under_way.fold(0, |sum, order| sum.saturating_add(order.amount_cents.into()))
    }
}

/// The facts of the books in which a fact of money stands: those of its person, or those of its payment alone, where that is
/// about nobody.
pub(crate) fn books_of(conn: &mut DbConnection, fact: &Fact) -> Result<Vec<Fact>, StoreError> {
    if let Some(person) = fact.person {
        return facts_with(conn, person);
    }
    let payment = payment_of(conn, &fact.body)?;
    facts_of_nobody(conn, payment.as_slice())
}

/// The facts of a person's books.
pub(super) fn facts_with(conn: &mut DbConnection, person: PersonId) -> Result<Vec<Fact>, StoreError> {
    Ok(facts_of_applicants(conn, &[person])?.remove(&person).unwrap_or_default())
}

/// Which payment a fact begins.
fn paid_by(body: &FactBody) -> Option<PaymentId> {
    match body {
        FactBody::PaymentReceived { payment, .. } | FactBody::MoneyReceived { payment, .. } => Some(*payment),
        _ => None,
    }
}

/// Of which payment about nobody a fact tells.
fn payment_of(conn: &mut DbConnection, body: &FactBody) -> Result<Option<PaymentId>, StoreError> {
    Ok(match *body {
        FactBody::MoneyReceived { payment, .. }
        | FactBody::MoneyTaken { payment, .. }
        | FactBody::PaymentReversed { payment }
        | FactBody::PaymentRefunded { payment, .. } => Some(payment),
        FactBody::AllocationReleased { allocation } => put(conn, allocation)?.map(|put| put.payment),
        FactBody::RefundFailed { refund: failed } => {
            facts_without_person(conn, &["payment_refunded"])?.into_iter().find_map(|fact| match fact.body {
                FactBody::PaymentRefunded { refund, payment, .. } if refund == failed => Some(payment),
                _ => None,
            })
        }
        _ => None,
    })
}

/// The facts of those of these payments that are about nobody. Each is a world of its own: nobody has invoices, and nothing
/// but its own facts changes what it comes to.
fn facts_of_nobody(conn: &mut DbConnection, payments: &[PaymentId]) -> Result<Vec<Fact>, StoreError> {
    let mut facts = payment_facts(conn, payments)?;
    facts.extend(facts_of_payments(conn, payments)?);
    facts.retain(|fact| fact.person.is_none());
    let ended_by = facts.iter().filter_map(|fact| match fact.body {
        FactBody::MoneyTaken { allocation, .. } => Some(allocation.to_string()),
        FactBody::PaymentRefunded { refund, .. } => Some(refund.to_string()),
        _ => None,
    });
    let subjects: Vec<String> = ended_by.collect();
    let ends = |body: &FactBody| matches!(body, FactBody::AllocationReleased { .. } | FactBody::RefundFailed { .. });
    facts.extend(facts_about_all(conn, &subjects)?.into_iter().filter(|fact| ends(&fact.body)));
    let corrected: Vec<String> = facts.iter().map(|fact| fact.id.to_string()).collect();
    facts.extend(facts_about_all(conn, &corrected)?);
    Ok(facts)
}

/// At most `rows` payments after this fact, in the order in which they were recorded, each with the fact that says so.
pub(super) fn received_after(conn: &mut DbConnection, after: &str, rows: i64) -> Result<Vec<(FactId, PaymentId)>, StoreError> {
    // Kind by kind, as the index has them: both at once would be sorted anew for every page.
    let mut received = facts_after(conn, "payment_received", after, rows)?;
    received.extend(facts_after(conn, "money_received", after, rows)?);
    let mut payments: Vec<(FactId, PaymentId)> = received.iter().filter_map(|fact| Some((fact.id, paid_by(&fact.body)?))).collect();
    payments.sort_unstable();
    payments.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
    Ok(payments)
}

/// One payment as of today; none that was struck.
pub(super) fn find(conn: &mut DbConnection, payment: PaymentId, today: Date) -> Result<Option<Account>, StoreError> {
    Ok(find_all(conn, &[payment], today)?.pop())
}

/// These payments as of today without those that were struck, in no order. Of whatever number they are, the facts are asked
/// a few times, and each person's books are added up once.
pub(super) fn find_all(conn: &mut DbConnection, payments: &[PaymentId], today: Date) -> Result<Vec<Account>, StoreError> {
    let received = payment_facts(conn, payments)?;
    let mut people: Vec<PersonId> = received.iter().filter_map(|fact| fact.person).collect();
    people.sort_unstable();
    people.dedup();
    let mut books: Vec<Vec<Fact>> = if people.is_empty() { Vec::new() } else { facts_of_applicants(conn, &people)?.into_values().collect() };
    let of_nobody: Vec<PaymentId> = received.iter().filter(|fact| fact.person.is_none()).filter_map(|fact| paid_by(&fact.body)).collect();
    books.push(facts_of_nobody(conn, &of_nobody)?);
    let mut orders = orders::of_payments(conn, payments)?;
    let wanted: HashSet<PaymentId> = payments.iter().copied().collect();
    let mut found: Vec<Account> = books.iter().flat_map(|known| accounts(known, &wanted, today)).collect();
    for account in &mut found {
        account.orders = orders.remove(&account.payment).unwrap_or_default();
    }
    Ok(found)
}

/// The wanted payments in these books, without what is on its way back.
fn accounts(known: &[Fact], wanted: &HashSet<PaymentId>, today: Date) -> Vec<Account> {
    let standing = standing_facts(known, today);
    let ledger = Rc::new(Ledger::of(&standing));
    let applications = application_records(&standing);
    let refused = applications.iter().filter(|record| record.state() == ApplicationState::Refused);
    let refused: Rc<[InvoiceId]> = refused.flat_map(|record| &record.invoices).map(|record| record.invoice).collect();
    let check_number = |fact: &KnownFact<'_>| match &fact.body {
        FactBody::PaymentRefunded { refund, reference: Some(number), .. } => Some((*refund, number.clone())),
        _ => None,
    };
    let check_numbers: Rc<[(RefundId, String)]> = standing.iter().filter_map(check_number).collect();
    let account = |fact: &KnownFact<'_>| {
        let (payment, (invoice, order), amount_cents, method, reference, number) = match &fact.body {
            FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number } => {
                (*payment, (Some(*invoice), None), *amount_cents, *method, reference, *number)
            }
            FactBody::MoneyReceived { payment, order, amount_cents, method, reference, number } => {
                (*payment, (None, *order), *amount_cents, *method, reference, *number)
            }
            _ => return None,
        };
        wanted.contains(&payment).then(|| Account {
            payment,
            number,
            person: fact.person,
            invoice,
            order,
            amount_cents,
            method,
            reference: reference.clone(),
            received_on: fact.on,
            act: fact.act,
            ledger: Rc::clone(&ledger),
            refused: Rc::clone(&refused),
            check_numbers: Rc::clone(&check_numbers),
            orders: Vec::new(),
            today,
        })
    };
    standing.iter().filter_map(account).collect()
}

/// An allocation that staff put, and the sides of it.
#[derive(Debug, Clone)]
pub(super) struct Put {
    pub(super) payment: PaymentId,
    pub(super) invoice: InvoiceId,
    pub(super) amount_cents: u32,
    /// In whose books it stands: those of the invoice, and those of the payment where they are others.
    pub(super) sides: Vec<Option<PersonId>>,
    pub(super) is_released: bool,
}

/// An allocation that staff put.
pub(super) fn put(conn: &mut DbConnection, allocation: AllocationId) -> Result<Option<Put>, StoreError> {
    let facts = facts_about(conn, allocation)?;
    let is_side = |fact: &&Fact| matches!(fact.body, FactBody::PaymentAllocated { .. } | FactBody::MoneyTaken { .. });
    let sides: Vec<Option<PersonId>> = facts.iter().filter(is_side).map(|fact| fact.person).collect();
    let is_released = facts.iter().any(|fact| matches!(fact.body, FactBody::AllocationReleased { .. }));
    let there = facts.iter().find_map(|fact| match fact.body {
        FactBody::PaymentAllocated { payment, invoice, amount_cents, .. } => Some((payment, invoice, amount_cents)),
        _ => None,
    });
    Ok(there.map(|(payment, invoice, amount_cents)| Put { payment, invoice, amount_cents, sides, is_released }))
}

/// What staff put of a payment and stands, in the order in which it was put, with its sides.
pub(super) fn puts_of(conn: &mut DbConnection, account: &Account) -> Result<Vec<(Allocated, Put)>, StoreError> {
    let mut puts: HashMap<AllocationId, Put> = HashMap::new();
    let facts = facts_of_payments(conn, &[account.payment])?;
    for fact in &facts {
        if let FactBody::PaymentAllocated { allocation, payment, invoice, amount_cents } = fact.body {
            puts.insert(allocation, Put { payment, invoice, amount_cents, sides: vec![fact.person], is_released: false });
        }
    }
    for fact in &facts {
        if let FactBody::MoneyTaken { allocation, .. } = fact.body
            && let Some(put) = puts.get_mut(&allocation)
        {
            put.sides.push(fact.person);
        }
    }
    let standing = account.ledger.put_of(account.payment, account.today);
    Ok(standing.filter_map(|allocated| Some((*allocated, puts.remove(&allocated.allocation)?))).collect())
}

/// To which invoices staff put money of these payments.
pub(super) fn invoices_of(conn: &mut DbConnection, payments: &[PaymentId]) -> Result<HashMap<AllocationId, InvoiceId>, StoreError> {
    let put = |fact: Fact| match fact.body {
        FactBody::PaymentAllocated { allocation, invoice, .. } => Some((allocation, invoice)),
        _ => None,
    };
    Ok(facts_of_payments(conn, payments)?.into_iter().filter_map(put).collect())
}

/// The invoices that are open, as staff's lists have them: what is owed goes by what became of the applications, too.
pub(super) fn open_invoices(conn: &mut DbConnection) -> Result<HashSet<InvoiceId>, StoreError> {
    let open = matters::table.filter(matters::kind.eq("invoice")).filter(matters::state.eq("open"));
    let subjects: Vec<String> = open.select(matters::subject).load(conn)?;
    subjects.iter().map(|subject| text::read("matters.subject", subject)).collect()
}
