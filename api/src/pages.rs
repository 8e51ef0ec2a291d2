//! Lists by the page: `?limit=&after=`, an opaque cursor, and the `Link` to the next page. No totals.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::error::Error;

/// The most entries on a page.
pub const LIMIT_MAX: u32 = 200;
/// How many there are where none is asked for.
pub const LIMIT_DEFAULT: u32 = 50;

/// What stands between name and id in a key; no name holds it.
const BETWEEN: char = '\u{1f}';

/// Which page of a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    limit: u32,
    after: Option<String>,
}

/// The rows of one page, and the cursor of the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, at most as many as were asked for.
    pub items: Vec<T>,
    /// What to send as `after`; none at the end.
    pub next: Option<String>,
}

impl Paging {
    /// The page that `limit` and `after` ask for.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the limit is out of bounds or the cursor is not one of ours.
    pub fn new(limit: Option<u32>, after: Option<&str>) -> Result<Self, Error> {
        let limit = limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Error::invalid("limit", format!("is {limit}; ask for 1 to {LIMIT_MAX}")));
        }
        let after = after.map(key_of).transpose()?;
        Ok(Self { limit, after })
    }

    /// The sort key after which the page begins: load the rows whose key is greater.
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// [`Self::after`] of a list by name: the name and the id, as [`name_key`] put them together.
    ///
    /// # Errors
    /// [`Error::Invalid`] where the cursor is of another list.
    pub fn after_name(&self) -> Result<Option<(String, String)>, Error> {
        let pair = |key: &str| key.split_once(BETWEEN).map(|(name, id)| (name.to_owned(), id.to_owned())).ok_or_else(foreign_cursor);
        self.after().map(pair).transpose()
    }

    /// How many rows to load: one more than the page holds shows whether there is another page.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit).saturating_add(1)
    }

    /// Cuts the loaded rows to the page. `key` gives the sort key of a row: the one that [`Self::after`] will hold.
    pub fn page<T>(&self, mut rows: Vec<T>, key: impl Fn(&T) -> String) -> Page<T> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|last| URL_SAFE_NO_PAD.encode(key(last)));
        Page { items: rows, next }
    }
}

impl<T> Page<T> {
    /// The same page of something else.
    ///
    /// # Errors
    /// Those of `change`.
    pub fn try_map<U>(self, change: impl FnMut(T) -> Result<U, Error>) -> Result<Page<U>, Error> {
        Ok(Page { items: self.items.into_iter().map(change).collect::<Result<_, _>>()?, next: self.next })
    }
}

/// The sort key of a row in a list by name: folded, and the id for those of the same name.
pub fn name_key(folded: &str, id: &str) -> String {
    format!("{folded}{BETWEEN}{id}")
}

fn key_of(cursor: &str) -> Result<String, Error> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign_cursor())?;
    let key = String::from_utf8(bytes).map_err(|_| foreign_cursor())?;
    // PostgreSQL takes no U+0000 in a query either.
    if key.contains('\0') { Err(foreign_cursor()) } else { Ok(key) }
}

/// What is said of a cursor of another list.
pub(crate) fn foreign_cursor() -> Error {
    Error::invalid("after", "is not the `next` of an earlier page; leave it out to begin anew")
}

/// Answers a page, with the address of the next one in `Link`.
pub fn answer<T: Serialize>(request: &HttpRequest, body: &T, next: Option<&str>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(next) = next {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in url::form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name != "after") {
            query.append_pair(&name, &value);
        }
        query.append_pair("after", next);
        response.insert_header((header::LINK, format!("<{}?{}>; rel=\"next\"", request.path(), query.finish())));
    }
    response.json(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_follow_one_another_to_the_end() {
        let all = ["a", "b", "c", "d", "e"];
        let mut after = None;
        let mut seen: Vec<&&str> = Vec::new();
        loop {
            let paging = Paging::new(Some(2), after.as_deref()).unwrap();
            let rows = all.iter().filter(|row| paging.after().is_none_or(|key| **row > key)).take(3).collect::<Vec<_>>();
            let page = paging.page(rows, |row| (**row).to_owned());
            seen.extend(page.items);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, all.iter().collect::<Vec<_>>());
    }

    #[test]
    fn limits_and_cursors_are_checked() {
        for (limit, after, taken) in [
            (Some(0), None, false),
            (Some(1), None, true),
            (Some(200), None, true),
            (Some(201), None, false),
            (None, Some("YQ"), true),
            (None, Some("?"), false),
            (None, Some("AA"), false),
            (None, Some("_w"), false),
        ] {
            assert_eq!(Paging::new(limit, after).is_ok(), taken, "{limit:?} {after:?}");
        }
    }
}
