//! The rows of askings. Whether one was answered, and how, the facts say; a row without its token opens nothing.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::applications::{Application, ApplicationRecord, LibraryWork, with_what_is_kept};
use shared::calendar::Date;
use shared::confirmations::{AskForConfirmation, AskedConfirmation, Confirmation, ConfirmationState};
use shared::facts::{FactBody, standing_facts};
use shared::ids::{ApplicationId, ConfirmationId, PersonId};

use super::super::store as applications;
use crate::db::schema::hour_confirmations::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::people;
use crate::record::facts_of_people;
use crate::{error::Error, ids};

/// The facts by which supervisors answered, and what may strike them.
const KINDS: [&str; 3] = ["hours_confirmed", "hours_disputed", "fact_corrected"];

/// An asking that begins.
pub(super) struct Asking {
    pub(super) id: ConfirmationId,
    pub(super) application: ApplicationId,
    pub(super) person: PersonId,
    pub(super) asked_on: Date,
    pub(super) answer_by: Date,
    /// What the job says.
    pub(super) work: LibraryWork,
}

/// One that may be answered.
pub(super) struct Open {
    pub(super) id: ConfirmationId,
    pub(super) application: ApplicationId,
    pub(super) person: PersonId,
    pub(super) job: u32,
    pub(super) asked: AskedConfirmation,
}

/// Keeps an asking; of its token the hash alone.
pub(super) fn insert(tx: &mut DbConnection, asked: &Asking, sent: &AskForConfirmation, token: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
    let row = (
        dsl::id.eq(asked.id.to_string()),
        dsl::application_id.eq(asked.application.to_string()),
        dsl::person_id.eq(asked.person.to_string()),
        dsl::job.eq(i32::try_from(sent.job).unwrap_or(i32::MAX)),
        dsl::from_on.eq(text::day(asked.work.from)),
        dsl::until_on.eq(asked.work.until.map(text::day)),
        dsl::minutes_per_week.eq(i32::try_from(asked.work.minutes_per_week).unwrap_or(i32::MAX)),
        dsl::supervisor_name.eq(&sent.supervisor_name),
        dsl::supervisor_email.eq(&sent.supervisor_email),
        dsl::token_hash.eq(ids::hash(&[token.as_bytes()])),
        dsl::asked_at.eq(text::time(now)),
        dsl::asked_on.eq(text::day(asked.asked_on)),
        dsl::answer_by.eq(text::day(asked.answer_by)),
    );
    diesel::insert_into(dsl::hour_confirmations).values(row).execute(tx)?;
    Ok(())
}

/// Ends what was asked about this job and not answered: another link takes its place. What was asked goes with its hours:
/// a correction may have moved them to another place among the jobs.
pub(super) fn end_open(tx: &mut DbConnection, found: &ApplicationRecord, job: u32) -> Result<(), StoreError> {
    let of_it = dsl::hour_confirmations.filter(dsl::application_id.eq(found.application.to_string()));
    let open: Vec<Row> = of_it.filter(dsl::token_hash.is_not_null()).select(Row::as_select()).load(tx)?;
    for row in open {
        if row.place(&found.submitted.library_work)? == Some(job) {
            diesel::delete(dsl::hour_confirmations.find(row.id)).execute(tx)?;
        }
    }
    Ok(())
}

/// It is answered: its token opens nothing any more.
pub(super) fn close(tx: &mut DbConnection, id: ConfirmationId, comment: Option<&str>) -> Result<(), StoreError> {
    diesel::update(dsl::hour_confirmations.find(id.to_string())).set((dsl::token_hash.eq(None::<String>), dsl::comment.eq(comment))).execute(tx)?;
    Ok(())
}

/// After a restore no link opens anything: what was answered or replaced since the backup would be open again.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub(crate) fn forget_links(tx: &mut DbConnection) -> Result<(), StoreError> {
    diesel::update(dsl::hour_confirmations.filter(dsl::token_hash.is_not_null())).set(dsl::token_hash.eq(None::<String>)).execute(tx)?;
    Ok(())
}

/// What this token opens today, where its application still waits for a decision.
pub(super) fn open_by(conn: &mut DbConnection, token: &str, today: Date) -> Result<Option<Open>, StoreError> {
    let by_token = dsl::hour_confirmations.filter(dsl::token_hash.eq(ids::hash(&[token.as_bytes()])));
    let row: Option<Row> = by_token.filter(dsl::answer_by.ge(text::day(today))).select(Row::as_select()).first(conn).optional()?;
    let Some(row) = row else { return Ok(None) };
    let application = text::read("hour_confirmations.application_id", &row.application_id)?;
    let Some((person, found)) = applications::find(conn, application, today)?.filter(|(_, found)| waits(found)) else { return Ok(None) };
    // A job that was corrected since is another question.
    let Some(place) = row.place(&found.submitted.library_work)? else { return Ok(None) };
    let details = applications::details(conn, &[application.to_string()])?.remove(&application.to_string()).unwrap_or_default();
    let jobs = with_what_is_kept(&found.submitted.library_work, &details.jobs);
    let job = usize::try_from(place).ok().and_then(|place| jobs.into_iter().nth(place));
    let (Some(job), Some(applicant)) = (job, people::contact(conn, person)?) else { return Ok(None) };
    let asked = AskedConfirmation {
        applicant_name: applicant.name,
        supervisor_name: row.supervisor_name.clone(),
        employer: job.employer,
        position: job.position,
        from: job.from,
        until: job.until,
        minutes_per_week: job.minutes_per_week,
        answer_by: text::read("hour_confirmations.answer_by", &row.answer_by)?,
    };
    Ok(Some(Open { id: row.id()?, application, person, job: place, asked }))
}

fn waits(found: &ApplicationRecord) -> bool {
    found.state().is_undecided()
}

/// Whether the hours of this job are confirmed, as of today.
pub(super) fn is_confirmed(conn: &mut DbConnection, found: &ApplicationRecord, job: u32, today: Date) -> Result<bool, Error> {
    let confirmations = of_applications(conn, std::slice::from_ref(found), today)?;
    let of_it = confirmations.get(&found.application).into_iter().flatten();
    Ok(of_it.into_iter().any(|confirmation| confirmation.job == job && confirmation.state == ConfirmationState::Confirmed))
}

/// What was asked about these applications and what has become of it, as of today; without the comments.
pub(in crate::applications) fn of_applications(
    conn: &mut DbConnection,
    records: &[ApplicationRecord],
    today: Date,
) -> Result<HashMap<ApplicationId, Vec<Confirmation>>, StoreError> {
    let ids: Vec<String> = records.iter().map(|record| record.application.to_string()).collect();
    let rows: Vec<Row> = dsl::hour_confirmations.filter(dsl::application_id.eq_any(ids)).order(dsl::id).select(Row::as_select()).load(conn)?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let people: Vec<PersonId> = records.iter().filter_map(|record| record.person).collect();
    let works: HashMap<ApplicationId, &[LibraryWork]> = records.iter().map(|record| (record.application, &*record.submitted.library_work)).collect();
    let said = answers(conn, &people, today)?;
    let mut by_application: HashMap<ApplicationId, Vec<Confirmation>> = HashMap::new();
    for row in rows {
        let application = text::read("hour_confirmations.application_id", &row.application_id)?;
        let work = works.get(&application).copied().unwrap_or_default();
        let confirmation = row.confirmation(said.get(&row.id()?).copied(), work, today)?;
        by_application.entry(application).or_default().push(confirmation);
    }
    Ok(by_application)
}

/// The answers that stand, by the asking.
fn answers(conn: &mut DbConnection, people: &[PersonId], today: Date) -> Result<HashMap<ConfirmationId, (ConfirmationState, Date)>, StoreError> {
    let facts = facts_of_people(conn, people, &KINDS)?;
    let standing = standing_facts(&facts, today);
    let said = standing.iter().filter_map(|fact| match &fact.body {
        FactBody::HoursConfirmed { confirmation, .. } => Some((*confirmation, (ConfirmationState::Confirmed, fact.on))),
        FactBody::HoursDisputed { confirmation, .. } => Some((*confirmation, (ConfirmationState::Disputed, fact.on))),
        _ => None,
    });
    Ok(said.collect())
}

/// Adds the comments of disputes: for staff who look at an application that is not their own.
pub(in crate::applications) fn tell_comments(conn: &mut DbConnection, application: &mut Application) -> Result<(), StoreError> {
    let of_it = dsl::hour_confirmations.filter(dsl::application_id.eq(application.id.to_string()));
    let comments: Vec<Option<String>> = of_it.order(dsl::id).select(dsl::comment).load(conn)?;
    for (confirmation, comment) in application.confirmations.iter_mut().zip(comments) {
        confirmation.comment = comment.filter(|_| confirmation.state == ConfirmationState::Disputed);
    }
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = crate::db::schema::hour_confirmations)]
struct Row {
    id: String,
    application_id: String,
    job: i32,
    from_on: String,
    until_on: Option<String>,
    minutes_per_week: i32,
    supervisor_name: String,
    token_hash: Option<String>,
    asked_on: String,
    answer_by: String,
}

impl Row {
    fn id(&self) -> Result<ConfirmationId, StoreError> {
        text::read("hour_confirmations.id", &self.id)
    }

    fn job(&self) -> Result<u32, StoreError> {
        u32::try_from(self.job).map_err(|error| StoreError::unreadable("hour_confirmations.job", error))
    }

    /// What the job said when it was asked.
    fn work(&self) -> Result<LibraryWork, StoreError> {
        let minutes = u32::try_from(self.minutes_per_week).map_err(|error| StoreError::unreadable("hour_confirmations.minutes_per_week", error))?;
        let until = text::read_option("hour_confirmations.until_on", self.until_on.as_deref())?;
        Ok(LibraryWork { from: text::read("hour_confirmations.from_on", &self.from_on)?, until, minutes_per_week: minutes })
    }

    /// Where the job that was asked about stands among these; none where none of them says the same any more.
    fn place(&self, jobs: &[LibraryWork]) -> Result<Option<u32>, StoreError> {
        let (asked, place) = (self.work()?, self.job()?);
        let stays = usize::try_from(place).ok().and_then(|place| jobs.get(place)) == Some(&asked);
        let moved = || jobs.iter().position(|job| *job == asked).and_then(|place| u32::try_from(place).ok());
        Ok(if stays { Some(place) } else { moved() })
    }

    fn confirmation(&self, said: Option<(ConfirmationState, Date)>, jobs: &[LibraryWork], today: Date) -> Result<Confirmation, StoreError> {
        let answer_by: Date = text::read("hour_confirmations.answer_by", &self.answer_by)?;
        let unanswered = if self.token_hash.is_some() && today <= answer_by { ConfirmationState::Asked } else { ConfirmationState::Expired };
        let place = self.place(jobs)?;
        let state = said.map_or(unanswered, |(state, _)| state);
        Ok(Confirmation {
            job: place.unwrap_or(self.job()?),
            // What was said of other hours says nothing of these.
            state: if place.is_some() { state } else { ConfirmationState::Outdated },
            supervisor_name: self.supervisor_name.clone(),
            asked_on: text::read("hour_confirmations.asked_on", &self.asked_on)?,
            answer_by,
            answered_on: said.map(|(_, on)| on),
            comment: None,
        })
    }
}
