//! The people of the demonstration: a holder, a candidate with work that waits for its decision, an applicant who has
//! not paid. Each walks the way that anyone walks, through the same functions.

use shared::applications::{Engagement, Job, LibraryKind, SubmitApplication};
use shared::calendar::Date;
use shared::completions::ReportCompletion;
use shared::dossier::Outcome;
use shared::ids::{ApplicationId, CompletionId, CourseId, InvoiceId};
use shared::invoices::{PaymentMethod, RecordPayment, application_lines};
use shared::policies::Policies;

use super::catalog::Catalog;
use super::story::{Actor, Story};
use crate::db::DbConnection;
use crate::error::Error;
use crate::{applications, completions, invoices};

/// Certified about a year ago, after two courses of three sets each.
pub(super) fn holder(tx: &mut DbConnection, today: Story, who: Actor, staff: Actor, catalog: &Catalog) -> Result<(), Error> {
    admit(tx, today.months_earlier(20), who, staff, Some("1234567"), "Circulation supervisor")?;
    for (months, course) in [(14, catalog.essentials), (11, catalog.public)] {
        verified(tx, today.months_earlier(months), who, staff, course)?;
    }
    Ok(())
}

/// Admitted half a year ago; one set is achieved, one waits for its decision.
pub(super) fn candidate(tx: &mut DbConnection, today: Story, who: Actor, staff: Actor, catalog: &Catalog) -> Result<(), Error> {
    admit(tx, today.months_earlier(6), who, staff, None, "Circulation assistant")?;
    verified(tx, today.months_earlier(3), who, staff, catalog.technology)?;
    report(tx, today.months_earlier(1), who, catalog.desk).map(drop)
}

/// Applied two weeks ago; neither decided nor paid.
pub(super) fn applicant(tx: &mut DbConnection, today: Story, who: Actor) -> Result<(), Error> {
    apply(tx, today.months_earlier(1).days_later(14), who, None, "Branch library clerk").map(drop)
}

fn admit(tx: &mut DbConnection, day: Story, who: Actor, staff: Actor, member: Option<&str>, position: &str) -> Result<(), Error> {
    let (application, invoice) = apply(tx, day, who, member, position)?;
    let decided = day.days_later(5).by(staff);
    applications::accept(tx, &decided.act("accept_application"), application)?;
    let received = day.days_later(9).by(staff);
    // The price of the day on which the invoice was issued.
    let lines = application_lines(Policies::built_in().in_force_on(day.today()), member.is_some());
    let amount_cents = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.amount_cents));
    let check = RecordPayment { method: PaymentMethod::Check, amount_cents, reference: "1042".to_owned(), received_on: received.today() };
    invoices::pay(tx, &received.act("record_payment"), invoice, &check)
}

fn apply(tx: &mut DbConnection, day: Story, who: Actor, member: Option<&str>, position: &str) -> Result<(ApplicationId, InvoiceId), Error> {
    let application = SubmitApplication {
        library_work: vec![Job {
            from: first_day_of_work(day.today()),
            until: None,
            minutes_per_week: 30 * 60,
            employer: Some("Demo Valley Public Library".to_owned()),
            library_kind: Some(LibraryKind::Public),
            position: Some(position.to_owned()),
            engagement: Some(Engagement::Paid),
        }],
        has_diploma: true,
        in_support_position: true,
        position_title: position.to_owned(),
        ala_member_number: member.map(str::to_owned),
        evidence: Vec::new(),
        quoted_fee_cents: None,
    };
    applications::submit(tx, &day.by(who).act("submit_application"), who.person, &application)
}

/// Three years at thirty hours a week are more than enough.
fn first_day_of_work(applied_on: Date) -> Date {
    applied_on.years_earlier(3)
}

/// Completed and reported on this day, verified a week later.
fn verified(tx: &mut DbConnection, day: Story, who: Actor, staff: Actor, course: CourseId) -> Result<(), Error> {
    for completion in report(tx, day, who, course)? {
        let decided = day.days_later(7).by(staff);
        completions::decide(tx, &decided.act("verify_completion"), who.person, completion, Outcome::Achieved)?;
    }
    Ok(())
}

fn report(tx: &mut DbConnection, day: Story, who: Actor, course: CourseId) -> Result<Vec<CompletionId>, Error> {
    let report = ReportCompletion { course_id: course, completed_on: day.today() };
    completions::report(tx, &day.by(who).act("report_completion"), who.person, &report)
}
