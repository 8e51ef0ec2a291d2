//! The QR code on a certificate: the public address of its page, for those who hold the paper.

use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, get};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use shared::certificates::CertificateNumber;

use crate::config::Config;
use crate::error::Error;

/// The least side of the picture; it is drawn to any size.
const SIDE_PIXELS_MIN: u32 = 200;

/// The QR code of a certificate's public page, as SVG. It says where to ask, not what is answered: any number that
/// can be one has a code.
#[utoipa::path(
    tag = "certificates",
    params(("number" = String, Path, description = "The number, in either case, with or without hyphens", example = "05AFMS-Y38DJQ-W16BGN-TZ4K")),
    responses(
        (status = 200, description = "The picture.", body = String, content_type = "image/svg+xml"),
        (status = 422, description = "It is no number.", body = shared::problem::Problem, content_type = "application/problem+json")
    )
)]
#[get("/verify/{number}/qr")]
pub(super) async fn get_certificate_qr(number: Path<String>, config: Data<Config>) -> Result<HttpResponse, Error> {
    let number: CertificateNumber = number.parse().map_err(|error: shared::certificates::NumberError| Error::invalid("number", error.to_string()))?;
    let address = format!("{}/certificates/{number}", config.public_address());
    // A quarter of it may be lost to a fold or a stamp.
    let code = QrCode::with_error_correction_level(&address, EcLevel::Q).map_err(|error| Error::Defect(error.to_string()))?;
    let picture = code.render::<svg::Color<'_>>().min_dimensions(SIDE_PIXELS_MIN, SIDE_PIXELS_MIN).build();
    Ok(HttpResponse::Ok().content_type("image/svg+xml").body(picture))
}
