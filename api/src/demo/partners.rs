//! The partner of the demonstration: a college that reports by itself. One of its proposals waits, one was refused.

use shared::competencies::CompetencySet::{self, Cataloging, Collections, Reference};
use shared::courses::Delivery;
use shared::ids::PartnerId;
use shared::partners::{ProposeCourse, RegisterPartner, ReportForCandidate};

use super::catalog::{COLLEGE, Catalog};
use super::story::{Actor, Story};
use crate::db::{DbConnection, StoreError};
use crate::error::Error;
use crate::{partners, record};

/// The partner's secret, as well known as the password of the accounts.
pub const PARTNER_SECRET: &str = "lssc_partner_of-the-demonstration";

/// The partner of the demonstration, where there is one.
///
/// # Errors
/// [`StoreError`] where the database fails.
pub fn partner(conn: &mut DbConnection) -> Result<Option<PartnerId>, StoreError> {
    let (provider, kind, _) = COLLEGE;
    partners::partner_of(conn, provider, kind)
}

/// Registers the college, and does what it did since: it comes last of what concerns the candidate.
pub(super) fn college(tx: &mut DbConnection, today: Story, staff: Actor, candidate: Actor, catalog: &Catalog) -> Result<(), Error> {
    let registered = today.months_earlier(14).by(staff);
    let (provider, provider_kind, _) = COLLEGE;
    let new = RegisterPartner { provider: provider.to_owned(), provider_kind };
    let college = partners::register(tx, &registered.act("register_partner"), &new)?;
    partners::issue(tx, &registered.act("issue_partner_secret"), college, PARTNER_SECRET, 0)?;

    let proposed = today.months_earlier(5);
    let thin = propose(
        tx,
        proposed,
        college,
        "Reference in One Afternoon",
        &[Reference],
        "Three hours on the reference interview, with a quiz at the end.",
    )?;
    let refused = proposed.days_later(11).by(staff).act("refuse_proposal");
    let why = "Three hours cover the interview alone. The set also asks for sources, instruction and evaluation; propose it anew with an outline for these.";
    partners::refuse(tx, &refused.because(why), thin)?;

    let number = record::number_of(tx, candidate.person)?.ok_or_else(|| Error::Defect("the candidate has no number".to_owned()))?;
    let report = ReportForCandidate {
        candidate_number: number.to_string(),
        family_name: "Candidate".to_owned(),
        course_id: catalog.cataloging,
        completed_on: today.days_earlier(17).today(),
    };
    partners::report_completion(tx, &today.days_earlier(12).by_partner(college).act("report_for_candidate"), college, &report)?;

    let outline = "Twelve weeks, four hours each: description and access, subject headings, call numbers and holdings, then selection, \
        acquisition and weeding. Each competency is practised on the college's own collection and assessed by a project and a written examination.";
    propose(tx, today.days_earlier(9), college, "Cataloging and Collections, a Full Term", &[Cataloging, Collections], outline)?;
    Ok(())
}

fn propose(
    tx: &mut DbConnection,
    day: Story,
    college: PartnerId,
    title: &str,
    sets: &[CompetencySet],
    outline: &str,
) -> Result<shared::ids::ProposalId, Error> {
    let proposal =
        ProposeCourse { title: title.to_owned(), delivery: Delivery::Online, place: None, sets: sets.to_vec(), outline: outline.to_owned() };
    partners::propose(tx, &day.by_partner(college).act("propose_course"), college, &proposal)
}
