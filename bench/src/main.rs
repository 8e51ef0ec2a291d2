//! Measures the product against floors and rivals in the same run, one row of figures for each question.
//!
//! `cargo xtask bench` builds what is needed, runs this, and writes the table. What is compared runs in turns, round by
//! round, on the same machine; a figure is the median of its rounds, and what counts is the ratio.

mod books;
mod catalog;
mod demonstration;
mod floor;
mod load;
mod product;
mod rounds;
mod row;
mod rules;
mod sign_in;
mod start;
mod verification;
mod writes;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use product::Setup;
use row::Row;

/// A question, and what measures it.
type Question = (&'static str, fn(&Setup) -> Result<Vec<Row>>);

const QUESTIONS: [Question; 12] = [
    ("one standing", rules::one_standing),
    ("a million standings", rules::a_million_standings),
    ("one standing as WASM", rules::as_wasm),
    ("durable post", writes::durable_post),
    ("public verification", verification::verification),
    ("catalog", catalog::catalog),
    ("sign-in", sign_in::sign_in),
    ("books check", books::books_check),
    ("invoice as PDF", books::invoice_files),
    ("a large order", books::large_order),
    ("a large demonstration", demonstration::people_a_second),
    ("cold start and memory", start::cold_start_and_memory),
];

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    match words.next().as_deref() {
        Some("floor") => floor::serve(&words.collect::<Vec<_>>()),
        Some("measure") => measure(&mut words),
        _ => bail!("start this by `cargo xtask bench`"),
    }
}

fn measure(words: &mut impl Iterator<Item = String>) -> Result<()> {
    if cfg!(debug_assertions) {
        bail!("build this with `--release`: a floor that is built for debugging is lower than it is");
    }
    let mut setup = Setup::default();
    let mut only = String::new();
    while let Some(word) = words.next() {
        let value = words.next().with_context(|| format!("`{word}` needs a value"))?;
        match word.as_str() {
            "--server" => setup.server = PathBuf::from(value),
            "--folder" => setup.folder = PathBuf::from(value),
            "--rules-module" => setup.rules_module = PathBuf::from(value),
            "--only" => only = value,
            other => bail!("`{other}` is not understood"),
        }
    }
    std::fs::create_dir_all(&setup.folder)?;
    for (name, question) in QUESTIONS.iter().filter(|(name, _)| name.contains(&only)) {
        eprintln!("  {name} ...");
        match question(&setup) {
            Ok(rows) => rows.iter().for_each(|row| println!("{}", row.line())),
            // One question that cannot be answered does not hide the others, and is not left out in silence.
            Err(error) => println!("{}", Row::failed(name, &format!("{error:#}")).line()),
        }
    }
    Ok(())
}
