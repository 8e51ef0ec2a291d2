//! What becomes of a draft between the keyboard and the service, step by step and without a clock or a network: what is
//! to be sent next, and what its answer means. One request at a time, each follows the version that the one before made.

use shared::applications::{ApplicationDraft, KeptApplicationDraft, SaveApplicationDraft};

use crate::client::Failure;

const TOO_MANY_REQUESTS: u16 = 429;

/// A draft that is being kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Keeping {
    kept: KeptApplicationDraft,
    wanted: ApplicationDraft,
    sent: Option<ApplicationDraft>,
    /// What was sent last and may have arrived though its answer did not.
    unknown: Option<ApplicationDraft>,
    trouble: Option<Trouble>,
}

/// Why it is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The service was not reached, or has too much to do: it is tried again.
    Passing,
    /// Another tab or device was here in between: somebody has to choose.
    Elsewhere(Failure),
    /// It cannot be kept as it is.
    Refused(Failure),
}

impl Keeping {
    /// Begins with what the service keeps and, where there is some, what was typed here and did not get there.
    pub(super) fn begin(kept: KeptApplicationDraft, unsaved: Option<SaveApplicationDraft>) -> Self {
        let wanted = unsaved.as_ref().map_or_else(|| kept.draft.clone(), |unsaved| unsaved.draft.clone());
        // Typed after another version: the service will say so, and somebody chooses.
        let follows = unsaved.map_or(kept.version, |unsaved| unsaved.follows);
        let kept = if wanted == kept.draft { kept } else { KeptApplicationDraft { version: follows, ..kept } };
        Self { kept, wanted, sent: None, unknown: None, trouble: None }
    }

    /// Takes what stands in the form now.
    pub(super) fn typed(&mut self, draft: ApplicationDraft) {
        if matches!(self.trouble, Some(Trouble::Refused(_))) && self.wanted != draft {
            self.trouble = None;
        }
        self.wanted = draft;
    }

    /// What is to be sent now; from here on its answer is awaited.
    pub(super) fn next(&mut self) -> Option<SaveApplicationDraft> {
        if self.sent.is_some() || matches!(self.trouble, Some(Trouble::Elsewhere(_) | Trouble::Refused(_))) {
            return None;
        }
        // What may have arrived goes first and once more: the service takes it for the same, and tells its version.
        let next = self.unknown.take().or_else(|| (self.wanted != self.kept.draft).then(|| self.wanted.clone()))?;
        self.sent = Some(next.clone());
        Some(SaveApplicationDraft { follows: self.kept.version, draft: next })
    }

    /// Takes the answer to what was sent.
    pub(super) fn answered(&mut self, answer: Result<KeptApplicationDraft, Failure>) {
        let sent = self.sent.take();
        match answer {
            Ok(kept) => {
                self.kept = kept;
                self.trouble = None;
            }
            Err(why) if why.is_uncertain() => {
                self.unknown = sent;
                self.trouble = Some(Trouble::Passing);
            }
            Err(why) if why.status() == Some(TOO_MANY_REQUESTS) => self.trouble = Some(Trouble::Passing),
            Err(why) if why.code() == Some("draft_changed") => self.trouble = Some(Trouble::Elsewhere(why)),
            Err(why) => self.trouble = Some(Trouble::Refused(why)),
        }
    }

    /// What stands here is meant, and what was kept elsewhere is not.
    pub(super) fn prefer(&mut self, theirs: KeptApplicationDraft) {
        self.kept = theirs;
        self.trouble = None;
    }

    /// Whether the service has what stands in the form.
    pub(super) fn is_kept(&self) -> bool {
        self.wanted == self.kept.draft && self.sent.is_none() && self.unknown.is_none()
    }

    /// Whether an answer is awaited.
    pub(super) fn is_sending(&self) -> bool {
        self.sent.is_some()
    }

    /// Whether there is something to send, now or when the service is there again.
    pub(super) fn has_more(&self) -> bool {
        let is_stuck = matches!(self.trouble, Some(Trouble::Elsewhere(_) | Trouble::Refused(_)));
        !is_stuck && (self.unknown.is_some() || self.wanted != self.kept.draft)
    }

    /// Why it is not kept, where something is in the way.
    pub(super) fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// The version that the service keeps, as far as it is known here.
    pub(super) fn version(&self) -> u32 {
        self.kept.version
    }

    /// What stands in the form, and what it follows, as long as the service does not have it.
    pub(super) fn unsaved(&self) -> Option<SaveApplicationDraft> {
        (!self.is_kept()).then(|| SaveApplicationDraft { follows: self.kept.version, draft: self.wanted.clone() })
    }

    /// The draft as it stands in the form, under the version that it follows: what a form begins with.
    pub(super) fn as_kept(&self) -> KeptApplicationDraft {
        KeptApplicationDraft { draft: self.wanted.clone(), ..self.kept.clone() }
    }
}

#[cfg(test)]
mod tests {
    use shared::problem::Problem;

    use super::*;

    fn draft(title: &str) -> ApplicationDraft {
        ApplicationDraft { position_title: title.to_owned(), ..ApplicationDraft::default() }
    }

    fn kept(version: u32, title: &str) -> KeptApplicationDraft {
        KeptApplicationDraft { version, saved_at: None, draft: draft(title) }
    }

    fn problem(status: u16, code: &str) -> Failure {
        let (kind, title, detail) = (String::new(), String::new(), String::new());
        Failure::Problem(Box::new(Problem { kind, title, status, detail, code: code.to_owned(), errors: vec![], reasons: vec![] }))
    }

    /// The service's side of it, as its tests describe it.
    struct Service(KeptApplicationDraft);

    impl Service {
        fn save(&mut self, sent: &SaveApplicationDraft) -> Result<KeptApplicationDraft, Failure> {
            if self.0.version > 0 && self.0.draft == sent.draft {
                return Ok(self.0.clone());
            }
            if self.0.version != sent.follows {
                return Err(problem(409, "draft_changed"));
            }
            self.0 = KeptApplicationDraft { version: sent.follows + 1, saved_at: None, draft: sent.draft.clone() };
            Ok(self.0.clone())
        }
    }

    fn begun() -> (Keeping, Service) {
        let nothing = KeptApplicationDraft::default();
        (Keeping::begin(nothing.clone(), None), Service(nothing))
    }

    #[test]
    fn one_after_the_other_each_on_the_version_before() {
        let (mut keeping, mut service) = begun();
        assert_eq!((keeping.next(), keeping.is_kept()), (None, true));
        keeping.typed(draft("a"));
        let first = keeping.next().unwrap();
        keeping.typed(draft("ab"));
        assert_eq!((keeping.next(), keeping.is_kept(), keeping.is_sending()), (None, false, true));
        keeping.answered(service.save(&first));
        let second = keeping.next().unwrap();
        assert_eq!((second.follows, &second.draft), (1, &draft("ab")));
        keeping.answered(service.save(&second));
        assert_eq!((keeping.is_kept(), keeping.unsaved(), keeping.version()), (true, None, 2));
    }

    #[test]
    fn a_lost_answer_and_one_more_key_are_no_conflict() {
        for arrived in [true, false] {
            let (mut keeping, mut service) = begun();
            keeping.typed(draft("a"));
            let first = keeping.next().unwrap();
            if arrived {
                service.save(&first).unwrap();
            }
            keeping.answered(Err(Failure::Unreached));
            assert_eq!((keeping.trouble(), keeping.has_more()), (Some(&Trouble::Passing), true));
            keeping.typed(draft("ab"));
            for expected in ["a", "ab"] {
                let sent = keeping.next().unwrap();
                assert_eq!(sent.draft, draft(expected));
                keeping.answered(service.save(&sent));
            }
            assert_eq!((keeping.is_kept(), keeping.trouble(), &service.0.draft), (true, None, &draft("ab")), "{arrived}");
        }
    }

    #[test]
    fn what_was_typed_back_to_what_is_kept_is_still_found_out() {
        let (mut keeping, mut service) = begun();
        keeping.typed(draft("a"));
        service.save(&keeping.next().unwrap()).unwrap();
        keeping.answered(Err(Failure::Unreached));
        // As it was before, but the service has another by now.
        keeping.typed(ApplicationDraft::default());
        assert!(!keeping.is_kept());
        while let Some(sent) = keeping.next() {
            keeping.answered(service.save(&sent));
        }
        assert_eq!((&service.0.draft, keeping.is_kept()), (&ApplicationDraft::default(), true));
    }

    #[test]
    fn another_tab_is_never_overwritten_unasked() {
        let (mut keeping, mut service) = begun();
        service.0 = kept(1, "theirs");
        keeping.typed(draft("mine"));
        let sent = keeping.next().unwrap();
        keeping.answered(service.save(&sent));
        keeping.typed(draft("mine too"));
        assert!(matches!(keeping.trouble(), Some(Trouble::Elsewhere(_))) && keeping.next().is_none() && !keeping.has_more());
        keeping.prefer(service.0.clone());
        let sent = keeping.next().unwrap();
        keeping.answered(service.save(&sent));
        assert_eq!((&service.0.draft, keeping.is_kept()), (&draft("mine too"), true));
    }

    #[test]
    fn what_is_refused_waits_for_another_key_and_what_passes_does_not() {
        let (mut keeping, mut service) = begun();
        keeping.typed(draft("too long"));
        keeping.next().unwrap();
        keeping.answered(Err(problem(422, "invalid")));
        keeping.typed(draft("too long"));
        assert!(keeping.next().is_none() && !keeping.has_more() && !keeping.is_kept());
        keeping.typed(draft("short"));
        keeping.next().unwrap();
        keeping.answered(Err(problem(429, "too_many")));
        assert!(keeping.has_more());
        let sent = keeping.next().unwrap();
        keeping.answered(service.save(&sent));
        assert!(keeping.is_kept());
    }

    #[test]
    fn what_did_not_get_there_goes_on_from_what_it_followed() {
        let unsaved = SaveApplicationDraft { follows: 3, draft: draft("typed in the tunnel") };
        let mut on = Keeping::begin(kept(3, "before"), Some(unsaved.clone()));
        assert_eq!((on.next(), on.as_kept().draft), (Some(unsaved.clone()), draft("typed in the tunnel")));
        // Meanwhile another device was here.
        let mut service = Service(kept(4, "there"));
        let mut on = Keeping::begin(service.0.clone(), Some(unsaved.clone()));
        let sent = on.next().unwrap();
        on.answered(service.save(&sent));
        assert!(matches!(on.trouble(), Some(Trouble::Elsewhere(_))));
        // It had arrived after all.
        let on = Keeping::begin(kept(4, "typed in the tunnel"), Some(unsaved));
        assert_eq!((on.is_kept(), on.version()), (true, 4));
    }
}
