//! Where an invoice stands: what is owed, and what the fate of its application makes of it.

use crate::applications::ApplicationState;
use crate::calendar::Date;

use super::{InvoiceRecord, InvoiceState};

impl InvoiceRecord {
    /// Where it stands at the end of this day. `application` is what has become of the application that it is for;
    /// none where a correction struck that application.
    ///
    /// An applicant who is refused is refunded in full, nobody else by default (Q22); what came twice goes back to anyone.
    pub fn state(&self, application: Option<ApplicationState>, day: Date) -> InvoiceState {
        match application {
            None | Some(ApplicationState::Refused) if 0 < self.paid_cents(day) => InvoiceState::RefundDue,
            None | Some(ApplicationState::Refused) => InvoiceState::Void,
            _ if 0 < self.overpaid_cents(day) => InvoiceState::RefundDue,
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
    use crate::ids::{ApplicationId, InvoiceId, PaymentId, RefundId};
    use crate::invoices::{Charge, InvoiceLine, PaymentMethod, PaymentRecord, RefundRecord};

    fn invoice(paid_cents: u32) -> InvoiceRecord {
        let on: Date = "2026-06-01".parse().unwrap();
        InvoiceRecord {
            invoice: InvoiceId(uuid::Uuid::from_u128(1)),
            person: None,
            application: ApplicationId(uuid::Uuid::from_u128(2)),
            issued_on: on,
            lines: vec![InvoiceLine { charge: Charge::ApplicationFee, amount_cents: 35_000 }],
            payments: vec![PaymentRecord {
                payment: PaymentId(uuid::Uuid::from_u128(3)),
                method: PaymentMethod::Check,
                amount_cents: paid_cents,
                reference: None,
                received_on: on,
                reversed_on: Some("2026-07-01".parse().unwrap()),
                refunds: Vec::new(),
            }],
        }
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
            let found = [0, 10_000, 35_000].map(|paid| invoice(paid).state(application, "2026-06-30".parse().unwrap()));
            assert_eq!(found, [unpaid, partly, full], "{application:?}");
        }
    }

    #[test]
    fn what_came_beyond_what_was_owed_goes_back_and_then_it_is_paid() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let refund = |amount_cents, refunded_on, failed_on: Option<&str>| RefundRecord {
            refund: RefundId(uuid::Uuid::from_u128(4)),
            amount_cents,
            refunded_on: date(refunded_on),
            failed_on: failed_on.map(date),
        };
        for (paid, refunds, application, expected) in [
            (36_000, vec![], ApplicationState::Admitted, InvoiceState::RefundDue),
            (36_000, vec![refund(1_000, "2026-06-10", None)], ApplicationState::Admitted, InvoiceState::Paid),
            (36_000, vec![refund(1_000, "2026-06-16", None)], ApplicationState::Admitted, InvoiceState::RefundDue),
            (36_000, vec![refund(1_000, "2026-06-10", Some("2026-06-15"))], ApplicationState::Admitted, InvoiceState::RefundDue),
            (36_000, vec![refund(1_000, "2026-06-10", Some("2026-06-16"))], ApplicationState::Admitted, InvoiceState::Paid),
            (35_000, vec![refund(35_000, "2026-06-10", None)], ApplicationState::Refused, InvoiceState::Void),
            (35_000, vec![refund(34_999, "2026-06-10", None)], ApplicationState::Refused, InvoiceState::RefundDue),
            (35_000, vec![refund(35_000, "2026-06-10", None)], ApplicationState::Submitted, InvoiceState::Open),
            (35_000, vec![refund(u32::MAX, "2026-06-10", None)], ApplicationState::Submitted, InvoiceState::Open),
        ] {
            let mut invoice = invoice(paid);
            invoice.payments[0].refunds = refunds;
            assert_eq!(invoice.state(Some(application), date("2026-06-15")), expected, "{invoice:?}");
        }
    }

    #[test]
    fn what_is_here_again_pays_it_on_that_day() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let mut invoice = invoice(35_000);
        invoice.payments[0].reversed_on = None;
        let refund = RefundRecord {
            refund: RefundId(uuid::Uuid::from_u128(4)),
            amount_cents: 35_000,
            refunded_on: date("2026-06-02"),
            failed_on: Some(date("2026-06-09")),
        };
        invoice.payments[0].refunds = vec![refund];
        assert_eq!(invoice.paid_in_full_on(date("2026-06-05")), Some(date("2026-06-09")));
        invoice.payments[0].refunds[0].failed_on = None;
        assert_eq!(invoice.paid_in_full_on(date("2026-06-05")), None);
    }

    #[test]
    fn a_reversed_payment_opens_it_again() {
        let state = |day: &str| invoice(35_000).state(Some(ApplicationState::Admitted), day.parse().unwrap());
        assert_eq!([state("2026-06-30"), state("2026-07-01")], [InvoiceState::Paid, InvoiceState::Open]);
    }
}
