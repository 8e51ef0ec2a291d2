//! One list as a file.

use std::fs::File;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, ContentEncoding};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpResponse, HttpResponseBuilder, post};
use futures_util::stream::{self, StreamExt};
use serde::{Deserialize, Serialize};
use shared::exports::{ExportFormat, ExportList};
use shared::standings::Status;
use tokio::sync::Semaphore;
use tracing::Instrument as _;
use utoipa::IntoParams;

use super::rows::{Cards, Chunk};
use super::source::Source;
use super::xlsx::{self, Sheet};
use super::{csv, heads};
use crate::auth::permissions;
use crate::db::Db;
use crate::error::Error;
use crate::invoices::Gateway;
use crate::record::record_note;
use crate::request::{Command, Parameters};
use crate::{certificates, courses, spool};

/// As which file.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportAs {
    /// `csv` where it is absent.
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
}

/// What is kept of it: which list, narrowed down to what, in which format.
#[derive(Serialize)]
struct Taken<'a> {
    #[serde(flatten)]
    list: &'a ExportList,
    format: ExportFormat,
}

/// A list as a file for a spreadsheet: the same entries in the same order as the list itself, all of them. As comma-separated
/// values it is UTF-8 with a byte order mark, and a cell that a spreadsheet would take for a formula begins with an apostrophe.
/// As a workbook it has days, amounts and texts as such, and is sent once it is whole.
///
/// Who took which list when in which format is recorded as an act, before the first row is sent.
#[utoipa::path(
    tag = "exports",
    params(ExportAs),
    request_body = ExportList,
    responses((status = 200, description = "The file.", content(
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ))),
    security(("session" = []))
)]
#[post("/exports")]
pub(super) async fn export_list(
    command: Command<permissions::ExportLists, ExportList>,
    asked: Parameters<ExportAs>,
    gateway: Data<Gateway>,
    db: Data<Db>,
) -> Result<HttpResponse, Error> {
    let ExportAs { format } = asked.0;
    must_have_a_list(&command.body)?;
    let taken = Taken { list: &command.body, format };
    let act = command.act("export_list").because(serde_json::to_string(&taken)?);
    db.write(move |tx| record_note(tx, &act, None)).await?;
    let cards = Cards { taken: gateway.cards_taken(), refunds: gateway.card_refunds() };
    let source = Source { db: db.get_ref().clone(), list: command.body, moment: command.moment, cards };
    match format {
        ExportFormat::Csv => as_csv(source).await,
        ExportFormat::Xlsx => as_workbook(&source).await,
    }
}

/// Sent as it is read.
async fn as_csv(source: Source) -> Result<HttpResponse, Error> {
    let mut answer = answer(&source, ExportFormat::Csv);
    // What fails at once is told as a problem; what fails later breaks the file off, and the browser says so.
    let Chunk { rows, next } = source.read(None).await?;
    let head = format!("{}{}", csv::MARK, csv::head(heads::head(&source.list)));
    let begun = stream::iter([Ok(Bytes::from(head)), Ok(csv::rows(&rows))]);
    // The rest is read after the request's own span has ended; what is logged of it bears its id all the same.
    let span = tracing::Span::current();
    let rest = stream::try_unfold((source, next), move |(source, after)| {
        async move {
            let Some(after) = after else { return Ok::<_, Error>(None) };
            let read = source.read(Some(after)).await;
            let Chunk { rows, next } = read.inspect_err(|error| tracing::warn!(%error, "a list as a file broke off"))?;
            Ok(Some((csv::rows(&rows), (source, next))))
        }
        .instrument(span.clone())
    });
    Ok(answer.content_type("text/csv; charset=utf-8").streaming(begun.chain(rest)))
}

/// How many workbooks are made at once. Each takes its place in the folder for such files, which may be in memory; others wait.
static WORKBOOKS: Semaphore = Semaphore::const_new(2);

/// Sent once it is whole: a workbook that breaks off is none, and what fails on the way is told as a problem.
async fn as_workbook(source: &Source) -> Result<HttpResponse, Error> {
    // Ends with the making: what is sent after it lies there already.
    let made = WORKBOOKS.acquire().await.map_err(|_| Error::Interrupted)?;
    let file = workbook(source).await?;
    drop(made);
    // Packed already: what compresses answers leaves it alone.
    let mut answer = answer(source, ExportFormat::Xlsx);
    Ok(answer.content_type(xlsx::MEDIA_TYPE).insert_header(ContentEncoding::Identity).body(spool::body(file)?))
}

async fn workbook(source: &Source) -> Result<File, Error> {
    let (name, head, now) = (source.list.name(), heads::head(&source.list), source.moment.now);
    let mut sheet = spool::blocking(move || Sheet::begin(name, head, now)).await?;
    let mut after = None;
    loop {
        let Chunk { rows, next } = source.read(after).await?;
        let add = move || sheet.add(&rows).map(|()| sheet);
        sheet = spool::blocking(add).await?;
        after = next;
        if after.is_none() {
            return spool::blocking(move || sheet.finish()).await;
        }
    }
}

/// What is said of a file in any format.
fn answer(source: &Source, format: ExportFormat) -> HttpResponseBuilder {
    let name = format!("{}-{}.{}", source.list.name(), source.moment.today, format.name());
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))).insert_header((CACHE_CONTROL, "no-store"));
    answer
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
