//! A file on its way into the store: part by part, never whole in memory, and gone without a trace unless it is finished.

use object_store::{MultipartUpload, PutPayload};

use super::failed;
use crate::error::Error;

/// A file that is being written. Dropped before it is finished, it never was.
#[derive(Debug)]
pub struct Upload {
    underway: Option<Box<dyn MultipartUpload>>,
    waiting: Vec<u8>,
    part_bytes: usize,
}

impl Upload {
    pub(super) fn new(upload: Box<dyn MultipartUpload>, part_bytes: usize) -> Self {
        Self { underway: Some(upload), waiting: Vec::new(), part_bytes }
    }

    /// Writes these bytes after those before. The part that is full is awaited: who sends faster than the store takes waits.
    ///
    /// # Errors
    /// [`Error::Files`] where the store fails.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let room = self.part_bytes.saturating_sub(self.waiting.len());
            let (now, later) = rest.split_at(room.min(rest.len()));
            self.waiting.extend_from_slice(now);
            rest = later;
            if self.waiting.len() >= self.part_bytes {
                self.put().await?;
            }
        }
        Ok(())
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// [`Error::Files`] where the store fails; the file is not there then.
    pub async fn finish(mut self) -> Result<(), Error> {
        if !self.waiting.is_empty() {
            self.put().await?;
        }
        let Some(upload) = self.underway.as_mut() else { return Err(Error::Interrupted) };
        upload.complete().await.map_err(failed)?;
        self.underway = None;
        Ok(())
    }

    /// Gives it up; where the store cannot even do that, who tidies up does it later.
    pub async fn give_up(mut self) {
        if let Some(upload) = self.underway.take() {
            abort(upload).await;
        }
    }

    async fn put(&mut self) -> Result<(), Error> {
        let part = PutPayload::from(std::mem::take(&mut self.waiting));
        let Some(upload) = self.underway.as_mut() else { return Err(Error::Interrupted) };
        upload.put_part(part).await.map_err(failed)
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Whoever sent it went away: the request ends in the middle, and this is all that hears of it.
        if let (Some(upload), Ok(runtime)) = (self.underway.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(abort(upload));
        }
    }
}

async fn abort(mut upload: Box<dyn MultipartUpload>) {
    if let Err(error) = upload.abort().await {
        tracing::warn!(%error, "a file that was given up could not be removed from the store");
    }
}
