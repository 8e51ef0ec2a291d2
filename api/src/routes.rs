//! The nouns, and where they are mounted: the whole API on one screen. Each noun's `configure` lists its operations.

use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    accounts, agreements, applications, books, buyers, certificates, completions, courses, evidence, exports, fees, invoices, notices, orders,
    partners, people, programme, queues, standings,
};

/// Where the API stands.
pub const BASE: &str = "/api/v1";

/// Mounts every noun. A request is held against one pattern after the other: what strangers ask for most comes first.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .configure(certificates::configure)
        .configure(courses::configure)
        .configure(accounts::configure)
        .configure(applications::configure)
        .configure(evidence::configure)
        .configure(invoices::configure)
        .configure(books::configure)
        .configure(orders::configure)
        .configure(buyers::configure)
        .configure(agreements::configure)
        .configure(completions::configure)
        .configure(standings::configure)
        .configure(people::configure)
        .configure(queues::configure)
        .configure(notices::configure)
        .configure(exports::configure)
        .configure(partners::configure)
        .configure(fees::configure)
        .configure(programme::configure);
}

/// Mounts what stands where its standard says, outside of [`BASE`], and is in the document all the same.
pub fn configure_standards(config: &mut ServiceConfig<'_>) {
    config.configure(partners::configure_token);
}

/// Mounts what stands outside of the API: pages that the server itself writes.
pub fn configure_pages(config: &mut actix_web::web::ServiceConfig) {
    config
        .configure(crate::health::configure)
        .configure(crate::html::configure)
        .configure(crate::demo::configure_pages)
        .configure(invoices::configure_pages);
}
