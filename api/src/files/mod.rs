//! Where files lie: a folder, or a bucket of S3, behind one interface (`object_store`). It knows names and bytes; whose a
//! file is, and whether it is one at all, is said by the database. Nothing personal stands in a name.

mod place;
mod s3;
mod upload;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

pub use place::{FilesPlace, PlaceError, S3Place, S3Written};
pub use upload::Upload;

use crate::error::Error;

/// How much of a file is held in memory on its way into a folder.
const FOLDER_PART_BYTES: usize = 256 * 1024;
/// The same on its way to S3, which takes no shorter part but as the last.
const S3_PART_BYTES: usize = 5 * 1024 * 1024;
/// How long the store may take to say that it is there.
const WAIT: Duration = Duration::from_secs(3);

/// The way to the files. Cloning it is cheap.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    part_bytes: usize,
    folder: Option<PathBuf>,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Files { .. }")
    }
}

impl Files {
    /// The files at this place; a folder is made where there is none.
    ///
    /// # Errors
    /// [`Error::Files`] where the folder cannot be made, or the bucket cannot be named so.
    pub fn at(place: &FilesPlace) -> Result<Self, Error> {
        match place {
            FilesPlace::Folder(folder) => {
                make_folder(folder).map_err(|error| Error::Files(format!("the folder `{}`: {error}", folder.display())))?;
                let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?.with_fsync(true);
                Ok(Self { store: Arc::new(store), part_bytes: FOLDER_PART_BYTES, folder: Some(folder.clone()) })
            }
            FilesPlace::S3(place) => Ok(Self { store: s3::open(place)?, part_bytes: S3_PART_BYTES, folder: None }),
        }
    }

    /// The files of this store.
    pub fn of(store: Arc<dyn ObjectStore>) -> Self {
        Self { store, part_bytes: FOLDER_PART_BYTES, folder: None }
    }

    /// Begins to write a file; it is there once it is finished, and not before.
    ///
    /// # Errors
    /// [`Error::Files`] where the store fails.
    pub async fn begin(&self, name: &str) -> Result<Upload, Error> {
        Ok(Upload::new(self.store.put_multipart(&Path::from(name)).await.map_err(failed)?, self.part_bytes))
    }

    /// Reads a file, some bytes at a time.
    ///
    /// # Errors
    /// [`Error::Files`] where it is not there, or the store fails; so may what is read.
    pub async fn read(&self, name: &str) -> Result<impl Stream<Item = Result<Bytes, Error>> + use<>, Error> {
        Ok(self.store.get(&Path::from(name)).await.map_err(failed)?.into_stream().map_err(failed))
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// [`Error::Files`] where the store fails.
    pub async fn remove(&self, name: &str) -> Result<(), Error> {
        match self.store.delete(&Path::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(failed(error)),
        }
        if let Some(folder) = &self.folder {
            // What an upload wrote that a crash cut off: the name that the store gives it until it is finished.
            let begun = folder.join(format!("{name}#1"));
            if let Err(error) = tokio::fs::remove_file(&begun).await
                && error.kind() != std::io::ErrorKind::NotFound
            {
                return Err(Error::Files(format!("`{}`: {error}", begun.display())));
            }
        }
        Ok(())
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// [`Error::Files`], with what is wrong.
    pub async fn is_there(&self) -> Result<(), Error> {
        if let Some(folder) = &self.folder {
            let found = tokio::fs::read_dir(folder).await;
            return found.map(|_| ()).map_err(|error| Error::Files(format!("the folder of files: {error}")));
        }
        match tokio::time::timeout(WAIT, self.store.list(None).next()).await {
            Ok(Some(Err(error))) => Err(failed(error)),
            Ok(_) => Ok(()),
            Err(_) => Err(Error::Files("the store does not answer in time".to_owned())),
        }
    }

    /// The names of all files below this one, each with its length.
    ///
    /// # Errors
    /// [`Error::Files`] where the store fails.
    pub async fn names(&self, below: &str) -> Result<BTreeMap<String, u64>, Error> {
        let found = self.store.list(Some(&Path::from(below)));
        found.map_ok(|file| (file.location.to_string(), file.size)).try_collect().await.map_err(failed)
    }
}

/// For its owner alone: what lies in it says who people are.
fn make_folder(folder: &std::path::Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// What the store says is logged and never sent; it holds names of files as the store knows them, which are ids.
#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failed(error: object_store::Error) -> Error {
    Error::Files(error.to_string())
}
