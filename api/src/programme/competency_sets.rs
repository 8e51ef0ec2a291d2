//! The ten competency sets with their statements (Q9). The statements are data, published under an edition.

use std::sync::LazyLock;

use actix_web::get;
use actix_web::web::Json;
use shared::competencies::CompetencyFramework;
use shared::policies::Policies;

use crate::clock::Moment;
use crate::error::Error;

static PUBLISHED: LazyLock<Result<CompetencyFramework, serde_json::Error>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../shared/data/competency-sets.json")));

/// The competency sets with their statements, and which of them everyone needs today.
#[utoipa::path(tag = "programme", responses((status = 200, body = CompetencyFramework)))]
#[get("/competency-sets")]
pub(super) async fn list_competency_sets(moment: Moment) -> Result<Json<CompetencyFramework>, Error> {
    let mut framework = PUBLISHED.as_ref().map_err(|error| Error::Defect(error.to_string()))?.clone();
    let policies = Policies::built_in();
    let policy = policies.in_force_on(moment.today);
    for set in &mut framework.sets {
        set.required = policy.requires(set.code);
    }
    Ok(Json(framework))
}
