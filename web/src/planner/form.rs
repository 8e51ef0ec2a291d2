//! The entries of the planner. Nothing is sent: every key changes what stands beside them.

use shared::calendar::Date;
use shared::competencies::CompetencySet;
use shared::plans::{PLAN_JOBS_MAX, Plan};
use yew::prelude::*;

use super::entries::{COURSE, Change, Entries, PORTFOLIO, TICKED, job_member, set_member};
use crate::components::{Choice, Field, Kind, Select, Tick, Why};
use crate::form::{Entry, Errors, Flag};

/// What the fields have in common.
struct Fields<'a> {
    entries: &'a UseReducerHandle<Entries>,
    errors: &'a Errors,
}

/// Shows the entries.
pub(super) fn show(entries: &UseReducerHandle<Entries>, errors: &Errors, today: Date) -> Html {
    let fields = Fields { entries, errors };
    let clear = {
        let entries = entries.dispatcher();
        Callback::from(move |_: MouseEvent| entries.dispatch(Change::Take(Plan::default())))
    };
    html! {
        <section class="planner-entries no-print" aria-label="Your plan">
            <fieldset>
                <legend>{ "Admission" }</legend>
                { fields.day("admitted_on", "Admitted on", Some("The day on which you were, or mean to be, admitted. Empty: not yet.")) }
                { fields.tick("ala_member", "I am a member of ALA.") }
            </fieldset>
            <fieldset>
                <legend>{ "Before admission: may you apply?" }</legend>
                { fields.tick("has_diploma", "I have a high-school diploma or its equivalent.") }
                { fields.tick("in_support_position", "I hold a library position, paid or volunteer, that asks for no master's degree in library science.") }
                { for (0..entries.jobs).map(|index| job(&fields, index)) }
                if entries.jobs < PLAN_JOBS_MAX {
                    <p><button type="button" class="quiet" onclick={fields.add_job()}>{ "Add another job" }</button></p>
                }
            </fieldset>
            <div class="with-why"><h2>{ "Your sets" }</h2><Why question={10} /></div>
            { for CompetencySet::ALL.into_iter().map(|set| planned(&fields, set, today)) }
            <fieldset>
                <legend>{ "Or: a recognised programme" }</legend>
                { fields.day("graduated_on", "Graduation on", Some("Where your college has a recognition agreement, its degree or certificate stands for all sets.")) }
            </fieldset>
            <p><button type="button" class="secondary" onclick={clear}>{ "Clear the plan" }</button></p>
        </section>
    }
}

fn job(fields: &Fields<'_>, index: usize) -> Html {
    let number = index.saturating_add(1);
    html! {
        <div class="field-row">
            { fields.day(&job_member(index, "from"), &format!("Job {number}: first day"), None) }
            { fields.day(&job_member(index, "until"), &format!("Job {number}: last day, if it has ended"), None) }
            { fields.field(&job_member(index, "hours"), &format!("Job {number}: hours a week"), Kind::Decimal, None) }
        </div>
    }
}

fn planned(fields: &Fields<'_>, set: CompetencySet, today: Date) -> Html {
    let member = set_member(set, "by");
    let by = fields.entries.value(&member);
    let choices = vec![Choice::new(COURSE, "An approved course"), Choice::new(PORTFOLIO, "A portfolio")];
    let day = if by == PORTFOLIO { "Submitted on" } else { "Completed on" };
    html! {
        <fieldset key={set.code()} class="planner-set">
            <legend>{ set.title() }</legend>
            <div class="field-row">
                <Select {member} label="By" entry={fields.by(set, today)} {choices} empty="Not planned" />
                if !by.is_empty() {
                    { fields.day(&set_member(set, "on"), day, None) }
                }
                if by == COURSE {
                    { fields.day(&set_member(set, "approved"), "Approved since, if you know", None) }
                }
            </div>
        </fieldset>
    }
}

impl Fields<'_> {
    fn entry(&self, member: &str) -> Entry {
        let entries = self.entries.dispatcher();
        let name = member.to_owned();
        Entry { value: self.entries.value(member), on_input: Callback::from(move |text| entries.dispatch(Change::Enter(name.clone(), text))) }
    }

    /// How a set is achieved. A set that is just chosen has today as its day, to be changed.
    fn by(&self, set: CompetencySet, today: Date) -> Entry {
        let Entry { value, on_input } = self.entry(&set_member(set, "by"));
        let on = self.entry(&set_member(set, "on"));
        let on_input = Callback::from(move |text: String| {
            if !text.is_empty() && on.value.is_empty() {
                on.set(today.to_string());
            }
            on_input.emit(text);
        });
        Entry { value, on_input }
    }

    fn field(&self, member: &str, label: &str, kind: Kind, hint: Option<&'static str>) -> Html {
        let (member, label) = (AttrValue::from(member.to_owned()), AttrValue::from(label.to_owned()));
        let (entry, error) = (self.entry(&member), self.errors.on(&member));
        html! { <Field {member} {label} {kind} {entry} {error} hint={hint.map(AttrValue::from)} autocomplete="off" /> }
    }

    fn day(&self, member: &str, label: &str, hint: Option<&'static str>) -> Html {
        self.field(member, label, Kind::Date, hint)
    }

    fn tick(&self, member: &'static str, label: &'static str) -> Html {
        let Entry { value, on_input } = self.entry(member);
        let on_change = on_input.reform(|ticked: bool| if ticked { TICKED.to_owned() } else { String::new() });
        html! { <Tick {member} {label} flag={Flag { ticked: value == TICKED, on_change }} /> }
    }

    fn add_job(&self) -> Callback<MouseEvent> {
        let entries = self.entries.dispatcher();
        Callback::from(move |_| entries.dispatch(Change::AddJob))
    }
}
