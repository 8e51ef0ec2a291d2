//! What signing in costs besides the hash that has to be slow.

use std::time::{Duration, Instant};

use anyhow::Result;
use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, PasswordHash, PasswordVerifier};

use crate::product::{PASSWORD, Product, Setup};
use crate::rounds::{interleaved, seconds_each};
use crate::row::{Aim, Row};

const SPAN: Duration = Duration::from_millis(1500);

pub(crate) fn sign_in(setup: &Setup) -> Result<Vec<Row>> {
    let product = Product::on_demonstration(setup)?;
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes()).map_err(|error| anyhow::anyhow!("{error}"))?.to_string();
    let figures = interleaved(&mut [
        &mut || {
            let started = Instant::now();
            let mut signed_in = 0_u32;
            while started.elapsed() < SPAN {
                product.staff_session()?;
                signed_in += 1;
            }
            Ok(started.elapsed().as_secs_f64() / f64::from(signed_in))
        },
        &mut || {
            seconds_each(SPAN, || {
                let hash = PasswordHash::new(&hash).map_err(|error| anyhow::anyhow!("{error}"))?;
                Argon2::default().verify_password(PASSWORD.as_bytes(), &hash).map_err(|error| anyhow::anyhow!("{error}"))
            })
        },
    ])?;
    let [ours, argon] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = Row::new("sign-in, one client", format!("{:.1} ms", ours * 1000.0));
    Ok(vec![row.against(format!("argon2 alone: {:.1} ms", argon * 1000.0), argon / ours).aiming(Aim::AtLeast(0.9))])
}
