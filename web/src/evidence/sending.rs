//! Files on their way to the service: which are being sent, which were refused and why, and what was said last.

use std::rc::Rc;

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

/// Those that are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sending {
    pub(super) files: Vec<Sent>,
    /// What happened last, to be read aloud.
    pub(super) said: AttrValue,
}

/// What happens to them.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// This one is on its way.
    Begin(u32, String),
    /// It has arrived.
    Arrived(u32),
    /// It was refused, for this reason.
    Refused(u32, String),
    /// Its owner has read why.
    Dismiss(u32),
    /// Something else happened.
    Say(String),
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
            Change::Arrived(id) => {
                if let Some(sent) = next.files.iter().find(|sent| sent.id == id) {
                    next.said = format!("{} is kept.", sent.name).into();
                }
                next.files.retain(|sent| sent.id != id);
            }
            Change::Refused(id, why) => {
                for sent in next.files.iter_mut().filter(|sent| sent.id == id) {
                    sent.fault = Some(why.clone().into());
                }
            }
            Change::Dismiss(id) => next.files.retain(|sent| sent.id != id),
            Change::Say(words) => next.said = words.into(),
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_shown_until_it_has_arrived_or_its_refusal_was_read() {
        let after = |changes: Vec<Change>| changes.into_iter().fold(Rc::new(Sending::default()), Sending::reduce);
        let begun = vec![Change::Begin(1, "a.pdf".to_owned()), Change::Begin(2, "b.gif".to_owned())];
        let arrived = after([begun.clone(), vec![Change::Arrived(1), Change::Refused(2, "no".to_owned())]].concat());
        assert_eq!((arrived.said.as_str(), arrived.files.len()), ("a.pdf is kept.", 1));
        assert_eq!(arrived.files[0].fault.as_deref(), Some("no"));
        assert!(arrived.reduce(Change::Dismiss(2)).files.is_empty());
    }
}
