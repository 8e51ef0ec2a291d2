//! How fast a stranger verifies a certificate.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::floor::Floor;
use crate::load::{answered_each_second, ask, get};
use crate::product::{Product, Setup};
use crate::rounds::interleaved;
use crate::row::{Aim, Row};

const CLIENTS: usize = 32;
const SPAN: Duration = Duration::from_millis(1500);

pub(crate) fn verification(setup: &Setup) -> Result<Vec<Row>> {
    let (product, people) = match setup.population() {
        Ok(kept) => (Product::on_copy(setup, &kept)?, "100,000 people"),
        Err(error) => {
            eprintln!("    on the small demonstration: {error:#}");
            (Product::on_demonstration(setup)?, "the small demonstration")
        }
    };
    let numbers = product.certificate_numbers()?;
    // Far apart from each other in every index.
    let number = |n: usize| numbers.get(n.wrapping_mul(2_654_435_761) % numbers.len()).map_or("", String::as_str);
    let verify = |n: usize| get(&format!("/api/v1/verify/{}", number(n)));
    let answer = ask(product.address, &verify(0)).context("verifying fails")?;
    let floor = Floor::start(answer.len(), &product.database)?;
    let bare = |_: usize| get("/bare");
    let read = |n: usize| get(&format!("/read/{}", number(n)));
    let figures = interleaved(&mut [
        &mut || answered_each_second(product.address, CLIENTS, SPAN, &verify),
        &mut || answered_each_second(floor.address, CLIENTS, SPAN, &bare),
        &mut || answered_each_second(floor.address, CLIENTS, SPAN, &read),
    ])?;
    let [ours, bare, read] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let what = format!("public verification, {CLIENTS} clients, {people}");
    Ok(vec![
        Row::new(&what, format!("{ours:.0}/s")).against(format!("bare handler: {bare:.0}/s"), ours / bare).aiming(Aim::AtLeast(0.35)),
        Row::new(&what, format!("{ours:.0}/s")).against(format!("with one indexed read: {read:.0}/s"), ours / read).aiming(Aim::AtLeast(0.8)),
    ])
}
