//! S3, and what speaks like it, over the one HTTP client and the one TLS that the server has.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::client::{HttpClient, HttpConnector};
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use super::{S3Place, failed};
use crate::error::Error;
use crate::http_client;

const CONNECT_MAX: Duration = Duration::from_secs(5);
/// A part of five megabytes on a slow line.
const ANSWER_MAX: Duration = Duration::from_mins(1);
/// What passes is tried again this often, and for so long; then whoever waits is told.
const RETRIES: usize = 2;
const RETRY_MAX: Duration = Duration::from_secs(15);

/// A bucket.
pub(super) fn open(place: &S3Place) -> Result<Arc<dyn ObjectStore>, Error> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&place.bucket)
        .with_region(&place.region)
        .with_access_key_id(&place.access_key_id)
        .with_secret_access_key(&place.secret_access_key)
        // What speaks like S3 need not know how many are removed at once; here it is one.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig { max_retries: RETRIES, retry_timeout: RETRY_MAX, ..RetryConfig::default() })
        .with_http_connector(Ours);
    if let Some(endpoint) = &place.endpoint {
        // Without https inside a network of one's own, as the compose file has it: the requests are signed, the key is not sent.
        builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/')).with_allow_http(endpoint.scheme() == "http");
    }
    let bucket = builder.build().map_err(failed)?;
    Ok(if place.prefix.is_empty() { Arc::new(bucket) } else { Arc::new(PrefixStore::new(bucket, place.prefix.as_str())) })
}

/// Makes the client that the store is asked with.
#[derive(Debug)]
struct Ours;

impl HttpConnector for Ours {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = http_client::new(CONNECT_MAX, ANSWER_MAX)
            .map_err(|error| object_store::Error::Generic { store: "S3", source: error.to_string().into() })?;
        Ok(HttpClient::new(client))
    }
}
