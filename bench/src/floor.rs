//! Floors of requests: the least that an answer of the same length costs with the same framework, in a process of its
//! own. `/bare` answers at once; `/read/{key}` reads one row by its key first, off the async threads and from a pool,
//! as the framework's own examples do.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use actix_web::web::{self, Data};
use actix_web::{App, HttpResponse, HttpServer};
use anyhow::{Context, Result};
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};

diesel::table! {
    certificates (number_compact) {
        number_compact -> Text,
        person_id -> Text,
    }
}

type Connections = Pool<ConnectionManager<SqliteConnection>>;

/// A floor that runs until this is dropped.
#[derive(Debug)]
pub(crate) struct Floor {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Floor {
    /// Answers of so many bytes, reading from this database.
    pub(crate) fn start(body_bytes: usize, database: &Path) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let mut child = command.arg("floor").arg(body_bytes.to_string()).arg(database).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("the floor's output is not connected")?).read_line(&mut line)?;
        let address = line.trim().parse().context("the floor did not start");
        Ok(Self { address: address.inspect_err(|_| drop(child.kill()))?, child })
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a floor: `BODY_BYTES DATABASE`.
pub(crate) fn serve(words: &[String]) -> Result<()> {
    let [body_bytes, database] = words else { anyhow::bail!("`floor BODY_BYTES DATABASE`") };
    let body: web::Bytes = vec![b'x'; body_bytes.parse()?].into();
    let pool = Pool::builder().max_size(8).build(ConnectionManager::<SqliteConnection>::new(database))?;
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(Data::new(body.clone()))
                .app_data(Data::new(pool.clone()))
                .route("/bare", web::get().to(bare))
                .route("/read/{key}", web::get().to(read))
        })
        .bind(("127.0.0.1", 0))?;
        println!("{}", server.addrs().first().context("the floor has no address")?);
        Ok(server.run().await?)
    })
}

async fn bare(body: Data<web::Bytes>) -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(body.get_ref().clone())
}

async fn read(key: web::Path<String>, body: Data<web::Bytes>, pool: Data<Connections>) -> HttpResponse {
    let found = web::block(move || {
        let mut connection = pool.get().ok()?;
        certificates::table.find(key.into_inner()).select(certificates::person_id).first::<String>(&mut connection).ok()
    });
    match found.await {
        Ok(Some(_)) => bare(body).await,
        _ => HttpResponse::NotFound().body(""),
    }
}
