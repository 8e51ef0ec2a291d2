//! Files that are put together before they are sent: each without a name, in the folder for such files of the system (`TMPDIR`),
//! so that it may be longer than memory should hold, and is gone when it was sent or given up, also by a crash.

use std::fs::File;

use actix_web::body::SizedStream;
use actix_web::web::Bytes;
use futures_util::stream::{self, Stream};
use tokio::io::AsyncReadExt;

use crate::error::Error;

/// So much is read at once.
const PART_BYTES: u64 = 64 * 1024;

/// An empty file.
///
/// # Errors
/// [`Error::Defect`] where the folder takes none.
pub(crate) fn file() -> Result<File, Error> {
    tempfile::tempfile().map_err(|error| Error::Defect(format!("there is no room for a file to send: {error}")))
}

/// Work on a file, off the async threads.
///
/// # Errors
/// Those of the work; [`Error::Interrupted`] where it was cut short.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Interrupted)?
}

/// The file as it is sent, from where it stands: at its beginning.
///
/// # Errors
/// [`Error::Defect`] where nobody can say how long it is.
pub(crate) fn body(file: File) -> Result<SizedStream<impl Stream<Item = std::io::Result<Bytes>>>, Error> {
    let length = file.metadata().map_err(|error| Error::Defect(format!("a file to send has no length: {error}")))?.len();
    let parts = stream::try_unfold(tokio::fs::File::from_std(file), async |mut file| {
        let mut part = Vec::with_capacity(usize::try_from(PART_BYTES).unwrap_or_default());
        let read = (&mut file).take(PART_BYTES).read_to_end(&mut part).await?;
        Ok((read > 0).then(|| (Bytes::from(part), file)))
    });
    Ok(SizedStream::new(length, parts))
}
