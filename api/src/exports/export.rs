//! One list as a file.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, post};
use futures_util::stream::{self, StreamExt};
use shared::exports::ExportList;
use shared::standings::Status;
use tracing::Instrument as _;

use super::csv;
use super::rows::{self, Chunk};
use crate::auth::permissions;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::invoices::{CardsTaken, Gateway};
use crate::pages::{LIMIT_MAX, Paging};
use crate::record::record_note;
use crate::request::Command;
use crate::{certificates, courses};

/// A list as comma-separated values for a spreadsheet: the same entries in the same order as the list itself, all of
/// them. UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe.
///
/// Who took which list when is recorded as an act, before the first row is sent.
#[utoipa::path(
    tag = "exports",
    request_body = ExportList,
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv")),
    security(("session" = []))
)]
#[post("/exports")]
pub(super) async fn export_list(
    command: Command<permissions::ExportLists, ExportList>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    must_have_a_list(&command.body)?;
    let act = command.act("export_list").because(serde_json::to_string(&command.body)?);
    db.write(move |tx| record_note(tx, &act, None)).await?;
    let source = Source { db: db.get_ref().clone(), list: command.body, moment: command.moment, cards: gateway.cards_taken() };
    let name = format!("{}-{}.csv", source.list.name(), source.moment.today);
    // What fails at once is told as a problem; what fails later breaks the file off, and the browser says so.
    let (first, next) = source.read(None).await?;
    let head = format!("{}{}", csv::MARK, csv::record(rows::head(&source.list)));
    let begun = stream::iter([Ok(Bytes::from(head)), Ok(first)]);
    // The rest is read after the request's own span has ended; what is logged of it bears its id all the same.
    let span = tracing::Span::current();
    let rest = stream::try_unfold((source, next), move |(source, after)| {
        async move {
            let Some(after) = after else { return Ok::<_, Error>(None) };
            let (bytes, next) = source.read(Some(after)).await.inspect_err(|error| tracing::warn!(%error, "a list as a file broke off"))?;
            Ok(Some((bytes, (source, next))))
        }
        .instrument(span.clone())
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(begun.chain(rest)))
}

fn must_have_a_list(list: &ExportList) -> Result<(), Error> {
    match list {
        ExportList::Standings { status: Some(Status::NotApplied), .. } => {
            Err(Error::invalid("status", "`not_applied` has no list: search people instead"))
        }
        // What is searched for is judged before anything is recorded.
        ExportList::Courses { text, .. } => courses::words(text.as_deref()).map(drop),
        ExportList::Certificates { number: Some(number), .. } => certificates::beginning(number).map(drop),
        _ => Ok(()),
    }
}

/// Where the rows come from, a page at a time.
struct Source {
    db: Db,
    list: ExportList,
    moment: Moment,
    cards: CardsTaken,
}

impl Source {
    /// The page after this cursor as text, and the cursor of the next.
    async fn read(&self, after: Option<String>) -> Result<(Bytes, Option<String>), Error> {
        let paging = Paging::new(Some(LIMIT_MAX), after.as_deref())?;
        let (list, moment, cards) = (self.list.clone(), self.moment, self.cards);
        let Chunk { rows, next } = self.db.read(move |conn| rows::chunk(conn, &list, &paging, moment, cards)).await?;
        Ok((Bytes::from(rows.iter().map(|row| csv::record(row)).collect::<String>()), next))
    }
}
