//! Where staff cannot confirm the membership of ALA of which an application tells: the difference to the full fee is
//! charged (Q21).

use super::{ApplicationRecord, ApplicationState};
use crate::calendar::Date;
use crate::invoices::{Charge, InvoiceLine, membership_difference_lines};
use crate::policies::{Policies, Policy};
use crate::reasons::Refusal;

/// What is charged once the membership of this application is marked as not confirmed: the difference to the full fee, at the
/// prices by which its first invoice was made, which keeps its own. `ordered` is the version that priced the line of the purchase
/// order which pays it, if one does; otherwise it was that of the invoice's day.
///
/// # Errors
/// A [`Refusal`] where no number was given, it is marked already, the application is refused, withdrawn or has led to
/// admission, or there is nothing between the two prices.
pub fn difference_to_charge(record: &ApplicationRecord, policies: &Policies, ordered: Option<&Policy>) -> Result<Vec<InvoiceLine>, Refusal> {
    let refusal = match record.state() {
        // The admission stays, and so does the fee by which it came.
        ApplicationState::Admitted => Refusal::new("already_admitted", 21, "The applicant is admitted, and the fee stays as it was charged."),
        ApplicationState::Refused => Refusal::new("application_decided", 21, "This application was refused; nothing more is charged for it."),
        ApplicationState::Withdrawn => Refusal::new("application_decided", 21, "The applicant has withdrawn this application."),
        _ if !record.ala_member => {
            Refusal::new("no_member_number", 21, "No membership number was given with this application: the full fee was charged.")
        }
        _ if record.unconfirmed.is_some() => {
            Refusal::new("membership_unconfirmed", 21, "The membership is marked as not confirmed already, and the difference is invoiced.")
        }
        ApplicationState::Submitted | ApplicationState::InformationRequested | ApplicationState::Accepted => {
            // A correction may have put the full fee on the first invoice.
            let at_members_price = |line: &&InvoiceLine| line.charge == Charge::ApplicationFeeMember;
            let charged = record.invoices.first().and_then(|invoice| Some((invoice.issued_on, invoice.lines.iter().find(at_members_price)?)));
            let lines = charged.map(|(on, line)| membership_difference_lines(made_by(policies, ordered, on, line.amount_cents))).unwrap_or_default();
            if !lines.is_empty() {
                return Ok(lines);
            }
            Refusal::new("no_difference", 21, "Nothing is left to the full fee: the invoice is not below it.")
        }
    };
    Err(refusal)
}

/// The version that made an invoice of a member over so much on this day.
fn made_by<'p>(policies: &'p Policies, ordered: Option<&'p Policy>, on: Date, cents: u32) -> &'p Policy {
    ordered.filter(|policy| policy.application_fee_member_cents == cents).unwrap_or_else(|| policies.in_force_on(on))
}

/// Why the mark is not struck, if so: who is a member after all would still owe the difference.
pub fn mark_stays(record: &ApplicationRecord, today: Date) -> Option<Refusal> {
    let invoice = record.unconfirmed.as_ref().and_then(|mark| record.invoices.iter().find(|invoice| invoice.invoice == mark.invoice))?;
    let sentence = "The difference to the full fee is invoiced; credit that invoice in full first, and refund what was paid for it.";
    (invoice.credited_cents(today) < invoice.total_cents()).then(|| Refusal::new("difference_invoiced", 21, sentence))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::*;
    use crate::applications::application_records;
    use crate::facts::{Fact, FactBody, standing_facts};
    use crate::ids::{ActId, ApplicationId, CreditId, FactId, InvoiceId, PaymentId};
    use crate::invoices::{PaymentMethod, application_lines};

    const APPLICATION: ApplicationId = ApplicationId(Uuid::from_u128(7));
    const FEE: InvoiceId = InvoiceId(Uuid::from_u128(8));
    const DIFFERENCE: InvoiceId = InvoiceId(Uuid::from_u128(9));

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// An application of this day, and what followed on the days after it.
    fn record(ala_member: bool, lines: Vec<InvoiceLine>, more: Vec<FactBody>) -> ApplicationRecord {
        let application = APPLICATION;
        let submitted =
            FactBody::ApplicationSubmitted { application, library_work: Vec::new(), has_diploma: true, in_support_position: true, ala_member };
        let issued = FactBody::InvoiceIssued { invoice: FEE, application, lines, number: None };
        let bodies = [submitted, issued].into_iter().chain(more);
        let fact = |(place, body): (u32, FactBody)| {
            let id = Uuid::from_u128(u128::from(place) + 100);
            let on = date("2026-01-01").days_later(place.saturating_sub(1));
            Fact { id: FactId(id), act: ActId(id), person: None, on, recorded_at: DateTime::default(), body }
        };
        let facts: Vec<Fact> = (0..).zip(bodies).map(fact).collect();
        application_records(&standing_facts(&facts, date("2026-12-31"))).remove(0)
    }

    fn members_price() -> Vec<InvoiceLine> {
        application_lines(Policies::built_in().in_force_on(date("2026-01-01")), true)
    }

    fn marked() -> FactBody {
        FactBody::MembershipUnconfirmed { application: APPLICATION, invoice: DIFFERENCE }
    }

    fn invoiced() -> FactBody {
        let lines = membership_difference_lines(Policies::built_in().in_force_on(date("2026-01-01")));
        FactBody::InvoiceIssued { invoice: DIFFERENCE, application: APPLICATION, lines, number: None }
    }

    #[test]
    fn the_difference_is_charged_once_and_while_the_application_is_open() {
        let (accepted, refused) =
            (FactBody::ApplicationAccepted { application: APPLICATION }, FactBody::ApplicationRefused { application: APPLICATION });
        let (method, reference, number) = (PaymentMethod::Check, None, None);
        let paid = |amount_cents: u32| FactBody::PaymentReceived {
            payment: PaymentId(Uuid::nil()),
            invoice: FEE,
            amount_cents,
            method,
            reference: reference.clone(),
            number,
        };
        let full = application_lines(Policies::built_in().in_force_on(date("2026-01-01")), false);
        for (name, record, expected) in [
            ("it is undecided", record(true, members_price(), vec![]), Ok(2_500)),
            ("it is paid", record(true, members_price(), vec![paid(32_500)]), Ok(2_500)),
            ("it is accepted and not paid", record(true, members_price(), vec![accepted.clone(), paid(32_499)]), Ok(2_500)),
            ("it has led to admission", record(true, members_price(), vec![accepted, paid(32_500)]), Err("already_admitted")),
            ("it is refused", record(true, members_price(), vec![refused]), Err("application_decided")),
            (
                "it is withdrawn",
                record(true, members_price(), vec![FactBody::ApplicationWithdrawn { application: APPLICATION }]),
                Err("application_decided"),
            ),
            ("no number was given", record(false, full.clone(), vec![]), Err("no_member_number")),
            ("it is marked", record(true, members_price(), vec![invoiced(), marked()]), Err("membership_unconfirmed")),
            ("the first invoice was corrected to the full fee", record(true, full, vec![]), Err("no_difference")),
        ] {
            let found = difference_to_charge(&record, &Policies::built_in(), None);
            let found = found.map(|lines| lines.iter().map(|line| line.amount_cents).sum::<u32>()).map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn the_difference_is_that_of_the_version_by_which_the_invoice_was_made() {
        let built_in = Policies::built_in();
        let day = date("2026-01-01");
        let fees = |application_fee_cents, application_fee_member_cents| crate::fees::Fees {
            application_fee_cents,
            application_fee_member_cents,
            ..built_in.in_force_on(day).fees()
        };
        let ordered = |policies: &Policies, on: &str| policies.priced_by(date(on), 32_500).clone();
        for (name, from, set, order, expected) in [
            ("fees that come later", "2026-01-02", fees(40_000, 30_000), None, 2_500),
            ("fees of the day", "2025-12-01", fees(40_000, 32_500), None, 7_500),
            ("it was ordered before they rose", "2025-12-01", fees(40_000, 36_000), Some("2025-11-01"), 2_500),
            ("it was ordered before the full fee alone rose", "2025-12-01", fees(40_000, 32_500), Some("2025-11-01"), 2_500),
            ("it was ordered after they rose", "2025-12-01", fees(40_000, 32_500), Some("2025-12-02"), 7_500),
            ("another order than the one that pays", "2025-12-01", fees(40_000, 36_000), Some("2026-01-01"), 2_500),
        ] {
            let policies = built_in.with_fees([(date(from), set)]);
            let ordered = order.map(|on| ordered(&policies, on));
            let lines = difference_to_charge(&record(true, members_price(), vec![]), &policies, ordered.as_ref()).unwrap();
            assert_eq!(lines.iter().map(|line| line.amount_cents).sum::<u32>(), expected, "{name}");
        }
    }

    #[test]
    fn nobody_is_admitted_before_both_are_paid() {
        let accepted = FactBody::ApplicationAccepted { application: APPLICATION };
        let (method, reference, number) = (PaymentMethod::Check, None, None);
        let paid = |place: u128, invoice, amount_cents| FactBody::PaymentReceived {
            payment: PaymentId(Uuid::from_u128(place)),
            invoice,
            amount_cents,
            method,
            reference: reference.clone(),
            number,
        };
        let mut facts = vec![invoiced(), marked(), accepted, paid(1, FEE, 32_500), paid(2, DIFFERENCE, 2_499)];
        assert_eq!(record(true, members_price(), facts.clone()).admitted_on(), None);
        facts.push(paid(3, DIFFERENCE, 1));
        assert_eq!(record(true, members_price(), facts).admitted_on(), Some(date("2026-01-07")));
    }

    #[test]
    fn the_mark_stays_until_its_invoice_asks_for_nothing() {
        let credited = |amount_cents: u32| FactBody::InvoiceCredited {
            credit: CreditId(Uuid::from_u128(amount_cents.into())),
            invoice: DIFFERENCE,
            amount_cents,
        };
        for (more, stays) in
            [(vec![], true), (vec![credited(2_499)], true), (vec![credited(2_500)], false), (vec![credited(2_499), credited(1)], false)]
        {
            let facts = [invoiced(), marked()].into_iter().chain(more).collect();
            assert_eq!(mark_stays(&record(true, members_price(), facts), date("2026-12-31")).is_some(), stays);
        }
    }
}
