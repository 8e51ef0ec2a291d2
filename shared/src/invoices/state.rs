//! Where an invoice stands: what is owed, and what the fate of its application makes of it.

use crate::applications::ApplicationState;
use crate::calendar::Date;

use super::{InvoiceRecord, InvoiceState};

impl InvoiceRecord {
    /// Where it stands at the end of this day. `application` is what has become of the application that it is for;
    /// none where a correction struck that application.
    ///
    /// An applicant who is refused is refunded in full, nobody else by default (Q22). What came beyond what was owed is
    /// the payment's ([`InvoiceRecord::overpaid_cents`]): whether it goes back or pays something else is for staff to say.
    pub fn state(&self, application: Option<ApplicationState>, day: Date) -> InvoiceState {
        match application {
            None | Some(ApplicationState::Refused) if 0 < self.paid_cents(day) => InvoiceState::RefundDue,
            None | Some(ApplicationState::Refused) => InvoiceState::Void,
            _ if self.owed_cents(day) == 0 => InvoiceState::Paid,
            Some(ApplicationState::Withdrawn) => InvoiceState::Void,
            Some(ApplicationState::Submitted | ApplicationState::InformationRequested | ApplicationState::Accepted | ApplicationState::Admitted) => {
                InvoiceState::Open
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Fact, FactBody, KnownFact};
    use crate::ids::{ActId, ApplicationId, CreditId, FactId, InvoiceId, PaymentId, RefundId};
    use crate::invoices::{Charge, InvoiceLine, PaymentMethod, invoice_records};

    const INVOICE: InvoiceId = InvoiceId(uuid::Uuid::from_u128(1));
    const PAYMENT: PaymentId = PaymentId(uuid::Uuid::from_u128(3));
    const REFUND: RefundId = RefundId(uuid::Uuid::from_u128(4));

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// An invoice over $350.00 of 1 June, for which so much came on that day, and what followed.
    fn invoice(paid_cents: u32, more: &[(&str, FactBody)]) -> InvoiceRecord {
        let application = ApplicationId(uuid::Uuid::from_u128(2));
        let lines = vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 35_000 }];
        let issued = FactBody::InvoiceIssued { invoice: INVOICE, application, lines, number: None };
        let (method, reference) = (PaymentMethod::Check, None);
        let paid = FactBody::PaymentReceived { payment: PAYMENT, invoice: INVOICE, amount_cents: paid_cents, method, reference, number: None };
        let bodies = [("2026-06-01", issued), ("2026-06-01", paid)];
        let fact = |(place, (on, body)): (u128, (&str, FactBody))| {
            let id = uuid::Uuid::from_u128(place);
            Fact { id: FactId(id), act: ActId(id), person: None, on: date(on), recorded_at: chrono::DateTime::default(), body }
        };
        let facts: Vec<Fact> = (0..).zip(bodies.into_iter().chain(more.iter().cloned())).map(fact).collect();
        let known: Vec<KnownFact<'_>> = facts.iter().map(KnownFact::Recorded).collect();
        invoice_records(&known).remove(0)
    }

    fn refund(amount_cents: u32) -> (&'static str, FactBody) {
        ("2026-06-10", FactBody::PaymentRefunded { refund: REFUND, payment: PAYMENT, amount_cents, reference: None })
    }

    fn failed(on: &str) -> (&str, FactBody) {
        (on, FactBody::RefundFailed { refund: REFUND })
    }

    #[test]
    fn the_application_and_the_payments_decide() {
        use ApplicationState::{Accepted, Admitted, InformationRequested, Refused, Submitted, Withdrawn};
        use InvoiceState::{Open, Paid, RefundDue, Void};
        for (application, unpaid, partly, full) in [
            (Some(Submitted), Open, Open, Paid),
            (Some(InformationRequested), Open, Open, Paid),
            (Some(Accepted), Open, Open, Paid),
            (Some(Admitted), Open, Open, Paid),
            (Some(Withdrawn), Void, Void, Paid),
            (Some(Refused), Void, RefundDue, RefundDue),
            (None, Void, RefundDue, RefundDue),
        ] {
            let found = [0, 10_000, 35_000].map(|paid| invoice(paid, &[]).state(application, date("2026-06-30")));
            assert_eq!(found, [unpaid, partly, full], "{application:?}");
        }
    }

    #[test]
    fn what_came_beyond_what_was_owed_is_over_until_it_goes_back() {
        use ApplicationState::{Admitted, Refused, Submitted};
        use InvoiceState::{Open, Paid, RefundDue, Void};
        for (paid, more, application, expected, over) in [
            (36_000, vec![], Admitted, Paid, 1_000),
            (36_000, vec![refund(1_000)], Admitted, Paid, 0),
            (36_000, vec![refund(1_000), failed("2026-06-15")], Admitted, Paid, 1_000),
            (36_000, vec![refund(1_000), failed("2026-06-16")], Admitted, Paid, 0),
            (36_000, vec![refund(1_001)], Admitted, Open, 0),
            (36_000, vec![], Refused, RefundDue, 1_000),
            (35_000, vec![refund(35_000)], Refused, Void, 0),
            (35_000, vec![refund(34_999)], Refused, RefundDue, 0),
            (35_000, vec![refund(35_000)], Submitted, Open, 0),
            (35_000, vec![refund(u32::MAX)], Submitted, Open, 0),
        ] {
            let invoice = invoice(paid, &more);
            let day = date("2026-06-15");
            assert_eq!((invoice.state(Some(application), day), invoice.overpaid_cents(day)), (expected, over), "{more:?}");
        }
    }

    #[test]
    fn a_credit_note_lowers_what_is_owed() {
        let credit = |amount_cents| ("2026-06-10", FactBody::InvoiceCredited { credit: CreditId(uuid::Uuid::nil()), invoice: INVOICE, amount_cents });
        for (paid, credited, owed, over, state) in [
            (30_000, 4_999, 1, 0, InvoiceState::Open),
            (30_000, 5_000, 0, 0, InvoiceState::Paid),
            (30_000, 5_001, 0, 1, InvoiceState::Paid),
            (0, 35_000, 0, 0, InvoiceState::Paid),
        ] {
            let invoice = invoice(paid, &[credit(credited)]);
            let day = date("2026-06-10");
            let found = (invoice.owed_cents(day), invoice.overpaid_cents(day), invoice.state(Some(ApplicationState::Accepted), day));
            assert_eq!(found, (owed, over, state), "{paid} {credited}");
            assert_eq!(invoice.owed_cents(date("2026-06-09")), 35_000 - paid);
        }
    }

    #[test]
    fn a_reversed_payment_opens_it_again() {
        let invoice = invoice(35_000, &[("2026-07-01", FactBody::PaymentReversed { payment: PAYMENT })]);
        let state = |day: &str| invoice.state(Some(ApplicationState::Admitted), date(day));
        assert_eq!([state("2026-06-30"), state("2026-07-01")], [InvoiceState::Paid, InvoiceState::Open]);
    }
}
