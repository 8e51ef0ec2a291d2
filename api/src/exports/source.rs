//! Where the rows of a file come from, a page at a time.

use shared::exports::ExportList;

use super::rows::{self, Cards, Chunk};
use crate::clock::Moment;
use crate::db::Db;
use crate::error::Error;
use crate::pages::{LIMIT_MAX, Paging};

/// A list as of a moment.
pub(super) struct Source {
    pub(super) db: Db,
    pub(super) list: ExportList,
    pub(super) moment: Moment,
    pub(super) cards: Cards,
}

impl Source {
    /// The page after this cursor, and the cursor of the next.
    pub(super) async fn read(&self, after: Option<String>) -> Result<Chunk, Error> {
        let paging = Paging::new(Some(LIMIT_MAX), after.as_deref())?;
        let (list, moment, cards) = (self.list.clone(), self.moment, self.cards);
        self.db.read(move |conn| rows::chunk(conn, &list, &paging, moment, cards)).await
    }
}
