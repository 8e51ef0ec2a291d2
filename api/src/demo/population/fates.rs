//! How lives turn out. Every fate ends in a known status on the day of the demonstration; how it comes to that is up to
//! chance.

use shared::calendar::Date;
use shared::competencies::CompetencySet;
#[cfg(test)]
use shared::standings::Status;

use super::chapters::Hours;
use super::life::Life;
use super::words;

/// Days in a term.
const TERM_DAYS: u32 = 1_461;

/// How a life turns out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Registered,
    Withdrew,
    Refused,
    /// Applied; neither decided nor paid.
    Waiting,
    /// Applied and paid; not decided.
    WaitingPaid,
    /// Applied with too few hours; not decided.
    WaitingInVain,
    /// Accepted; not paid.
    Unpaid,
    /// Accepted; paid in part.
    PaidInPart,
    /// Paid by a check that came back before the application was accepted.
    Bounced,
    /// Admitted not long ago.
    Beginner,
    /// Two to five sets on the way, and some reports undecided or refused.
    Midway,
    /// Midway, with a report that was refused.
    Doubted,
    /// Admitted by a check that came back later.
    BouncedLater,
    /// Expired, and brought back by an extension.
    Revived,
    /// The deadline has passed, and what was done in time waits for its decision.
    Awaiting,
    Expired,
    Certified,
    /// Renewed once.
    Renewed,
    RenewalOpen,
    InGrace,
    Lapsed,
    /// Lapsed, and a candidate again.
    Returned,
    Revoked,
    RevokedCandidate,
    /// Revoked, and allowed to apply again.
    Readmitted,
}

impl Fate {
    /// The status to which it leads.
    #[cfg(test)]
    pub(super) const fn status(self) -> Status {
        match self {
            Self::Registered | Self::Withdrew | Self::Refused => Status::NotApplied,
            Self::Waiting | Self::WaitingPaid | Self::WaitingInVain | Self::Unpaid | Self::PaidInPart | Self::Bounced | Self::Readmitted => {
                Status::Applicant
            }
            Self::Beginner | Self::Midway | Self::Doubted | Self::BouncedLater | Self::Revived | Self::Awaiting | Self::Returned => Status::Candidate,
            Self::Expired => Status::CandidacyExpired,
            Self::Certified | Self::Renewed => Status::Certified,
            Self::RenewalOpen => Status::RenewalOpen,
            Self::InGrace => Status::InGrace,
            Self::Lapsed => Status::Lapsed,
            Self::Revoked | Self::RevokedCandidate => Status::Revoked,
        }
    }

    /// How many days ago the registration was, from and to. Who is certified has some years to get there.
    pub(super) const fn begins_days_ago(self) -> (u32, u32) {
        match self {
            Self::Registered => (1, 400),
            Self::Withdrew | Self::Refused => (60, 1_500),
            Self::Waiting => (2, 12),
            Self::WaitingPaid => (6, 20),
            Self::WaitingInVain => (4, 16),
            Self::Unpaid | Self::PaidInPart | Self::Bounced => (30, 75),
            Self::Beginner => (40, 240),
            Self::BouncedLater => (120, 400),
            Self::Midway | Self::Doubted => (420, 1_300),
            Self::Revived => (1_700, 1_850),
            Self::Awaiting => (1_500, 1_530),
            Self::Expired => (1_560, 2_900),
            Self::Certified => (700, 2_300),
            Self::Renewed => (2_000, 3_100),
            Self::RenewalOpen | Self::InGrace => (2_000, 2_500),
            Self::Lapsed => (2_100, 3_100),
            Self::Returned => (2_200, 3_000),
            Self::Revoked | Self::Readmitted => (1_300, 1_850),
            Self::RevokedCandidate => (500, 1_200),
        }
    }
}

impl Life<'_> {
    /// Lives until yesterday.
    pub(super) fn lives(&mut self, fate: Fate) {
        self.days_pass(0, 1);
        match fate {
            Fate::Registered => {}
            Fate::Withdrew => self.withdraws(),
            Fate::Refused => self.applies_in_vain(),
            Fate::Waiting => drop(self.applies(Hours::Enough)),
            Fate::WaitingInVain => {
                let applied = self.applies(Hours::TooFew);
                self.days_pass(1, 2);
                self.is_asked(applied, words::QUESTION);
            }
            Fate::WaitingPaid => {
                let applied = self.applies(Hours::Enough);
                self.days_pass(0, 2);
                self.pays_by_card(applied);
            }
            Fate::Unpaid => self.leaves_unpaid(0),
            Fate::PaidInPart => self.leaves_unpaid(15_000),
            Fate::Bounced => self.pays_and_bounces(Bounce::Before),
            Fate::BouncedLater => self.pays_and_bounces(Bounce::After),
            Fate::Beginner => self.begins(),
            Fate::Midway => self.is_midway(30),
            Fate::Doubted => self.is_midway(100),
            Fate::Revived => self.is_revived(),
            Fate::Awaiting => self.awaits(),
            Fate::Expired => self.lets_it_expire(),
            Fate::Certified => self.is_certified_before(30, 1_000),
            Fate::RenewalOpen => {
                self.is_certified_before(1_120, TERM_DAYS - 25);
                let activities = self.chance.between(0, 9);
                self.continues_education(activities, 30);
            }
            Fate::Renewed => self.is_certified_and_renews(),
            Fate::InGrace => self.is_certified_before(TERM_DAYS + 4, TERM_DAYS + 50),
            Fate::Lapsed => self.is_certified_before(TERM_DAYS + 80, 2_850),
            Fate::Returned => self.returns(),
            Fate::Revoked => self.is_found_out(),
            Fate::RevokedCandidate => {
                self.is_admitted();
                self.days_pass(60, 200);
                self.is_revoked();
            }
            Fate::Readmitted => self.is_given_another_chance(),
        }
    }

    fn withdraws(&mut self) {
        let applied = self.applies(Hours::Enough);
        self.days_pass(2, 15);
        self.withdraws_it(applied);
    }

    fn applies_in_vain(&mut self) {
        let applied = self.applies(Hours::TooFew);
        self.days_pass(3, 12);
        let reason = self.chance.text(&words::APPLICATION_REFUSALS);
        self.is_refused(applied, reason);
    }

    fn leaves_unpaid(&mut self, paid_cents: u32) {
        let applied = self.applies(Hours::Enough);
        self.days_pass(3, 9);
        self.is_accepted(applied);
        if paid_cents > 0 {
            self.days_pass(2, 8);
            self.pays_by_check(applied, paid_cents);
        }
    }

    fn pays_and_bounces(&mut self, bounce: Bounce) {
        let applied = self.applies(Hours::Enough);
        self.days_pass(1, 3);
        if bounce == Bounce::After {
            self.is_accepted(applied);
        }
        let payment = self.pays_by_check(applied, applied.cents);
        self.days_pass(5, 9);
        self.check_bounces(payment);
        if bounce == Bounce::Before {
            self.days_pass(1, 3);
            self.is_accepted(applied);
        }
    }

    fn begins(&mut self) {
        self.is_admitted();
        if self.chance.percent(60) {
            let at = self.stage.today.days_earlier(self.chance.between(3, 14));
            self.goes_on_to(at);
            self.reports_one_of(&CompetencySet::ALL);
        }
    }

    /// Two to five sets; then, at this chance, a report that is refused, and sometimes one that waits.
    fn is_midway(&mut self, refused_percent: u32) {
        self.is_admitted();
        let until = self.stage.today.days_earlier(60);
        let sets = self.chance.between(2, 5);
        let chosen = self.six_sets();
        self.achieves(chosen.iter().copied().take(usize::try_from(sets).unwrap_or(2)), until);
        let open: Vec<CompetencySet> = chosen.into_iter().skip(usize::try_from(sets).unwrap_or(2)).collect();
        if self.chance.percent(refused_percent) {
            let completions = self.reports_one_of(&open);
            self.days_pass(4, 9);
            let reason = self.chance.text(&words::COMPLETION_REFUSALS);
            self.are_decided(&completions, Some(reason));
        }
        if self.chance.percent(40) {
            let at = self.stage.today.days_earlier(self.chance.between(3, 20));
            self.goes_on_to(at);
            self.reports_one_of(&open);
        }
    }

    fn lets_it_expire(&mut self) {
        self.is_admitted();
        let until = self.day().days_later(1_000);
        let sets = usize::try_from(self.chance.between(0, 4)).unwrap_or(0);
        let chosen = self.six_sets();
        self.achieves(chosen.into_iter().take(sets), until);
    }

    fn is_revived(&mut self) {
        self.is_admitted();
        let until = self.day().days_later(1_100);
        let chosen = self.six_sets();
        self.achieves(chosen.iter().copied().take(4), until);
        // Expired by now.
        self.goes_on_to(self.stage.today.days_earlier(110));
        self.is_extended(14);
        self.days_pass(20, 60);
        // One set is left open.
        let open: Vec<CompetencySet> = chosen.into_iter().skip(4).take(1).collect();
        let completions = self.reports_one_of(&open);
        self.days_pass(3, 9);
        self.are_decided(&completions, None);
    }

    fn awaits(&mut self) {
        self.is_admitted();
        let until = self.day().days_later(1_200);
        let chosen = self.six_sets();
        self.achieves(chosen.iter().copied().take(5), until);
        // A few weeks before the four years are over.
        self.goes_on_to(until.days_later(180));
        let open: Vec<CompetencySet> = chosen.into_iter().skip(5).collect();
        self.reports_one_of(&open);
    }

    fn is_certified_and_renews(&mut self) {
        let certified_on = self.is_certified_between(TERM_DAYS + 40, 2_400);
        self.goes_on_to(certified_on.years_later(2));
        self.continues_education(9, 36);
        let opened = certified_on.years_later(3);
        let days = self.chance.between(5, 400);
        self.goes_on_to(opened.days_later(days));
        self.renews();
    }

    fn is_found_out(&mut self) {
        let certified_on = self.is_certified_between(500, 1_000);
        let days = self.chance.between(60, 400);
        self.goes_on_to(certified_on.days_later(days));
        self.is_revoked();
    }

    fn is_given_another_chance(&mut self) {
        self.is_found_out();
        self.goes_on_to(self.stage.today.days_earlier(60));
        self.may_apply_again();
        self.days_pass(10, 30);
        self.applies(Hours::Enough);
    }

    fn returns(&mut self) {
        self.is_certified_between(1_700, 2_000);
        self.goes_on_to(self.stage.today.days_earlier(110));
        self.is_admitted();
        self.days_pass(10, 20);
        let completions = self.reports_one_of(&CompetencySet::ALL);
        self.days_pass(3, 8);
        self.are_decided(&completions, None);
    }

    fn is_certified_before(&mut self, first_days_ago: u32, last_days_ago: u32) {
        self.is_certified_between(first_days_ago, last_days_ago);
    }

    /// Certified on a day so many days ago, which is answered.
    fn is_certified_between(&mut self, first_days_ago: u32, last_days_ago: u32) -> Date {
        self.is_admitted();
        // At least half a year from the admission, and inside the candidacy.
        let latest = self.day().days_later(1_400);
        let earliest = self.day().days_later(180);
        let drawn = self.stage.today.days_earlier(self.chance.between(first_days_ago, last_days_ago));
        let on = drawn.max(earliest).min(latest).min(self.stage.today.days_earlier(first_days_ago));
        let chosen = self.six_sets();
        self.achieves(chosen, on);
        on
    }

    /// The required sets and three electives, in any order.
    fn six_sets(&mut self) -> Vec<CompetencySet> {
        let policy = shared::policies::Policies::built_in();
        let policy = policy.in_force_on(self.day());
        let (required, electives): (Vec<_>, Vec<_>) = CompetencySet::ALL.into_iter().partition(|&set| policy.requires(set));
        let three = self.chance.shuffled(electives).into_iter().take(3);
        self.chance.shuffled(required.into_iter().chain(three))
    }

    /// Achieves these sets by courses, the last of them decided on this day.
    fn achieves(&mut self, sets: impl IntoIterator<Item = CompetencySet>, last_on: Date) {
        let mut left: Vec<CompetencySet> = sets.into_iter().collect();
        let among = left.clone();
        while let Some(set) = left.pop() {
            let steps = u32::try_from(left.len()).unwrap_or(0).saturating_add(1);
            let days = u32::try_from(self.day().days_through(last_on)).unwrap_or(0);
            let step = days.checked_div(steps).unwrap_or(0);
            // Reported within three days and decided within nine: the last one on the day itself.
            self.goes_on_to(self.day().days_later(step.saturating_sub(13)));
            let completions = self.reports(set, &among, &mut left);
            if left.is_empty() {
                self.goes_on_to(last_on);
            } else {
                self.days_pass(3, 9);
            }
            self.are_decided(&completions, None);
        }
    }
}

/// Whether the check comes back before or after the application was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bounce {
    Before,
    After,
}
