//! What was done to the files here since the service was asked for them: which are being sent, were refused, have
//! arrived or are taken out, and what was said last.

use std::rc::Rc;

use shared::evidence::EvidenceFile;
use shared::ids::EvidenceId;
use yew::prelude::*;

/// A file that is being sent, or was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    /// Tells it from the others.
    pub(super) id: u32,
    /// Its name.
    pub(super) name: AttrValue,
    /// Why it was refused; nothing while it is on its way.
    pub(super) fault: Option<AttrValue>,
}

/// A file that is to be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Removal {
    id: EvidenceId,
    /// Why it is still there; nothing while it is being removed, and once it is gone.
    fault: Option<AttrValue>,
}

/// What was done since the service was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sending {
    /// Those being sent, and those refused.
    pub(super) files: Vec<Sent>,
    arrived: Vec<EvidenceFile>,
    removals: Vec<Removal>,
    /// What happened last, to be read aloud.
    pub(super) said: AttrValue,
}

/// What happens to them.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// This one is on its way.
    Begin(u32, String),
    /// It has arrived, as this file.
    Arrived(u32, EvidenceFile),
    /// It was refused, for this reason.
    Refused(u32, String),
    /// Its owner has read why.
    Dismiss(u32),
    /// This file is to be removed.
    Remove(EvidenceId),
    /// A file of this name was.
    Removed(String),
    /// It was not, for this reason.
    Stays(EvidenceId, String),
}

impl Sending {
    /// The files that go with an application now, where `kept` are those that the service named.
    pub(super) fn waiting(&self, kept: &[EvidenceFile]) -> Vec<EvidenceFile> {
        // The service answers content that it has already with the file that it has.
        let new = self.arrived.iter().filter(|file| kept.iter().all(|known| known.id != file.id));
        kept.iter().chain(new).filter(|file| !self.removals.iter().any(|removal| removal.id == file.id && removal.fault.is_none())).cloned().collect()
    }

    /// Why this file is still there.
    pub(super) fn stays(&self, id: EvidenceId) -> Option<&AttrValue> {
        self.removals.iter().find(|removal| removal.id == id)?.fault.as_ref()
    }
}

impl Reducible for Sending {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut next = (*self).clone();
        match change {
            Change::Begin(id, name) => {
                next.said = format!("Sending {name}.").into();
                next.files.push(Sent { id, name: name.into(), fault: None });
            }
            Change::Arrived(id, file) => {
                next.said = format!("{} is kept.", file.name).into();
                next.files.retain(|sent| sent.id != id);
                next.arrived.retain(|known| known.id != file.id);
                next.arrived.push(file);
            }
            Change::Refused(id, why) => {
                for sent in next.files.iter_mut().filter(|sent| sent.id == id) {
                    sent.fault = Some(why.clone().into());
                }
            }
            Change::Dismiss(id) => next.files.retain(|sent| sent.id != id),
            Change::Remove(id) => {
                next.removals.retain(|removal| removal.id != id);
                next.removals.push(Removal { id, fault: None });
            }
            Change::Removed(name) => next.said = format!("{name} is removed.").into(),
            Change::Stays(id, why) => {
                for removal in next.removals.iter_mut().filter(|removal| removal.id == id) {
                    removal.fault = Some(why.clone().into());
                }
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn after(changes: Vec<Change>) -> Rc<Sending> {
        changes.into_iter().fold(Rc::new(Sending::default()), Sending::reduce)
    }

    fn file(id: u8, name: &str) -> EvidenceFile {
        let file = json!({ "id": format!("01900000-0000-7000-8000-0000000000{id:02}"), "name": name, "kind": "pdf", "bytes": 48_000, "sent_on": "2026-11-28" });
        serde_json::from_value(file).expect("a file")
    }

    fn names(sending: &Sending, kept: &[EvidenceFile]) -> Vec<String> {
        sending.waiting(kept).into_iter().map(|file| file.name).collect()
    }

    #[test]
    fn a_file_is_shown_until_it_has_arrived_or_its_refusal_was_read() {
        let begun = vec![Change::Begin(1, "a.pdf".to_owned()), Change::Begin(2, "b.gif".to_owned())];
        let arrived = after([begun, vec![Change::Arrived(1, file(1, "a.pdf")), Change::Refused(2, "no".to_owned())]].concat());
        assert_eq!((arrived.said.as_str(), arrived.files.len()), ("a.pdf is kept.", 1));
        assert_eq!(arrived.files[0].fault.as_deref(), Some("no"));
        assert!(arrived.reduce(Change::Dismiss(2)).files.is_empty());
    }

    #[test]
    fn what_has_arrived_waits_at_once_and_once() {
        let kept = [file(1, "a.pdf")];
        let arrived = after(vec![Change::Arrived(1, file(2, "b.pdf")), Change::Arrived(2, file(3, "c.pdf"))]);
        assert_eq!(names(&arrived, &kept), ["a.pdf", "b.pdf", "c.pdf"]);
        let again = arrived.reduce(Change::Arrived(3, file(1, "a.pdf"))).reduce(Change::Arrived(4, file(2, "b.pdf")));
        assert_eq!(names(&again, &kept), ["a.pdf", "c.pdf", "b.pdf"]);
    }

    #[test]
    fn what_is_removed_waits_no_longer_unless_it_stays() {
        let kept = [file(1, "a.pdf"), file(2, "b.pdf")];
        let removing = after(vec![Change::Remove(kept[0].id)]);
        assert_eq!(names(&removing, &kept), ["b.pdf"]);
        let removed = removing.clone().reduce(Change::Removed("a.pdf".to_owned()));
        assert_eq!((names(&removed, &kept).len(), removed.said.as_str()), (1, "a.pdf is removed."));
        let stays = removing.reduce(Change::Stays(kept[0].id, "no".to_owned()));
        assert_eq!(names(&stays, &kept), ["a.pdf", "b.pdf"]);
        assert_eq!(stays.stays(kept[0].id).map(AttrValue::as_str), Some("no"));
        assert_eq!(names(&stays.reduce(Change::Remove(kept[0].id)), &kept), ["b.pdf"]);
    }
}
