//! Which completions a partner reported, in the order of their last change: written with the facts, so that a partner
//! who asks what has changed misses nothing. The place in the order is taken inside of the transaction; of two at once
//! one waits or runs again, so a later place is never seen before an earlier one.

use diesel::prelude::*;
use shared::facts::{Fact, FactBody};
use shared::ids::{CompletionId, PartnerId, PersonId};

use super::{Act, Actor, load};
use crate::db::schema::partner_reports::dsl;
use crate::db::{DbConnection, StoreError, text};

/// Notes what these facts say of completions that a partner reported, now or before.
pub(super) fn note(tx: &mut DbConnection, act: &Act, recorded: &[Fact]) -> Result<(), StoreError> {
    for fact in recorded {
        let Some(person) = fact.person else { continue };
        let Some(completion) = completion_of(tx, fact)? else { continue };
        match act.account {
            Some(Actor::Partner(partner)) => place_last(tx, partner, person, completion)?,
            _ => {
                if let Some(partner) = reported_by(tx, completion)? {
                    place_last(tx, partner, person, completion)?;
                }
            }
        }
    }
    Ok(())
}

/// The completion that a fact, or the fact that it corrects, is about.
fn completion_of(conn: &mut DbConnection, fact: &Fact) -> Result<Option<CompletionId>, StoreError> {
    match fact.body {
        FactBody::CompletionReported { completion, .. } | FactBody::CompletionDecided { completion, .. } => Ok(Some(completion)),
        FactBody::FactCorrected { corrected, .. } => match load::fact(conn, corrected)? {
            Some(earlier) => completion_of(conn, &earlier),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

fn reported_by(conn: &mut DbConnection, completion: CompletionId) -> Result<Option<PartnerId>, StoreError> {
    let partner: Option<String> = dsl::partner_reports.find(completion.to_string()).select(dsl::partner_id).first(conn).optional()?;
    text::read_option("partner_reports.partner_id", partner.as_deref())
}

/// Puts a completion at the end of the partner's, whether it was among them or not.
fn place_last(tx: &mut DbConnection, partner: PartnerId, person: PersonId, completion: CompletionId) -> Result<(), StoreError> {
    let last: Option<i64> = dsl::partner_reports.filter(dsl::partner_id.eq(partner.to_string())).select(diesel::dsl::max(dsl::sequence)).first(tx)?;
    let sequence = last.unwrap_or_default().saturating_add(1);
    let row = (
        dsl::completion_id.eq(completion.to_string()),
        dsl::partner_id.eq(partner.to_string()),
        dsl::person_id.eq(person.to_string()),
        dsl::sequence.eq(sequence),
    );
    diesel::delete(dsl::partner_reports.find(completion.to_string())).execute(tx)?;
    diesel::insert_into(dsl::partner_reports).values(row).execute(tx)?;
    Ok(())
}
