//! What the rules say of a course completed on a day, before it is reported: the service's own function, run here.

use shared::calendar::Date;
use shared::completions::{Credit, credit};
use shared::courses::{ApprovalRecord, Course, approval_periods};
use shared::dossier::{ApprovalPeriod, approval_for};
use shared::policies::Policies;
use yew::prelude::*;

use crate::components::{ReasonList, StatusBadge, Tone};

/// A course and the day it was completed.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct CreditPreviewProps {
    /// The course.
    pub course: Course,
    /// The day.
    pub completed_on: Date,
}

/// Shows what it would give, per set.
#[component]
pub(super) fn CreditPreview(props: &CreditPreviewProps) -> Html {
    let CreditPreviewProps { course, completed_on } = props;
    let policies = Policies::built_in();
    let approvals: Vec<ApprovalRecord> = course
        .approvals
        .iter()
        .map(|approval| ApprovalRecord {
            approval: approval.id,
            course: course.id,
            set: approval.set,
            period: ApprovalPeriod { from: approval.from, until: approval.until, withdrawn_on: approval.withdrawn_on },
        })
        .collect();
    let mut sets: Vec<_> = approvals.iter().map(|record| record.set).collect();
    sets.dedup();
    html! {
        <ul class="preview">
            { for sets.into_iter().filter_map(|set| {
                let approval = approval_for(approval_periods(&approvals, course.id, set), *completed_on, &policies)?;
                let found = credit(*completed_on, &approval, &policies);
                let (words, tone) = if found == Credit::Counts { ("Would count", Tone::Good) } else { ("Would not count", Tone::Ended) };
                Some(html! {
                    <li key={set.code()}>
                        <p><strong>{ set.title() }</strong>{ " " }<StatusBadge {words} {tone} /></p>
                        <ReasonList reasons={vec![found.reason(*completed_on, Some(&approval))]} />
                    </li>
                })
            }) }
        </ul>
    }
}
