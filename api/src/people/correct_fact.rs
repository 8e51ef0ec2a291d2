//! Correcting a fact: a new fact that strikes it or puts another in its place. Nothing is changed or deleted.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Utc};
use shared::applications::{application_records, mark_stays};
use shared::books::is_of_money;
use shared::calendar::Date;
use shared::courses::Place;
use shared::facts::{Fact, FactBody, Replacement, standing_facts};
use shared::ids::FactId;
use shared::people::{ActEntry, CorrectFact, REASON_CHARS_MAX, books_refusal, check_order, check_replacement, correction_refusal, reported_twice};
use shared::problem::MemberError;
use shared::reasons::Refusal;

use super::file;
use crate::applications::must_have_one_enrolment;
use crate::auth::{Requester, permissions};
use crate::books;
use crate::db::{Db, DbConnection, StoreError};
use crate::error::Error;
use crate::orders::settling;
use crate::record::{NewFact, fact, facts_about, load_facts, record};
use crate::request::{Answer, Command};
use crate::text::{line, paragraphs};

/// Corrects a fact: strikes it, or puts another of the same kind about the same thing in its place. The standing of
/// everyone whom it touches follows at once. Answers the act as it stands in the person's file.
///
/// Nobody corrects facts about themselves. Roles, certificates and corrections are not corrected.
#[utoipa::path(tag = "people", security(("session" = [])), params(("id" = FactId, Path, description = "The fact.")),
    request_body = CorrectFact, responses((status = 201, body = ActEntry)))]
#[post("/facts/{id}/correct")]
pub(super) async fn correct_fact(
    command: Command<permissions::CorrectFacts, CorrectFact>,
    id: Path<FactId>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let reason = paragraphs("reason", &command.body.reason, REASON_CHARS_MAX)?;
    let replacement = command.body.replacement.clone().map(in_normal_form).transpose()?;
    command
        .write(&db, "correct_fact", move |tx, act, staff, _| {
            let (wrong, corrected) = examine(tx, staff, id, replacement.clone(), act.today)?;
            let recorded = record(tx, &act.because(&reason), vec![corrected])?;
            if let (Some(person), true) = (wrong.person, reopens(&wrong.body)) {
                must_have_one_enrolment(&load_facts(tx, person)?, act.today)?;
                // What is open again may be paid by an order, as it was.
                settling::applied(tx, act, person)?;
            }
            if let FactBody::MoneyReceived { payment, .. } | FactBody::PaymentReversed { payment } | FactBody::PaymentRefunded { payment, .. } =
                wrong.body
            {
                settling::payment_changed(tx, act, payment)?;
            }
            Answer::created(&file::entry_of(tx, &recorded)?)
        })
        .await
}

/// The fact that is wrong, and its correction, where this requester may correct it so.
pub(super) fn examine(
    conn: &mut DbConnection,
    staff: &Requester,
    id: FactId,
    replacement: Option<Replacement>,
    today: Date,
) -> Result<(Fact, NewFact), Error> {
    let wrong = fact(conn, id)?.ok_or(Error::NotFound("fact"))?;
    must_be_correctable(staff, &wrong, replacement.as_ref())?;
    if let FactBody::MoneyReceived { payment, .. } | FactBody::PaymentReversed { payment } | FactBody::PaymentRefunded { payment, .. } = wrong.body {
        settling::payment_must_not_be_own(conn, staff, payment, today)?;
    }
    if let Some(replacement) = &replacement {
        must_fit(conn, &wrong, replacement, today)?;
    }
    must_not_be_answered(conn, &wrong, today)?;
    must_not_be_invoiced(conn, &wrong, replacement.as_ref(), today)?;
    let corrected = correction(conn, &wrong, replacement)?;
    must_keep_the_books(conn, &wrong, &corrected, today)?;
    Ok((wrong, corrected))
}

/// Refused where the books would not add up any more.
fn must_keep_the_books(conn: &mut DbConnection, wrong: &Fact, corrected: &NewFact, today: Date) -> Result<(), Error> {
    if !is_of_money(&wrong.body) {
        return Ok(());
    }
    if let FactBody::PaymentReceived { payment, .. } = wrong.body
        && books::is_under_way(conn, payment)?
    {
        let sentence = "Money of this payment is on its way back to its card; correct it once that has gone or failed.";
        return Err(Error::conflict("refund_under_way", 22, sentence));
    }
    // Later than everything that is recorded by now.
    let correction = corrected.as_if_recorded(uuid::Uuid::max(), DateTime::<Utc>::MAX_UTC);
    let known = books::books_of(conn, wrong)?;
    books_refusal(&known, &correction, today).map_or(Ok(()), |refusal| Err(Error::Conflict(refusal)))
}

/// The correction of a fact, dated where it has to take effect.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn correction(conn: &mut DbConnection, wrong: &Fact, replacement: Option<Replacement>) -> Result<NewFact, StoreError> {
    let on = effective_on(wrong, replacement.as_ref(), &facts_about(conn, wrong.id)?);
    Ok(NewFact::about(wrong.person, on, FactBody::FactCorrected { corrected: wrong.id, replacement }))
}

/// Whether striking it opens an application again.
pub(super) fn reopens(body: &FactBody) -> bool {
    matches!(body, FactBody::ApplicationRefused { .. } | FactBody::ApplicationWithdrawn { .. })
}

fn must_be_correctable(staff: &Requester, wrong: &Fact, replacement: Option<&Replacement>) -> Result<(), Error> {
    if let Some(person) = wrong.person {
        staff.not_own(person)?;
    }
    correction_refusal(&wrong.body, replacement).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// What was answered stays: without its question the answer would stand nowhere.
fn must_not_be_answered(conn: &mut DbConnection, wrong: &Fact, today: Date) -> Result<(), Error> {
    let (FactBody::InformationRequested { .. }, Some(person)) = (&wrong.body, wrong.person) else { return Ok(()) };
    let known = load_facts(conn, person)?;
    let records = application_records(&standing_facts(&known, today));
    let is_answered = records.iter().flat_map(|record| &record.questions).any(|question| question.asked == wrong.id && question.answered.is_some());
    if is_answered {
        let sentence = "The applicant has answered this question; it stays with its answer. Ask again instead.";
        return Err(Refusal::new("not_correctable", 27, sentence).into());
    }
    Ok(())
}

/// That a membership was not confirmed is struck once nothing is charged for it any more.
fn must_not_be_invoiced(conn: &mut DbConnection, wrong: &Fact, replacement: Option<&Replacement>, today: Date) -> Result<(), Error> {
    let (FactBody::MembershipUnconfirmed { application, .. }, Some(person), None) = (&wrong.body, wrong.person, replacement) else { return Ok(()) };
    let known = load_facts(conn, person)?;
    let records = application_records(&standing_facts(&known, today));
    let mark = records.iter().find(|record| record.application == *application && record.unconfirmed.is_some_and(|mark| mark.fact == wrong.id));
    mark.and_then(|record| mark_stays(record, today)).map_or(Ok(()), |refusal| Err(Error::Conflict(refusal)))
}

fn must_fit(conn: &mut DbConnection, wrong: &Fact, replacement: &Replacement, today: Date) -> Result<(), Error> {
    let mut errors = check_replacement(wrong, replacement, today);
    if let Some(person) = wrong.person {
        let known = load_facts(conn, person)?;
        let standing = standing_facts(&known, today);
        errors.extend(check_order(&standing, wrong, replacement));
        if let (true, Some(refusal)) = (errors.is_empty(), reported_twice(&standing, replacement)) {
            return Err(Error::Conflict(refusal));
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    let claimed_of = match replacement.body.as_ref() {
        FactBody::CompletionReported { course, .. } => Some(("replacement.body.course", course.to_string(), "course_added")),
        FactBody::GraduationReported { agreement, .. } => Some(("replacement.body.agreement", agreement.to_string(), "agreement_signed")),
        _ => None,
    };
    if let Some((member, id, kind)) = claimed_of {
        let is_known = facts_about(conn, &id)?.iter().any(|fact| fact.body.kind() == kind);
        return if is_known { Ok(()) } else { Err(Error::invalid(member, "is unknown; name one that is recorded")) };
    }
    Ok(())
}

/// A correction takes effect where what it corrects did, and where earlier corrections of it did: as of none of these
/// days is the old word heard any more.
fn effective_on(wrong: &Fact, replacement: Option<&Replacement>, earlier: &[Fact]) -> Date {
    let days = earlier.iter().map(|fact| fact.on).chain(replacement.map(|replacement| replacement.on));
    days.fold(wrong.on, Date::min)
}

/// The replacement with its texts in normal form. Empty and too long ones are left to be named with all other faults.
pub(super) fn in_normal_form(replacement: Replacement) -> Result<Replacement, MemberError> {
    let text = |member: &str, text: String| match line(&format!("replacement.body.{member}"), &text, usize::MAX) {
        Err(_) if text.trim().is_empty() => Ok(text),
        normal => normal,
    };
    let Replacement { on, body } = replacement;
    let body = match *body {
        FactBody::CourseAdded { course, title, provider, provider_kind, delivery, place } => {
            let in_city = |place: Place| Ok(Place { city: text("place.city", place.city)?, ..place });
            let (title, provider) = (text("title", title)?, text("provider", provider)?);
            FactBody::CourseAdded { course, title, provider, provider_kind, delivery, place: place.map(in_city).transpose()? }
        }
        FactBody::AgreementSigned { agreement, college, until } => FactBody::AgreementSigned { agreement, college: text("college", college)?, until },
        FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number } => {
            let reference = reference.map(|reference| text("reference", reference)).transpose()?;
            FactBody::PaymentReceived { payment, invoice, amount_cents, method, reference, number }
        }
        FactBody::MoneyReceived { payment, order, amount_cents, method, reference, number } => {
            let reference = reference.map(|reference| text("reference", reference)).transpose()?;
            FactBody::MoneyReceived { payment, order, amount_cents, method, reference, number }
        }
        other => other,
    };
    Ok(Replacement { on, body: Box::new(body) })
}
