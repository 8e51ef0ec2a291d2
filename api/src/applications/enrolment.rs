//! A person has one open enrolment: what a correction must not undo.

use shared::applications::{ApplicationRecord, application_records};
use shared::calendar::Date;
use shared::facts::{Fact, standing_facts};

use crate::error::Error;

/// A conflict where an application is open that another one has followed.
pub(crate) fn must_have_one_enrolment(known: &[Fact], today: Date) -> Result<(), Error> {
    let records = application_records(&standing_facts(known, today));
    let mut enrolments = records.iter().filter(|record| record.refused_on.is_none() && record.withdrawn_on.is_none()).rev();
    enrolments.next();
    if enrolments.any(is_open) {
        let sentence = "The person has applied again since; an application that another one has followed is not opened again.";
        return Err(Error::conflict("application_open", 7, sentence));
    }
    Ok(())
}

fn is_open(record: &ApplicationRecord) -> bool {
    record.state().is_open()
}
