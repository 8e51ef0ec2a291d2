//! The rows of drafts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::applications::{ApplicationDraft, KeptApplicationDraft, SaveApplicationDraft};
use shared::ids::PersonId;

use crate::db::schema::application_drafts::dsl;
use crate::db::{DbConnection, StoreError, text};
use crate::error::Error;

/// The draft of this person.
pub(super) fn find(conn: &mut DbConnection, person: PersonId) -> Result<Option<KeptApplicationDraft>, StoreError> {
    let mine = dsl::application_drafts.find(person.to_string());
    let row: Option<(i32, String, String)> = mine.select((dsl::version, dsl::saved_at, dsl::body)).first(conn).optional()?;
    let Some((version, saved_at, body)) = row else { return Ok(None) };
    let draft: ApplicationDraft = serde_json::from_str(&body).map_err(|error| StoreError::unreadable("application_drafts.body", error))?;
    let version = u32::try_from(version).map_err(|error| StoreError::unreadable("application_drafts.version", error))?;
    Ok(Some(KeptApplicationDraft { version, saved_at: Some(saved_at), draft }))
}

/// Saves a draft that follows the one that is kept; a conflict where it follows another. What is kept already is saved
/// once: an answer that was lost does no harm.
pub(super) fn save(tx: &mut DbConnection, person: PersonId, sent: &SaveApplicationDraft, now: DateTime<Utc>) -> Result<KeptApplicationDraft, Error> {
    let kept = find(tx, person)?;
    if let Some(kept) = &kept
        && kept.draft == sent.draft
    {
        return Ok(kept.clone());
    }
    let version = kept.as_ref().map_or(0, |kept| kept.version);
    if version != sent.follows {
        let sentence = match kept {
            Some(_) => "The draft was saved elsewhere since, perhaps in another tab; read it again before you go on.",
            None => "The draft was submitted or discarded elsewhere since.",
        };
        return Err(Error::conflict("draft_changed", 7, sentence));
    }
    let (next, saved_at) = (version.saturating_add(1), text::time(now));
    let row =
        (dsl::version.eq(i32::try_from(next).unwrap_or(i32::MAX)), dsl::saved_at.eq(&saved_at), dsl::body.eq(serde_json::to_string(&sent.draft)?));
    let id = person.to_string();
    let saved = if version == 0 {
        diesel::insert_into(dsl::application_drafts).values((dsl::person_id.eq(&id), row)).execute(tx)
    } else {
        diesel::update(dsl::application_drafts.find(&id)).set(row).execute(tx)
    };
    saved.map_err(StoreError::from)?;
    Ok(KeptApplicationDraft { version: next, saved_at: Some(saved_at), draft: sent.draft.clone() })
}

/// Discards it, if there is one.
pub(in crate::applications) fn discard(tx: &mut DbConnection, person: PersonId) -> Result<(), StoreError> {
    diesel::delete(dsl::application_drafts.find(person.to_string())).execute(tx)?;
    Ok(())
}
