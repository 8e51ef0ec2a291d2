//! Finding people by name, address or number. By POST: no name stands in an address, and so in no log.

use actix_web::post;
use actix_web::web::{Data, Json};
use shared::calendar::Date;
use shared::certificates::CertificateNumber;
use shared::ids::PersonId;
use shared::people::{CandidateNumber, NAME_CHARS_MAX, PeopleFound, PersonSummary, SearchPeople};
use shared::standings::Status;

use super::store::{self, Found};
use crate::auth::permissions;
use crate::db::{Db, DbConnection, StoreError, text};
use crate::error::Error;
use crate::pages::Paging;
use crate::record::person_of;
use crate::request::Command;
use crate::text::{folded, line};

/// Between the name and the id in a cursor; no name holds it.
const BETWEEN: char = '\n';

/// The people whose name or e-mail address holds the text, or whose candidate or certificate number it is, by name; case
/// and accents do not matter. Records nothing.
#[utoipa::path(tag = "people", security(("session" = [])), request_body = SearchPeople, responses((status = 200, body = PeopleFound)))]
#[post("/people/search")]
pub(super) async fn search_people(command: Command<permissions::ReadPeople, SearchPeople>, db: Data<Db>) -> Result<Json<PeopleFound>, Error> {
    let SearchPeople { text, after, limit } = command.body;
    let wanted = folded(&line("text", &text, NAME_CHARS_MAX)?);
    if wanted.is_empty() {
        return Err(Error::invalid("text", "holds nothing to search for; write letters or digits"));
    }
    let paging = Paging::new(limit, after.as_deref())?;
    let today = command.moment.today;
    db.read(move |conn| find(conn, &wanted, &paging, today).map(Json)).await
}

/// Whose number this is; a candidate's and a certificate's differ in length.
fn numbered(conn: &mut DbConnection, text: &str) -> Result<Option<PersonId>, StoreError> {
    if let Ok(number) = text.parse::<CandidateNumber>() {
        return person_of(conn, number);
    }
    match text.parse::<CertificateNumber>() {
        Ok(number) => store::holder(conn, &number),
        Err(_) => Ok(None),
    }
}

fn find(conn: &mut DbConnection, wanted: &str, paging: &Paging, today: Date) -> Result<PeopleFound, Error> {
    let after = paging.after().map(|key| key.split_once(BETWEEN).ok_or_else(|| Error::invalid("after", "is not the `next` of an earlier page")));
    let named = numbered(conn, &wanted.to_uppercase())?;
    let rows = store::search(conn, wanted, named, after.transpose()?, paging.rows())?;
    let page = paging.page(rows, |(id, _, name_folded, _)| format!("{name_folded}{BETWEEN}{id}"));
    let ids: Vec<String> = page.items.iter().map(|(id, ..)| id.clone()).collect();
    let statuses = store::statuses(conn, &ids, today)?;
    let summary = |(id, name, _, email): Found| {
        let status = statuses.get(&id).copied().unwrap_or(Status::NotApplied);
        Ok(PersonSummary { id: text::read("people.id", &id)?, name, email, status })
    };
    let page = page.try_map(summary)?;
    Ok(PeopleFound { items: page.items, next: page.next })
}
