//! The application: what handlers share, what every request passes through, and what answers where nothing else
//! does.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{Data, PathConfig, ServiceConfig};
use actix_web::{App, HttpRequest, web};
use utoipa_actix_web::{AppExt, scope};

use crate::auth::{Keys, Passwords, StaffTotp};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Error;
use crate::files::Files;
use crate::flood::{Shield, shield};
use crate::invoices::Gateway;
use crate::metrics::Metrics;
use crate::programme::Demonstration;
use crate::{etag, head, headers, log, openapi, routes, web_app};

/// What handlers share: they take `Data<Db>`, `Data<Clock>`, ... as arguments.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The database.
    pub db: Data<Db>,
    /// The clock.
    pub clock: Data<Clock>,
    /// The configuration.
    pub config: Data<Config>,
    /// The keys of access tokens.
    pub keys: Data<Keys>,
    /// Hashing of passwords.
    pub passwords: Data<Passwords>,
    /// Whether this is a demonstration.
    pub demonstration: Data<Demonstration>,
    /// What takes cards.
    pub gateway: Data<Gateway>,
    /// Where files lie.
    pub files: Data<Files>,
    /// Whether staff need the second step of signing in.
    pub staff_totp: Data<StaffTotp>,
    /// What this process measures.
    pub(crate) metrics: Data<Metrics>,
    pub(crate) shield: Data<Shield>,
}

impl Shared {
    /// What handlers share.
    ///
    /// # Errors
    /// [`Error::Defect`] where passwords cannot be hashed, or the gateway cannot be asked; [`Error::Files`] where there is no
    /// place for files.
    pub fn new(db: Db, clock: Clock, config: Config, keys: Keys, demonstration: Demonstration) -> Result<Self, Error> {
        let unsaid = if demonstration.0 { StaffTotp::Optional } else { StaffTotp::Required };
        Ok(Self {
            staff_totp: Data::new(config.staff_totp.unwrap_or(unsaid)),
            metrics: Data::new(Metrics::new(&db)),
            gateway: Data::new(Gateway::of(&config, demonstration, &db)?),
            files: Data::new(Files::at(&config.files)?),
            db: Data::new(db),
            clock: Data::new(clock),
            shield: Data::new(Shield::new(&config)),
            config: Data::new(config),
            keys: Data::new(keys),
            passwords: Data::new(Passwords::new()?),
            demonstration: Data::new(demonstration),
        })
    }

    fn configure(&self, config: &mut ServiceConfig) {
        config
            .app_data(self.db.clone())
            .app_data(self.clock.clone())
            .app_data(self.config.clone())
            .app_data(self.keys.clone())
            .app_data(self.passwords.clone())
            .app_data(self.demonstration.clone())
            .app_data(self.gateway.clone())
            .app_data(self.files.clone())
            .app_data(self.staff_totp.clone())
            .app_data(self.metrics.clone())
            .app_data(self.shield.clone())
            .app_data(PathConfig::default().error_handler(|_, request| no_id(request).into()));
    }
}

/// The application.
pub fn build(
    shared: &Shared,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody + use<>>, Error = actix_web::Error, InitError = ()>
    + use<>,
> {
    let dist = shared.config.web_dist.clone();
    App::new()
        // The last that is wrapped is the first that a request meets.
        .wrap(from_fn(etag::tag))
        .wrap(Compress::default())
        .wrap(from_fn(shield))
        .wrap(from_fn(headers::add))
        .wrap(from_fn(head::as_get))
        .wrap(from_fn(log::requests))
        .configure(|config| shared.configure(config))
        .into_utoipa_app()
        .service(scope::scope(routes::BASE).configure(routes::configure))
        .configure(routes::configure_standards)
        .into_app()
        .configure(routes::configure_pages)
        .configure(openapi::configure)
        .configure(move |config| web_app::configure(config, dist))
        .default_service(web::to(nothing_here))
}

/// What is said of an id that is none: it names nothing, or is the address of something that is asked otherwise.
fn no_id(request: &HttpRequest) -> Error {
    let methods = openapi::methods_of(request.path());
    let fits = methods.is_empty() || methods.iter().any(|method| method == request.method().as_str());
    if fits { Error::NotFound("address") } else { Error::WrongMethod(methods) }
}

/// What answers where nothing else does: the app's page for the app's addresses, a problem for all others.
pub(crate) async fn nothing_here(request: HttpRequest, config: Data<Config>) -> Result<actix_web::HttpResponse, Error> {
    if let Some(page) = web_app::page(&request, config.web_dist.as_deref()).await {
        return Ok(page);
    }
    match openapi::methods_of(request.path()) {
        methods if methods.is_empty() => Err(Error::NotFound("address")),
        methods => Err(Error::WrongMethod(methods)),
    }
}
