//! Lighthouse, where the browser tests have it: the script serves the app, looks at the pages that matter and prints
//! a line for each page and preset, `page, preset, performance, accessibility, best practices, SEO`.

use anyhow::Result;

use super::table::{Row, Verdict};
use crate::{
    arguments::Build,
    project::Project,
    server, setup,
    shell::{output, program, timed},
    web,
};

const SCRIPT: &str = "web/e2e/lighthouse.mjs";
const SCORE_MIN: f64 = 95.0;

pub(super) fn rows(project: &Project) -> Result<Vec<Row>> {
    if !project.path(SCRIPT).exists() {
        return Ok(vec![Row::under("Lighthouse", format!("NOT MEASURED: {SCRIPT} is not there"), String::new(), "95 in all four", Verdict::None)]);
    }
    setup::npm_packages(project)?;
    web::build(project)?;
    let server = server::build(project, Build::Release)?;
    let printed = timed("run Lighthouse", || output(program(project, "node").arg(SCRIPT).env("LSSC_BENCH_SERVER", server)));
    let printed = match printed {
        Ok(printed) => printed,
        Err(error) => {
            return Ok(vec![Row::under("Lighthouse", format!("NOT MEASURED: {error:#}"), String::new(), "95 in all four", Verdict::Missed)]);
        }
    };
    Ok(printed.lines().filter_map(row).collect())
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [page, preset, scores @ ..] = cells.as_slice() else { return None };
    let scores: Vec<f64> = scores.iter().map(|score| score.parse().ok()).collect::<Option<_>>()?;
    let verdict = if scores.len() == 4 && scores.iter().all(|score| *score >= SCORE_MIN) { Verdict::Met } else { Verdict::Missed };
    let shown = scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Some(Row::under(&format!("Lighthouse, {page}, {preset}"), shown, String::new(), "95 in all four", verdict))
}
