//! Configuration: a TOML file where one is named, and `LSSC_*` from the environment over it. What is missing is said
//! in one sentence; nothing that opens something has a default.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::Deserialize;
use url::Url;

use crate::auth::StaffTotp;
use crate::db::{AddressError, DatabaseAddress};
use crate::files::{FilesPlace, PlaceError, S3Written};
use crate::notices::House;

/// What is written in the file and in the environment.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    database_url: Option<String>,
    secret_file: Option<PathBuf>,
    public_url: Option<String>,
    #[serde(default = "listen")]
    listen: SocketAddr,
    #[serde(default = "mail")]
    mail: String,
    #[serde(default = "mail_from")]
    mail_from: String,
    #[serde(default = "contact_email")]
    contact_email: String,
    contact_phone: Option<String>,
    contact_postal_address: Option<String>,
    checks_payable_to: Option<String>,
    transfer_details: Option<String>,
    web_dist: Option<PathBuf>,
    #[serde(default)]
    trusted_proxies: Vec<IpAddr>,
    metrics_address: Option<SocketAddr>,
    #[serde(default = "flood_per_second")]
    flood_per_second: u32,
    #[serde(default = "flood_burst")]
    flood_burst: u32,
    staff_totp: Option<StaffTotp>,
    files: Option<String>,
    s3_endpoint: Option<String>,
    s3_region: Option<String>,
    s3_access_key_id: Option<String>,
    s3_secret_access_key: Option<String>,
    stripe_secret_key: Option<String>,
    stripe_webhook_secret: Option<String>,
    #[serde(default = "stripe_url")]
    stripe_url: String,
}

fn stripe_url() -> String {
    "https://api.stripe.com".to_owned()
}
fn listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8080))
}
fn mail() -> String {
    "folder:var/mail".to_owned()
}
fn mail_from() -> String {
    "certification@demo.example".to_owned()
}
fn contact_email() -> String {
    "help@demo.example".to_owned()
}
const fn flood_per_second() -> u32 {
    50
}
const fn flood_burst() -> u32 {
    400
}

/// The configuration of a server.
#[derive(Clone)]
pub struct Config {
    /// Where the database is.
    pub database: DatabaseAddress,
    /// The file of the signing keys.
    pub secret_file: PathBuf,
    /// Where the app stands for those who use it: in mails, for the gateway, as the origin.
    pub public_url: Url,
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where mails go: `folder:PATH`, `smtp://...`, `smtps://...`.
    pub mail: String,
    /// Whom mails come from.
    pub mail_from: String,
    /// Whom people write to.
    pub contact_email: String,
    /// Where they call, if anywhere.
    pub contact_phone: Option<String>,
    /// Where letters, checks and purchase orders go, if anywhere; it may have several lines.
    pub contact_postal_address: Option<String>,
    /// To whom checks are made out, if that is said.
    pub checks_payable_to: Option<String>,
    /// The bank account for transfers, if they are taken; it may have several lines.
    pub transfer_details: Option<String>,
    /// The folder of the built app; none where another server has it.
    pub web_dist: Option<PathBuf>,
    /// Where `/metrics` is answered; nowhere without it.
    pub metrics_address: Option<SocketAddr>,
    /// The proxies whose `X-Forwarded-For` and `X-Request-Id` are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// How many requests a second one address may go on making.
    pub flood_per_second: u32,
    /// How many it may make at once.
    pub flood_burst: u32,
    /// Whether staff need the second step of signing in; where nothing is said, they do unless it is a demonstration.
    pub staff_totp: Option<StaffTotp>,
    /// Where files lie.
    pub files: FilesPlace,
    /// The Stripe account that takes cards; without one, cards are not offered.
    pub stripe: Option<StripeConfig>,
}

/// A Stripe account.
#[derive(Clone)]
pub struct StripeConfig {
    /// The key with which Stripe is asked.
    pub secret_key: String,
    /// The secrets under which its events are signed: one, or while it is being changed two.
    pub webhook_secrets: Vec<String>,
    /// Where Stripe is.
    pub url: Url,
}

impl fmt::Debug for StripeConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StripeConfig").field("url", &self.url.as_str()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).finish_non_exhaustive()
    }
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Something needed is not there.
    #[error("the configuration is incomplete: set {0}, in the environment or (in lower case, without `LSSC_`) in a file named by --config")]
    Missing(String),
    /// The file or a value cannot be read.
    #[error("the configuration cannot be read: {0}")]
    Unreadable(Box<figment::Error>),
    /// The database's address is none.
    #[error("`LSSC_DATABASE_URL`: {0}")]
    Database(#[from] AddressError),
    /// The place of files is none.
    #[error("`LSSC_FILES`: {0}")]
    Files(#[from] PlaceError),
    /// The public address is none.
    #[error("`LSSC_PUBLIC_URL` must be the address of the app, such as `https://certification.library.example`, without a path")]
    PublicUrl,
    /// Of the two secrets of Stripe, one is missing.
    #[error("cards need both `LSSC_STRIPE_SECRET_KEY` and `LSSC_STRIPE_WEBHOOK_SECRET`: set both, or neither")]
    Stripe,
    /// Stripe is asked over https; without, on this machine alone.
    #[error("`LSSC_STRIPE_URL` must be an https address, such as `https://api.stripe.com`")]
    StripeUrl,
}

const DATABASE: (&str, &str) = ("LSSC_DATABASE_URL", "`sqlite:var/lssc.db` or `postgres://...`");
const SECRET: (&str, &str) = ("LSSC_SECRET_FILE", "a file made with `openssl genpkey -algorithm ed25519`");
const FILES: (&str, &str) = ("LSSC_FILES", "`folder:PATH` or `s3://BUCKET/PREFIX`; beside a database that is a file it need not be said");
const PUBLIC: (&str, &str) = ("LSSC_PUBLIC_URL", "where people reach the app, such as `https://certification.library.example`");

impl Config {
    /// Reads the file, if one is named, and the environment.
    ///
    /// # Errors
    /// [`ConfigError`], which says what to set.
    pub fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let written = read_written(file)?;
        let files = place_of_files(&written);
        let missing: Vec<String> =
            [(DATABASE, written.database_url.is_none()), (SECRET, written.secret_file.is_none()), (PUBLIC, written.public_url.is_none())]
                .into_iter()
                .filter(|(_, missing)| *missing)
                .map(|((name, meaning), _)| format!("`{name}` ({meaning})"))
                .collect();
        let (Some(database), Some(secret_file), Some(public_url)) = (written.database_url, written.secret_file, written.public_url) else {
            return Err(ConfigError::Missing(missing.join(", ")));
        };
        let mut config = Self::new(database.parse()?, secret_file, parse_public_url(&public_url)?);
        config.files = files?;
        config.listen = written.listen;
        config.mail = written.mail;
        config.mail_from = written.mail_from;
        config.contact_email = written.contact_email;
        // A compose file that is given none passes on an empty text.
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        config.contact_phone = said(written.contact_phone);
        config.contact_postal_address = said(written.contact_postal_address);
        config.checks_payable_to = said(written.checks_payable_to);
        config.transfer_details = said(written.transfer_details);
        config.web_dist = written.web_dist;
        config.metrics_address = written.metrics_address;
        config.trusted_proxies = written.trusted_proxies;
        config.flood_per_second = written.flood_per_second;
        config.flood_burst = written.flood_burst;
        config.staff_totp = written.staff_totp;
        config.stripe = stripe(written.stripe_secret_key, written.stripe_webhook_secret, &written.stripe_url)?;
        Ok(config)
    }

    /// The address of the database alone, for the commands that need nothing else.
    ///
    /// # Errors
    /// [`ConfigError`], which says what to set.
    pub fn read_database(file: Option<&Path>) -> Result<DatabaseAddress, ConfigError> {
        let written = read_written(file)?;
        let (name, meaning) = DATABASE;
        Ok(written.database_url.ok_or_else(|| ConfigError::Missing(format!("`{name}` ({meaning})")))?.parse()?)
    }

    /// The address of the database and the place of files, for the command that compares them.
    ///
    /// # Errors
    /// [`ConfigError`], which says what to set.
    pub fn read_database_and_files(file: Option<&Path>) -> Result<(DatabaseAddress, FilesPlace), ConfigError> {
        Ok((Self::read_database(file)?, place_of_files(&read_written(file)?)?))
    }

    /// Where the server listens, for the command that asks how it is.
    ///
    /// # Errors
    /// [`ConfigError`], which says what cannot be read.
    pub fn read_listen(file: Option<&Path>) -> Result<SocketAddr, ConfigError> {
        Ok(read_written(file)?.listen)
    }

    /// A configuration with nothing but what has no default.
    pub fn new(database: DatabaseAddress, secret_file: PathBuf, public_url: Url) -> Self {
        Self {
            files: FilesPlace::beside(&database).unwrap_or_else(|| FilesPlace::Folder(PathBuf::from("var/files"))),
            database,
            secret_file,
            public_url,
            listen: listen(),
            mail: mail(),
            mail_from: mail_from(),
            contact_email: contact_email(),
            contact_phone: None,
            contact_postal_address: None,
            checks_payable_to: None,
            transfer_details: None,
            web_dist: None,
            metrics_address: None,
            trusted_proxies: Vec::new(),
            flood_per_second: flood_per_second(),
            flood_burst: flood_burst(),
            staff_totp: None,
            stripe: None,
        }
    }

    /// The app's address without a slash at its end, to put paths after.
    pub fn public_address(&self) -> &str {
        self.public_url.as_str().trim_end_matches('/')
    }

    /// What every notice says of the programme.
    pub fn house(&self) -> House<'_> {
        House { public_url: self.public_address(), contact_email: &self.contact_email }
    }

    /// Whether people reach the app by https: then cookies are for https alone.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

fn read_written(file: Option<&Path>) -> Result<Written, ConfigError> {
    let mut figment = Figment::new();
    if let Some(file) = file {
        figment = figment.merge(Toml::file_exact(file));
    }
    // `LSSC_CONFIG` names the file and `LSSC_LOG_FORMAT` is read before it; `LSSC_TEST_*` belongs to the tests.
    let environment = Env::prefixed("LSSC_").filter(|name| name != "config" && name != "log_format" && !name.starts_with("test_"));
    figment.merge(environment).extract().map_err(|error| ConfigError::Unreadable(Box::new(error)))
}

/// Where files lie: as it is said, or beside a database that is a file.
fn place_of_files(written: &Written) -> Result<FilesPlace, ConfigError> {
    if let Some(place) = written.files.as_deref().map(str::trim).filter(|place| !place.is_empty()) {
        let beside = S3Written {
            s3_endpoint: written.s3_endpoint.clone(),
            s3_region: written.s3_region.clone(),
            s3_access_key_id: written.s3_access_key_id.clone(),
            s3_secret_access_key: written.s3_secret_access_key.clone(),
        };
        return Ok(FilesPlace::parse(place, beside)?);
    }
    let database: Option<DatabaseAddress> = written.database_url.as_deref().and_then(|url| url.parse().ok());
    let (name, meaning) = FILES;
    database.as_ref().and_then(FilesPlace::beside).ok_or_else(|| ConfigError::Missing(format!("`{name}` ({meaning})")))
}

fn parse_public_url(text: &str) -> Result<Url, ConfigError> {
    let url: Url = text.parse().map_err(|_| ConfigError::PublicUrl)?;
    let plain = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if matches!(url.scheme(), "http" | "https") && plain { Ok(url) } else { Err(ConfigError::PublicUrl) }
}

/// The account, where there is one. A compose file that is given none passes on empty texts.
fn stripe(secret_key: Option<String>, webhook_secret: Option<String>, url: &str) -> Result<Option<StripeConfig>, ConfigError> {
    let given = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (secret_key, webhook_secret) = match (given(secret_key), given(webhook_secret)) {
        (None, None) => return Ok(None),
        (Some(secret_key), Some(webhook_secret)) => (secret_key, webhook_secret),
        _ => return Err(ConfigError::Stripe),
    };
    let url: Url = url.parse().map_err(|_| ConfigError::StripeUrl)?;
    // The key goes along with every request.
    let stays_here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && stays_here) {
        return Err(ConfigError::StripeUrl);
    }
    let webhook_secrets: Vec<String> = webhook_secret.split(',').map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty()).collect();
    if webhook_secrets.is_empty() {
        return Err(ConfigError::Stripe);
    }
    Ok(Some(StripeConfig { secret_key, webhook_secrets, url }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stripe_has_both_of_its_secrets_and_is_asked_in_secret() {
        let text = |text: &str| Some(text.to_owned()).filter(|text| text != "-");
        for (key, secret, url, expected) in [
            ("-", "-", "https://api.stripe.com", Ok(None)),
            ("", " ", "nowhere", Ok(None)),
            ("sk_1", "whsec_1", "https://api.stripe.com", Ok(Some(1))),
            ("sk_1", "whsec_1, whsec_2,", "http://127.0.0.1:12111", Ok(Some(2))),
            ("sk_1", "-", "https://api.stripe.com", Err("set both")),
            ("", "whsec_1", "https://api.stripe.com", Err("set both")),
            ("sk_1", " , ", "https://api.stripe.com", Err("set both")),
            ("sk_1", "whsec_1", "http://stripe.example", Err("https")),
            ("sk_1", "whsec_1", "nowhere", Err("https")),
        ] {
            let found = stripe(text(key), text(secret), url);
            match (&found, expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found.as_ref().map(|stripe| stripe.webhook_secrets.len()), expected, "{key} {secret}"),
                (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
                _ => panic!("{key} {secret} {url}: {found:?}"),
            }
            assert!(!format!("{found:?}").contains("whsec_1"));
        }
    }

    #[test]
    fn the_public_address_is_an_origin() {
        for (text, taken) in [
            ("https://certification.library.example", true),
            ("http://127.0.0.1:8080/", true),
            ("https://library.example/certification", false),
            ("ftp://library.example", false),
            ("library.example", false),
        ] {
            assert_eq!(parse_public_url(text).is_ok(), taken, "{text}");
        }
    }
}
