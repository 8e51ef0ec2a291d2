//! A standing as one's own dashboard tells it. The rules see no money, and no application that was refused or withdrawn: what is
//! owed, and by whom, and what became of the last application stands in the applications and the invoices, which the dashboard
//! shows anyway.

use shared::applications::{Application, ApplicationState, Missing};
use shared::invoices::{Invoice, InvoiceState};
use shared::reasons::Reason;
use shared::standings::{NextStep, Standing, Status};

/// The standing, with the next step of an applicant as the fee stands, and with the end of the last application where none is
/// open. What is not loaded yet is given as empty, and changes nothing. The applications are given oldest first.
pub(super) fn told(standing: &Standing, applications: &[Application], invoices: &[Invoice]) -> Standing {
    let mut told = standing.clone();
    match standing.status {
        Status::Applicant => {
            if let Some(step) = applications.iter().find(|application| application.state.is_open()).and_then(|open| fee_step(open, invoices)) {
                told.next_steps = vec![step];
            }
        }
        Status::NotApplied => {
            if let Some(ended) = applications.last().and_then(ended) {
                told.reasons = vec![Reason::new("not_applied", 7, ended)];
                told.next_steps = vec![step("apply", 7, "Check whether you are eligible, and apply again.")];
            }
        }
        _ => {}
    }
    told
}

/// How an application ended that began no enrolment; none of another.
fn ended(application: &Application) -> Option<String> {
    let of = application.submitted_on.long();
    let on = application.decided_on.map(|day| format!(" on {}", day.long())).unwrap_or_default();
    match application.state {
        ApplicationState::Refused => Some(format!("Your application of {of} was refused{on}; you may apply again at any time.")),
        ApplicationState::Withdrawn => Some(format!("You withdrew your application of {of}{on}; you may apply again at any time.")),
        _ => None,
    }
}

fn step(step: &'static str, question: u8, sentence: impl Into<String>) -> NextStep {
    NextStep { step: step.into(), by: None, question, sentence: sentence.into() }
}

/// What an applicant does next about the fee; none where the invoices do not say it.
fn fee_step(application: &Application, invoices: &[Invoice]) -> Option<NextStep> {
    let undecided = application.state.is_undecided();
    if !application.missing.contains(&Missing::Payment) {
        return Some(step("await_decision", 21, "Wait for the decision; nothing is owed."));
    }
    let is_open = |invoice: &&Invoice| invoice.application_id == application.id && invoice.state == InvoiceState::Open;
    let open: Vec<&Invoice> = invoices.iter().filter(is_open).collect();
    if open.iter().any(|invoice| invoice.order.is_none()) {
        let sentence = if undecided {
            "Pay the application fee and wait for the decision; either may come first."
        } else {
            "Pay the application fee: you are admitted on the day it is paid in full."
        };
        return Some(step("pay_application_fee", 21, sentence));
    }
    let buyer = &open.iter().find_map(|invoice| invoice.order.as_ref())?.buyer_name;
    Some(if undecided {
        step("await_decision", 21, format!("Wait for the decision; {buyer} pays the fee."))
    } else {
        step("await_payment", 21, format!("Wait until {buyer} has paid the fee."))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_value, json};
    use shared::dossier::{self, Dossier};
    use shared::policies::Policies;
    use shared::standings::evaluate;

    use super::*;

    const ID: &str = "01993e5c-6f00-7cc2-8000-0242ac120002";

    fn standing(application: Option<dossier::Application>) -> Standing {
        evaluate(&Dossier { application, ..Dossier::default() }, &Policies::built_in(), "2026-07-01".parse().unwrap())
    }

    fn application(state: &str, missing: &str) -> Application {
        let missing: Vec<&str> = missing.split_whitespace().collect();
        let application = json!({
            "id": ID, "person_id": ID, "person_name": "Demo Reader", "submitted_on": "2026-06-01", "state": state, "decided_on": "2026-06-20",
            "decision_reason": null, "admitted_on": null, "position_title": "Page", "ala_member_number": null, "has_diploma": true,
            "in_support_position": true, "library_work": [], "questions": [], "missing": missing, "reasons": [], "invoice_id": ID,
            "eligibility": { "eligible": true, "library_minutes": 0, "window_from": "2021-06-01" },
        });
        from_value(application).unwrap()
    }

    fn invoice(state: &str, order: &Value) -> Invoice {
        let invoice = json!({
            "id": ID, "person_id": ID, "person_name": "Demo Reader", "application_id": ID, "issued_on": "2026-06-01", "lines": [],
            "total_cents": 35_000, "paid_cents": 0, "owed_cents": 35_000, "state": state, "payments": [], "card_offered": false, "order": order,
        });
        from_value(invoice).unwrap()
    }

    #[test]
    fn who_owes_nothing_is_not_told_to_pay() {
        let applied = dossier::Application {
            submitted_on: "2026-06-01".parse().unwrap(),
            has_diploma: true,
            in_support_position: true,
            library_work: Vec::new(),
        };
        let standing = standing(Some(applied));
        let own = invoice("open", &Value::Null);
        let ordered = invoice("open", &json!({ "number": null, "buyer_name": "Demo Valley", "state": "open" }));
        let paid = invoice("paid", &Value::Null);
        let unsaid = standing.next_steps[0].sentence.as_str();
        for (state, missing, invoices, expected) in [
            ("submitted", "", vec![&paid], "Wait for the decision; nothing is owed."),
            ("information_requested", "answer", vec![&paid], "Wait for the decision; nothing is owed."),
            ("submitted", "payment", vec![&own], "Pay the application fee and wait for the decision; either may come first."),
            ("submitted", "payment", vec![&ordered], "Wait for the decision; Demo Valley pays the fee."),
            // The fee of a member is on an order, the difference to the full one is the person's own.
            ("submitted", "payment", vec![&ordered, &own], "Pay the application fee and wait for the decision; either may come first."),
            ("accepted", "payment", vec![&own], "Pay the application fee: you are admitted on the day it is paid in full."),
            ("accepted", "payment", vec![&ordered], "Wait until Demo Valley has paid the fee."),
            ("submitted", "payment", vec![], unsaid),
        ] {
            let invoices: Vec<Invoice> = invoices.into_iter().cloned().collect();
            let told = told(&standing, &[application(state, missing)], &invoices);
            assert_eq!(told.next_steps[0].sentence, expected, "{state} {missing}");
        }
        assert_eq!(told(&standing, &[], &[]), standing);
    }

    #[test]
    fn who_was_refused_has_applied_and_may_again() {
        let standing = standing(None);
        let (refused, withdrawn) = (application("refused", ""), application("withdrawn", ""));
        let unsaid = standing.reasons[0].sentence.as_str();
        let refused_words = "Your application of 1 June 2026 was refused on 20 June 2026; you may apply again at any time.";
        let withdrawn_words = "You withdrew your application of 1 June 2026 on 20 June 2026; you may apply again at any time.";
        for (applications, expected) in [
            (vec![&refused], refused_words),
            (vec![&refused, &withdrawn], withdrawn_words),
            (vec![&withdrawn, &refused], refused_words),
            (vec![], unsaid),
        ] {
            let applications: Vec<Application> = applications.into_iter().cloned().collect();
            let told = told(&standing, &applications, &[]);
            assert_eq!((told.status, told.reasons[0].sentence.as_str()), (Status::NotApplied, expected));
            assert_eq!(told.next_steps[0].sentence.ends_with("apply again."), !applications.is_empty());
        }
    }
}
