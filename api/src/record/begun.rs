//! Approvals that were given for a later day, on the day they begin: nobody acts then, and yet a completion from
//! before may count from that day on (Q16). The programme itself looks, hourly.

use std::collections::BTreeSet;
use std::time::Duration;

use diesel::prelude::*;
use shared::ids::{ActId, PersonId};
use shared::policies::Policies;

use super::{Act, certificates, insert, load, standings};
use crate::clock::{Clock, Moment};
use crate::db::schema::{acts, facts};
use crate::db::{Db, DbConnection, StoreError, text};
use crate::error::Error;
use crate::ids;

const HOUR: Duration = Duration::from_hours(1);
/// How many months back is looked: longer than any server is down.
const MONTHS: u32 = 2;

/// Looks until the task is dropped.
pub async fn run(db: Db, clock: Clock) {
    loop {
        if let Ok(moment) = clock.moment()
            && let Err(error) = db.write(move |tx| begun(tx, moment)).await
        {
            tracing::warn!(%error, "approvals that begin could not be looked at");
        }
        tokio::time::sleep(HOUR).await;
    }
}

/// Brings the standings of everyone up to date for whom an approval has begun since it was given, and issues what
/// certificates follow; says for how many people.
///
/// # Errors
/// [`Error::Store`] where the database fails.
pub fn begun(tx: &mut DbConnection, moment: Moment) -> Result<usize, Error> {
    let policies = Policies::built_in();
    let mut changed = 0_usize;
    for person in people(tx, moment)? {
        let known = load::load_facts(tx, person)?;
        if standings::differs(tx, person, &known, &policies, moment.today)? {
            let act = Act { account: None, operation: "approval_begun", now: moment.now, today: moment.today, reason: None, key: None };
            let id = ActId(ids::fresh());
            insert::act(tx, id, &act, Some(person))?;
            standings::rewrite(tx, person, &known, &policies, moment.today)?;
            certificates::issue(tx, id, &act, person, &known, &policies)?;
            changed = changed.saturating_add(1);
        }
    }
    Ok(changed)
}

/// The people with completions of courses whose approval began lately, later than it was given.
fn people(tx: &mut DbConnection, moment: Moment) -> Result<BTreeSet<PersonId>, StoreError> {
    let (first, last) = (moment.today.months_earlier(MONTHS), moment.today);
    let courses: Vec<Option<String>> = facts::table
        .inner_join(acts::table)
        .filter(facts::kind.eq("course_approved"))
        .filter(facts::on_date.ge(text::day(first)).and(facts::on_date.le(text::day(last))))
        .filter(facts::on_date.gt(acts::on_date))
        .select(facts::subject)
        .distinct()
        .load(tx)?;
    let mut people = BTreeSet::new();
    for course in courses.iter().flatten() {
        people.extend(load::people_referring_to(tx, course)?);
    }
    Ok(people)
}
