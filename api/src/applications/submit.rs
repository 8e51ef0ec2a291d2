//! Submitting an application: recorded together with the invoice of its fee.

use actix_web::web::Data;
use actix_web::{HttpResponse, post};
use shared::applications::{
    Application, EMPLOYER_CHARS_MAX, Job, MEMBER_NUMBER_CHARS_MAX, POSITION_CHARS_MAX, SubmitApplication, application_refusal, check_application,
    readmission_allowed, works,
};
use shared::calendar::Date;
use shared::dossier::from_facts;
use shared::facts::{FactBody, standing_facts};
use shared::fees::quote_refusal;
use shared::ids::{ApplicationId, InvoiceId, PersonId};
use shared::invoices::{InvoiceLine, application_lines};
use shared::policies::{Policies, Policy};
use shared::standings::evaluate;

use super::store::{self, KeptDetails};
use super::{answer, draft, mails};
use crate::auth::permissions;
use crate::db::{Db, DbConnection};
use crate::error::Error;
use crate::orders::settling;
use crate::record::{Act, NewFact, load_facts, record};
use crate::request::{Answer, Command};
use crate::text::{Faults, line};
use crate::{evidence, fees, ids, people};

/// Submits an application. The answer counts the hours and says whether they suffice; the fee is invoiced at once.
///
/// Anyone may apply who has no open application and is not admitted. After a revocation staff must have allowed it.
#[utoipa::path(tag = "applications", security(("session" = [])), request_body = SubmitApplication, responses((status = 201, body = Application)))]
#[post("/applications")]
pub(super) async fn submit_application(command: Command<permissions::Apply, SubmitApplication>, db: Data<Db>) -> Result<HttpResponse, Error> {
    command
        .write(&db, "submit_application", |tx, act, requester, sent| {
            let (application, _) = submit(tx, act, requester.person, sent)?;
            Answer::created(&answer::answer(tx, application, act.today)?)
        })
        .await
}

/// Submits an application of this person, and invoices its fee.
///
/// # Errors
/// [`Error::Invalid`] where a member holds what cannot be, [`Error::Refused`] where the person cannot apply now.
pub fn submit(tx: &mut DbConnection, act: &Act, person: PersonId, sent: &SubmitApplication) -> Result<(ApplicationId, InvoiceId), Error> {
    let sent = parse(sent, act.today)?;
    may_apply(tx, person, &Policies::built_in(), act.today)?;
    let (application, invoice) = (ApplicationId(ids::fresh()), InvoiceId(ids::fresh()));
    let lines = lines(tx, person, &sent, act.today)?;
    let total_cents = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.amount_cents));
    let of_today = |body| NewFact::of(person, act.today, body);
    record(tx, act, vec![of_today(submitted(application, &sent)), of_today(FactBody::InvoiceIssued { invoice, application, lines, number: None })])?;
    store::insert_details(tx, KeptDetails::of(application, person, &sent)?)?;
    evidence::attach(tx, person, application, &sent.evidence)?;
    draft::store::discard(tx, person)?;
    if let Some(contact) = people::contact(tx, person)? {
        mails::received(tx, act.now, contact, application, invoice, total_cents)?;
    }
    settling::applied(tx, act, person)?;
    Ok((application, invoice))
}

/// What is charged: the fee of today; or for who is on a purchase order the one by which it was issued, whatever they were told,
/// since the order pays it.
fn lines(tx: &mut DbConnection, person: PersonId, sent: &SubmitApplication, today: Date) -> Result<Vec<InvoiceLine>, Error> {
    let policies = fees::policies(tx)?;
    let by = |policy: &Policy| application_lines(policy, sent.ala_member_number.is_some());
    if let Some(ordered) = settling::ordered_for(tx, person, today)? {
        return Ok(by(policies.priced_by(ordered.on, ordered.amount_cents)));
    }
    let lines = by(policies.in_force_on(today));
    let fee_cents = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.amount_cents));
    quote_refusal(fee_cents, sent.quoted_fee_cents).map_or(Ok(lines), |refusal| Err(refusal.into()))
}

/// The application with its texts in normal form.
fn parse(sent: &SubmitApplication, today: Date) -> Result<SubmitApplication, Error> {
    let mut faults = Faults::default();
    let position_title = faults.take(line("position_title", &sent.position_title, POSITION_CHARS_MAX));
    let number = sent.ala_member_number.as_deref().map(|number| line("ala_member_number", number, MEMBER_NUMBER_CHARS_MAX));
    let ala_member_number = faults.take(number.transpose());
    let library_work = sent.library_work.iter().enumerate().map(|(index, job)| in_normal_form(index, job, &mut faults)).collect();
    for error in check_application(sent, today) {
        // The texts were judged in normal form above.
        let is_judged = ["position_title", "ala_member_number", ".employer", ".position"].iter().any(|text| error.member.ends_with(text));
        faults.require(is_judged, error.member, error.detail);
    }
    faults.check()?;
    Ok(SubmitApplication { library_work, position_title, ala_member_number, ..sent.clone() })
}

/// A job with its texts in normal form.
fn in_normal_form(index: usize, job: &Job, faults: &mut Faults) -> Job {
    let mut text = |part: &str, text: &Option<String>, chars_max: usize| {
        faults.take(text.as_deref().map(|text| line(&format!("library_work[{index}].{part}"), text, chars_max)).transpose())
    };
    let (employer, position) = (text("employer", &job.employer, EMPLOYER_CHARS_MAX), text("position", &job.position, POSITION_CHARS_MAX));
    Job { employer, position, ..job.clone() }
}

/// Fails with the reasons where this person cannot apply now.
pub(super) fn may_apply(tx: &mut DbConnection, person: PersonId, policies: &Policies, today: Date) -> Result<(), Error> {
    let known = load_facts(tx, person)?;
    let standing = evaluate(&from_facts(&known, policies, today), policies, today);
    let allowed = readmission_allowed(&standing, &standing_facts(&known, today));
    application_refusal(&standing, allowed).map_or(Ok(()), |refusal| Err(refusal.into()))
}

fn submitted(application: ApplicationId, sent: &SubmitApplication) -> FactBody {
    FactBody::ApplicationSubmitted {
        application,
        library_work: works(&sent.library_work),
        has_diploma: sent.has_diploma,
        in_support_position: sent.in_support_position,
        ala_member: sent.ala_member_number.is_some(),
    }
}
