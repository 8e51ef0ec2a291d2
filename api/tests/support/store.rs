//! A store of files in memory that fails where a test says so, and tells how it was used.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use actix_web::web::Bytes;
use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions, PutOptions, PutPayload,
    PutResult, Result, UploadPart,
};

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Begin,
    /// The part of this number, counted from 1: the disk is full.
    Part(usize),
    Finish,
    Read,
    Remove,
}

#[derive(Debug, Default)]
struct State {
    fault: Mutex<Option<Fault>>,
    begun: AtomicUsize,
    longest_part: AtomicUsize,
    given_up: AtomicUsize,
}

/// The store. Cloning it gives the same one.
#[derive(Debug, Clone, Default)]
pub(crate) struct FaultyStore {
    inner: Arc<InMemory>,
    state: Arc<State>,
}

impl FaultyStore {
    /// From now on this fails, or nothing.
    pub(crate) fn fails(&self, fault: Option<Fault>) {
        *self.state.fault.lock().unwrap() = fault;
    }

    /// The names of what is in it.
    pub(crate) async fn names(&self) -> Vec<String> {
        self.inner.list(None).map(|found| found.unwrap().location.to_string()).collect().await
    }

    /// How many files were begun.
    pub(crate) fn begun(&self) -> usize {
        self.state.begun.load(Ordering::SeqCst)
    }

    /// How long the longest part was that came at once.
    pub(crate) fn longest_part(&self) -> usize {
        self.state.longest_part.load(Ordering::SeqCst)
    }

    /// How many files were given up.
    pub(crate) fn given_up(&self) -> usize {
        self.state.given_up.load(Ordering::SeqCst)
    }
}

impl State {
    fn at(&self, fault: Fault) -> Result<()> {
        if *self.fault.lock().unwrap() == Some(fault) {
            return Err(Error::Generic { store: "test", source: "No space left on device (os error 28)".into() });
        }
        Ok(())
    }
}

impl fmt::Display for FaultyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FaultyStore")
    }
}

#[async_trait]
impl ObjectStore for FaultyStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.inner.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(&self, location: &Path, options: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.state.at(Fault::Begin)?;
        let inner = self.inner.put_multipart_opts(location, options).await?;
        self.state.begun.fetch_add(1, Ordering::SeqCst);
        Ok(Box::new(FaultyUpload { inner, state: Arc::clone(&self.state), parts: 0 }))
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.state.at(Fault::Read)?;
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        if let Err(error) = self.state.at(Fault::Remove) {
            return stream::once(async { Err(error) }).boxed();
        }
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        if let Err(error) = self.state.at(Fault::Read) {
            return stream::once(async { Err(error) }).boxed();
        }
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

#[derive(Debug)]
struct FaultyUpload {
    inner: Box<dyn MultipartUpload>,
    state: Arc<State>,
    parts: usize,
}

#[async_trait]
impl MultipartUpload for FaultyUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        self.parts += 1;
        self.state.longest_part.fetch_max(data.content_length(), Ordering::SeqCst);
        match self.state.at(Fault::Part(self.parts)) {
            Ok(()) => self.inner.put_part(data),
            Err(error) => Box::pin(async { Err(error) }),
        }
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.state.at(Fault::Finish)?;
        self.inner.complete().await
    }

    async fn abort(&mut self) -> Result<()> {
        self.state.given_up.fetch_add(1, Ordering::SeqCst);
        self.inner.abort().await
    }
}

/// What a stream of a body is made of.
pub(crate) type Chunk = std::result::Result<Bytes, actix_web::error::PayloadError>;
