//! The built-in gateway of the demonstration: its pages stand at `/test-gateway/{session}`, and it takes no money.

use super::SessionWanted;
use super::store;
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;

/// The test gateway. It keeps its sessions in the same database, but in transactions of its own.
#[derive(Debug)]
pub struct TestGateway {
    db: Db,
}

impl TestGateway {
    pub(super) fn new(db: Db) -> Self {
        Self { db }
    }

    /// The path of the page of the session that is open for what is wanted.
    pub(super) async fn open(&self, wanted: SessionWanted, moment: Moment) -> Result<String, Error> {
        let id = self
            .db
            .write(move |tx| match store::find_open(tx, wanted)? {
                Some(id) => Ok(id),
                None => Ok(store::insert(tx, wanted, moment.now)?),
            })
            .await?;
        Ok(format!("/test-gateway/{}", id.as_str()))
    }
}
