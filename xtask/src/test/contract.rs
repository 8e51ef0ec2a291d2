//! The published document against the server, by schemathesis: what it generates from the document is asked as every
//! role, and the answers are held against the document.

use anyhow::Result;

use super::{python, tally::Tally};
use crate::{arguments::Build, project::Project, server, shell::run};

pub(super) fn as_every_role(project: &Project) -> Result<Tally> {
    let program = server::build(project, Build::Debug)?;
    run(python::script(project, "contract.py")?.arg(program))?;
    Ok(Tally::one_passed())
}
