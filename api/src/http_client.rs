//! The client with which others are asked over HTTP: roots that are built in, no redirects.

use std::sync::Arc;
use std::time::Duration;

use rustls::{ClientConfig, RootCertStore};

use crate::error::Error;

/// A client that gives up connecting after so long, and an answer after so long.
///
/// # Errors
/// [`Error::Defect`] where TLS cannot be set up.
pub(crate) fn new(connect_max: Duration, answer_max: Duration) -> Result<reqwest::Client, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Defect(format!("TLS cannot be set up: {error}")))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(connect_max)
        .timeout(answer_max)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| Error::Defect(format!("a client for HTTP cannot be made: {error}")))
}
