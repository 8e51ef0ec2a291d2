//! How fast the rules are: one standing against two rule engines, a million against reading the same facts.

mod people;
mod rivals;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use shared::dossier::from_facts;
use shared::facts::Fact;
use shared::policies::Policies;
use shared::standings::contract::{StandingRequest, parse};
use shared::standings::{Status, evaluate};

use crate::product::Setup;
use crate::rounds::{interleaved, seconds_each};
use crate::row::{Aim, Row};

/// A holder in the renewal window with six courses and the hours that a renewal needs.
pub(crate) const REQUEST: &str = include_str!("request.json");
const SPAN: Duration = Duration::from_millis(500);
const STANDINGS: usize = 1_000_000;
/// So many different people: their facts are larger than any cache.
const PEOPLE: usize = 20_000;

fn request() -> Result<StandingRequest> {
    parse(REQUEST.as_bytes()).context("the measured dossier is refused")
}

/// A standing with everything in it, against the rivals' answer to a part of the same question.
pub(crate) fn one_standing(_: &Setup) -> Result<Vec<Row>> {
    let StandingRequest { as_of, dossier } = request()?;
    let policies = Policies::built_in();
    let standing = evaluate(&dossier, &policies, as_of);
    ensure!(standing.status == Status::RenewalOpen, "the measured dossier is no holder's in the renewal window");
    let digest = rivals::Digest::of(&standing, as_of)?;
    let brief = rivals::Brief::of(&dossier, &standing, &policies, as_of)?;
    let (cedar, mut zen) = (rivals::Cedar::new(&digest)?, rivals::Zen::new(&brief)?);
    let figures = interleaved(&mut [
        &mut || {
            seconds_each(SPAN, || {
                black_box(evaluate(black_box(&dossier), &policies, as_of));
                Ok(())
            })
        },
        &mut || {
            seconds_each(SPAN, || {
                cedar.decide();
                Ok(())
            })
        },
        &mut || seconds_each(SPAN, || zen.decide()),
    ])?;
    let [ours, cedar, zen] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let micros = |seconds: &f64| format!("{:.2} µs", seconds * 1e6);
    let floor = format!("cedar-policy: {}, zen-expression: {}", micros(cedar), micros(zen));
    Ok(vec![Row::new("one standing with reasons, native", micros(ours)).against(floor, cedar.min(*zen) / ours).aiming(Aim::AtLeast(3.0))])
}

/// The same as the browser runs it: JSON in, JSON out, in Node.
pub(crate) fn as_wasm(setup: &Setup) -> Result<Vec<Row>> {
    let StandingRequest { as_of, dossier } = request()?;
    let policies = Policies::built_in();
    let standing = evaluate(&dossier, &policies, as_of);
    let (digest, brief) = (rivals::Digest::of(&standing, as_of)?, rivals::Brief::of(&dossier, &standing, &policies, as_of)?);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/wasm/measure.mjs");
    let mut node = Command::new("node");
    node.arg(script)
        .arg(&setup.rules_module)
        .arg(REQUEST)
        .arg(digest.json().to_string())
        .arg(brief.json().to_string())
        .arg(rivals::POLICIES)
        .arg(serde_json::to_string(&rivals::EXPRESSIONS)?);
    let done = node.output().context("Node is needed")?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&done.stdout)?;
    let micros = |name: &str| figures.get(name).and_then(serde_json::Value::as_f64).with_context(|| format!("no figure for {name}"));
    let (ours, cedar, zen) = (micros("ours")?, micros("cedar")?, micros("zen")?);
    let floor = format!("cedar-wasm: {cedar:.1} µs, zen-engine-wasm: {zen:.1} µs");
    Ok(vec![
        Row::new("one standing with reasons, WASM in Node, JSON in and out", format!("{ours:.1} µs"))
            .against(floor, cedar.min(zen) / ours)
            .aiming(Aim::AtLeast(3.0)),
    ])
}

/// A million standings from facts, on all cores, against reading those facts on all cores: every member of every fact
/// once, and, as a second floor, from the rows as they are stored.
pub(crate) fn a_million_standings(_: &Setup) -> Result<Vec<Row>> {
    let people: Vec<Vec<Fact>> = (0..PEOPLE).map(people::facts_of).collect::<Result<_>>()?;
    let rows: Vec<Vec<String>> =
        people.iter().map(|facts| Ok(facts.iter().map(serde_json::to_string).collect::<Result<_, _>>()?)).collect::<Result<_>>()?;
    let facts_each = people.iter().map(Vec::len).sum::<usize>() / PEOPLE;
    let policies = Policies::built_in();
    let as_of = request()?.as_of;
    let stand = |facts: &Vec<Fact>| u64::from(evaluate(&from_facts(facts, &policies, as_of), &policies, as_of).required_left);
    let read = |facts: &Vec<Fact>| facts.iter().map(people::read).fold(0, u64::wrapping_add);
    let decode = |rows: &Vec<String>| rows.iter().filter(|row| serde_json::from_str::<Fact>(row).is_ok()).count() as u64;
    ensure!(people.iter().map(stand).sum::<u64>() == 0, "someone is not certified");
    let figures = interleaved(&mut [&mut || Ok(on_all_cores(&people, &stand)), &mut || Ok(on_all_cores(&people, &read)), &mut || {
        Ok(on_all_cores(&rows, &decode))
    }])?;
    let [ours, reading, decoding] = figures.as_slice() else { anyhow::bail!("a figure is missing") };
    let row = |floor: String, ratio: f64| {
        Row::new(format!("1,000,000 standings from {facts_each} facts each, all cores"), format!("{ours:.2} s"))
            .against(floor, ratio)
            .aiming(Aim::AtMost(4.0))
    };
    Ok(vec![
        row(format!("reading every member of the facts: {reading:.2} s"), ours / reading),
        row(format!("reading the facts from their stored form in memory: {decoding:.2} s"), ours / decoding),
    ])
}

/// Does `work` a million times, for each of these in turn; the seconds it took.
fn on_all_cores<T: Sync>(all: &[T], work: &(impl Fn(&T) -> u64 + Sync)) -> f64 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let started = Instant::now();
    std::thread::scope(|scope| {
        for share in all.chunks(all.len().div_ceil(cores)) {
            scope.spawn(move || {
                for _ in 0..STANDINGS / all.len() {
                    black_box(share.iter().map(work).fold(0, u64::wrapping_add));
                }
            });
        }
    });
    started.elapsed().as_secs_f64()
}
