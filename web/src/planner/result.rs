//! Where a plan leads: in a sentence, on the shelf, on the date slip, set by set, and in money.

use shared::calendar::Date;
use shared::plans::{Admission, Outlook, Plan, PlannedOutcome};
use shared::policies::Policies;
use shared::standings::{Means, SetState, Standing, Status, missing};
use shared::text::{dollars, hours};
use yew::prelude::*;

use super::money;
use crate::components::{DateSlip, DateText, ReasonList, Shelf, SlipLine, StatusBadge, Tone, Why};

/// Shows it.
pub(super) fn show(plan: &Plan, found: &Outlook, policies: &Policies, today: Date) -> Html {
    let outcome = &found.outcome;
    html! {
        <>
            <section aria-labelledby="outlook">
                <h2 id="outlook">{ "Where it leads" }</h2>
                <p role="status"><StatusBadge words={outcome.status.title()} tone={Tone::from(outcome.status)} />{ " " }{ summary(found) }</p>
                { admission(found.admission) }
                <ReasonList reasons={outcome.reasons.clone()} />
                { shelf(found) }
                <DateSlip lines={lines(found, today)} {today} />
            </section>
            { eligibility(found) }
            if !found.sets.is_empty() {
                <section aria-labelledby="planned">
                    <h2 id="planned">{ "Set by set" }</h2>
                    <ul class="entries">{ for found.sets.iter().map(planned) }</ul>
                </section>
            }
            { money::show(&found.costs, plan.ala_member, policies.in_force_on(today)) }
            { left(outcome) }
        </>
    }
}

/// The outcome in a line that stays in sight on a narrow screen, where the whole stands below the entries. Those who
/// listen hear the whole.
pub(super) fn brief(found: &Outlook) -> Html {
    let outcome = &found.outcome;
    html! {
        <p class="planner-brief no-print" aria-hidden="true">
            <StatusBadge words={outcome.status.title()} tone={Tone::from(outcome.status)} />{ " " }{ summary(found) }
        </p>
    }
}

/// The outcome in a sentence.
fn summary(found: &Outlook) -> String {
    let (outcome, to_come) = (&found.outcome, dollars(found.costs.to_come_cents));
    match outcome.certified_on {
        Some(on) => format!("as of {}; certified on {}. Still to be paid here: {to_come}.", outcome.as_of.long(), on.long()),
        None => {
            format!("as of {}. {} Still to be paid here: {to_come}.", outcome.as_of.long(), missing(outcome.required_left, outcome.electives_left))
        }
    }
}

/// Which admission is gone by, where it is not a fact.
fn admission(admission: Admission) -> Html {
    match admission {
        Admission::Past(_) | Admission::Planned(_) => Html::default(),
        Admission::IfToday(on) => html! { <p>{ "You are not admitted yet. The plan goes by an admission today, " }<DateText date={on} />{ "." }</p> },
        Admission::OnceEligible(on) => {
            html! { <p>{ "You are not admitted yet. The plan goes by the first day on which your hours suffice, " }<DateText date={on} />{ "." }</p> }
        }
    }
}

fn shelf(found: &Outlook) -> Html {
    html! {
        <>
            <Shelf sets={Some(found.shelf.clone())} />
            <ul class="legend" aria-hidden="true">
                <li class="achieved">{ "Achieved" }</li><li class="pending">{ "Planned, and counts" }</li><li class="open">{ "Open" }</li>
                <li class="required">{ "Required: with a band" }</li>
            </ul>
        </>
    }
}

/// The dates that the plan leads to.
fn lines(found: &Outlook, today: Date) -> Vec<SlipLine> {
    let outcome = &found.outcome;
    let line = |what: &'static str, on: Date| if on < today { SlipLine::done(what, on) } else { SlipLine::new(what, on) };
    let mut lines = vec![line("Admission", found.admission.on())];
    lines.extend(outcome.candidacy.map(|candidacy| line("Deadline", candidacy.deadline)));
    let last = found.sets.iter().filter(|set| set.counts && !set.is_done).map(|set| set.planned.on).max();
    lines.extend(last.filter(|_| outcome.certified_on.is_none()).map(|on| line("Last planned set", on)));
    lines.extend(outcome.certified_on.map(|on| line("Certification", on)));
    if let Some(term) = outcome.term {
        lines.extend([line("Renewal opens", term.renewal_opens_on), line("Expiry", term.expires_on), line("End of grace", term.grace_ends_on)]);
    }
    lines
}

/// Whether the hours suffice for the application.
fn eligibility(found: &Outlook) -> Html {
    let Some((eligibility, reasons)) = &found.eligibility else { return Html::default() };
    let needed = found.minutes_needed;
    let (words, tone) = if eligibility.eligible { ("Eligible", Tone::Good) } else { ("Not eligible yet", Tone::Waiting) };
    html! {
        <section aria-labelledby="eligible">
            <h2 id="eligible">{ "May you apply today?" }</h2>
            <p><StatusBadge {words} {tone} />{ format!(" {} of {}", hours(eligibility.library_minutes), hours(needed)) }</p>
            <ReasonList reasons={reasons.clone()} />
        </section>
    }
}

fn planned(set: &PlannedOutcome) -> Html {
    let by = if set.planned.by == Means::Course { "course" } else { "portfolio" };
    let (words, tone) = match (set.counts, set.is_done) {
        (false, _) => ("Does not count", Tone::Ended),
        (true, true) => ("Done", Tone::Good),
        (true, false) => ("Planned", Tone::Waiting),
    };
    html! {
        <li key={set.planned.set.code()}>
            <strong>{ set.planned.set.title() }</strong>
            <span>{ format!("{by}, ") }<DateText date={set.planned.on} /></span>
            <StatusBadge {words} {tone} />
            <div class="with-why"><span>{ &set.reason.sentence }</span><Why question={set.reason.question} /></div>
        </li>
    }
}

/// What is still to be done.
fn left(outcome: &Standing) -> Html {
    // Of a certificate that lies ahead the next step is to come there, which the rest of the page says.
    let steps = outcome.next_steps.iter().filter(|_| !matches!(outcome.status, Status::Revoked));
    let open = outcome.sets.iter().filter(|set| set.required && set.state == SetState::Open).map(|set| set.set.title()).collect::<Vec<_>>();
    html! {
        <section aria-labelledby="left">
            <h2 id="left">{ "What is left" }</h2>
            if outcome.certified_on.is_none() && !open.is_empty() {
                <p>{ format!("Required and not planned: {}.", open.join(", ")) }</p>
            }
            <ol class="next-steps">
                { for steps.map(|step| html! {
                    <li key={&*step.step}>
                        <div class="with-why"><p>{ &step.sentence }</p><Why question={step.question} /></div>
                        if let Some(date) = step.by { <p class="by">{ "By " }<DateText {date} /></p> }
                    </li>
                }) }
            </ol>
            <p class="hint">{ "The plan takes every decision to come at once and to be good. Only what you do yourself has a deadline; the decision may come later." }</p>
        </section>
    }
}
