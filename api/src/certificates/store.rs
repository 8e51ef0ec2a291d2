//! Certificates, found by their number or their holder. What stands in their rows the facts of the holder say (`record`).

use diesel::dsl::exists;
use diesel::prelude::*;
use shared::calendar::Date;
use shared::certificates::{Certificate, CertificateEntry, CertificateNumber, CertificatePart, CertificateStanding, CertificateTimeline};
use shared::ids::{CertificateId, PersonId};

use super::list::Filter;
use crate::accounts::person_name;
use crate::db::schema::{certificates, facts, people};
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;
use crate::record::timeline;

/// A row of `certificates`, and what was issued.
pub(super) struct Found {
    pub(super) person: PersonId,
    id: CertificateId,
    number: CertificateNumber,
    pub(super) timeline: CertificateTimeline,
}

/// Number, certificate, holder, and what is kept of the timeline.
type Row = (String, String, String, Option<String>);
const COLUMNS: (certificates::number_compact, certificates::certificate_id, certificates::person_id, certificates::timeline) =
    (certificates::number_compact, certificates::certificate_id, certificates::person_id, certificates::timeline);

/// The certificate with this number, and the holder's name; no name once it was erased.
pub(super) fn by_number(conn: &mut DbConnection, number: &CertificateNumber) -> Result<Option<(Found, Option<String>)>, StoreError> {
    let held = certificates::table.inner_join(people::table).filter(certificates::number_compact.eq(number.compact()));
    let row: Option<(Row, String, Option<String>)> = held.select((COLUMNS, people::name, people::erased_at)).first(conn).optional()?;
    let Some((row, name, erased_at)) = row else { return Ok(None) };
    Ok(found(conn, row)?.map(|found| (found, Some(name).filter(|_| erased_at.is_none()))))
}

/// The certificates of a person as of today, oldest first.
pub(super) fn of_person(conn: &mut DbConnection, person: PersonId, today: Date) -> Result<Vec<Certificate>, Error> {
    let name = person_name(conn, person)?.ok_or(Error::NotFound("person"))?;
    let mine = certificates::table.filter(certificates::person_id.eq(person.to_string())).order(certificates::fact_id);
    let rows: Vec<Row> = mine.select(COLUMNS).load(conn).map_err(StoreError::from)?;
    let mut all = Vec::new();
    for row in rows {
        all.extend(found(conn, row)?.map(|found| found.certificate(name.clone(), today)));
    }
    Ok(all)
}

impl Found {
    fn certificate(self, name: String, today: Date) -> Certificate {
        let CertificateStanding { state, expires_on, .. } = self.timeline.on(today);
        let CertificateTimeline { certified_on, route, sets, .. } = self.timeline;
        let (number, expires_on) = (self.number.to_string(), expires_on.unwrap_or(certified_on));
        Certificate { id: self.id, number, name, certified_on, route, sets, state, expires_on }
    }

    /// The certificate in the list of all, with its holder's name.
    pub(super) fn entry(self, name: String, today: Date) -> CertificateEntry {
        CertificateEntry { person_id: self.person, certificate: self.certificate(name, today) }
    }
}

/// A certificate in the list of all.
pub(super) struct Listed {
    /// The day of issue and its fact, by which the list is sorted.
    pub(super) day: String,
    pub(super) fact: String,
    /// The holder's.
    pub(super) name: String,
    /// None where staff struck it.
    pub(super) certificate: Option<Found>,
}

/// At most `rows` certificates that may be asked for, those issued last first; behind this day and fact.
pub(super) fn issued_last(conn: &mut DbConnection, filter: &Filter, after: Option<&(String, String)>, rows: i64) -> Result<Vec<Listed>, StoreError> {
    let revocations = diesel::alias!(facts as revocations);
    let of_holder = revocations.filter(revocations.field(facts::person_id).eq(facts::person_id));
    let revoked = exists(of_holder.filter(revocations.field(facts::kind).eq("certification_revoked")));
    let held = certificates::table.inner_join(facts::table).inner_join(people::table);
    let mut query = held.filter(facts::kind.eq("certificate_issued")).into_boxed();
    if !filter.number.is_empty() {
        query = query.filter(certificates::number_compact.like(format!("{}%", filter.number)));
    }
    if let Some(from) = filter.issued_from {
        query = query.filter(facts::on_date.ge(text::day(from)));
    }
    if let Some(until) = filter.issued_until {
        query = query.filter(facts::on_date.le(text::day(until)));
    }
    if let Some(CertificatePart::Revoked) = filter.part {
        query = query.filter(revoked);
    }
    if let Some((day, fact)) = after {
        query = query.filter(facts::on_date.lt(day.clone()).or(facts::on_date.eq(day.clone()).and(facts::id.lt(fact.clone()))));
    }
    let listed = query.order((facts::on_date.desc(), facts::id.desc())).limit(rows);
    let rows: Vec<(String, String, String, Row)> = listed.select((facts::on_date, facts::id, people::name, COLUMNS)).load(conn)?;
    rows.into_iter().map(|(day, fact, name, row)| Ok(Listed { day, fact, name, certificate: found(conn, row)? })).collect()
}

/// At most `rows` people, by id.
pub(super) fn people_after(conn: &mut DbConnection, after: Option<&str>, rows: i64) -> Result<Vec<PersonId>, StoreError> {
    let next = people::table.filter(people::id.gt(after.unwrap_or_default())).order(people::id).limit(rows);
    let ids: Vec<String> = next.select(people::id).load(conn)?;
    ids.iter().map(|id| text::read("people.id", id)).collect()
}

/// How many people there are.
pub(super) fn people_count(conn: &mut DbConnection) -> Result<u64, StoreError> {
    let count: i64 = people::table.count().get_result(conn)?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// None where staff struck it.
fn found(conn: &mut DbConnection, (number, certificate, person, kept): Row) -> Result<Option<Found>, StoreError> {
    let Some(timeline) = timeline(conn, &number, kept.as_deref())? else { return Ok(None) };
    Ok(Some(Found {
        person: text::read("certificates.person_id", &person)?,
        id: text::read("certificates.certificate_id", &certificate)?,
        number: text::read("certificates.number_compact", &number)?,
        timeline,
    }))
}
