//! The same question for two rule engines, as far as they can be asked it: whether the six sets are achieved in time,
//! in which stretch of the term the day lies, and whether the hours suffice for a renewal, each with its reason. They
//! have no calendar, so days are numbers and the ends of windows and terms are worked out for them.
//!
//! zen-expression goes through the courses and the activities of the dossier as the product does. cedar-policy can sum
//! and count nothing: it gets the sets and the sums.

use std::hint::black_box;

use anyhow::{Context as _, Result, ensure};
use cedar_policy::{Authorizer, Context, Decision, Entities, PolicySet, Request};
use serde_json::{Value, json};
use shared::calendar::Date;
use shared::dossier::{Activity, CourseCompletion, Dossier, Outcome};
use shared::policies::Policies;
use shared::standings::{SetState, Standing};
use zen_expression::expression::Standard;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;
use zen_expression::{Expression, Isolate};

/// What cedar-policy is told: sums.
pub(super) struct Digest(Value);

/// What zen-expression is told: the courses and the activities.
pub(super) struct Brief(Value);

fn number(day: Date) -> i64 {
    Date::FIRST.days_through(day)
}

impl Brief {
    pub(super) fn of(dossier: &Dossier, standing: &Standing, policies: &Policies, as_of: Date) -> Result<Self> {
        let (certified_on, term) = (standing.certified_on.context("not certified")?, standing.term.context("no term")?);
        let (candidacy, renewal) = (standing.candidacy.as_ref().context("no candidacy")?, standing.renewal.as_ref().context("no renewal")?);
        let course = |course: &CourseCompletion| {
            let from = course.approval.from;
            let credited_from = from.years_earlier(policies.in_force_on(from).look_back_years);
            let last = course.approval.last_day().map_or(i64::from(i32::MAX), number);
            json!({"set": course.set.code(), "completed": number(course.completed_on), "credited_from": number(credited_from), "credited_until": last,
                "decided": course.decided_on.map_or(i64::from(i32::MAX), number), "achieved": course.outcome == Some(Outcome::Achieved)})
        };
        let activity =
            |activity: &Activity| json!({"completed": number(activity.completed_on), "minutes": activity.minutes, "technology": activity.technology});
        Ok(Self(json!({
            "courses": dossier.course_completions.iter().map(course).collect::<Vec<_>>(),
            "activities": dossier.activities.iter().map(activity).collect::<Vec<_>>(),
            "deadline": number(candidacy.deadline),
            "today": number(as_of),
            "certified": number(certified_on),
            "opens": number(term.renewal_opens_on),
            "expires": number(term.expires_on),
            "grace_ends": number(term.grace_ends_on),
            "minutes_required": renewal.minutes_required,
            "technology_minutes_required": renewal.technology_minutes_required,
        })))
    }

    pub(super) fn json(&self) -> &Value {
        &self.0
    }
}

impl Digest {
    pub(super) fn of(standing: &Standing, as_of: Date) -> Result<Self> {
        let (certified_on, term) = (standing.certified_on.context("not certified")?, standing.term.context("no term")?);
        let (candidacy, renewal) = (standing.candidacy.as_ref().context("no candidacy")?, standing.renewal.as_ref().context("no renewal")?);
        let achieved = standing.sets.iter().filter(|set| set.state == SetState::Achieved);
        Ok(Self(json!({
            "sets": achieved.clone().map(|set| set.set.code()).collect::<Vec<_>>(),
            "electives": achieved.filter(|set| !set.required).count(),
            "completed": number(certified_on),
            "deadline": number(candidacy.deadline),
            "today": number(as_of),
            "opens": number(term.renewal_opens_on),
            "expires": number(term.expires_on),
            "grace_ends": number(term.grace_ends_on),
            "minutes": renewal.minutes_counted,
            "minutes_required": renewal.minutes_required,
            "technology_minutes": renewal.technology_minutes_counted,
            "technology_minutes_required": renewal.technology_minutes_required,
        })))
    }

    pub(super) fn json(&self) -> &Value {
        &self.0
    }
}

/// Each rule a policy: those that are satisfied are the reasons.
pub(super) const POLICIES: &str = r#"
@id("required_sets") permit(principal, action, resource) when { context.sets.containsAll(["foundations", "communication", "technology"]) };
@id("electives") permit(principal, action, resource) when { context.electives >= 3 };
@id("in_time") permit(principal, action, resource) when { context.completed <= context.deadline };
@id("certified") permit(principal, action, resource) when { context.completed <= context.today && context.today < context.opens };
@id("renewal_open") permit(principal, action, resource) when { context.opens <= context.today && context.today <= context.expires };
@id("in_grace") permit(principal, action, resource) when { context.expires < context.today && context.today <= context.grace_ends };
@id("hours") permit(principal, action, resource) when { context.minutes >= context.minutes_required };
@id("technology_hours") permit(principal, action, resource) when { context.technology_minutes >= context.technology_minutes_required };
@id("lapsed") forbid(principal, action, resource) when { context.grace_ends < context.today };
"#;

pub(super) struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    request: Request,
}

impl Cedar {
    pub(super) fn new(digest: &Digest) -> Result<Self> {
        let uid = |text: &str| text.parse().context("no entity");
        let context = Context::from_json_value(digest.json().clone(), None)?;
        let request = Request::new(uid(r#"Person::"holder""#)?, uid(r#"Action::"stand""#)?, uid(r#"Programme::"lssc""#)?, context, None)?;
        let cedar = Self { authorizer: Authorizer::new(), policies: POLICIES.parse()?, entities: Entities::empty(), request };
        let answer = cedar.authorizer.is_authorized(&cedar.request, &cedar.policies, &cedar.entities);
        ensure!(answer.decision() == Decision::Allow, "cedar-policy denies");
        ensure!(answer.diagnostics().reason().count() == 6, "cedar-policy gives other reasons: {:?}", answer.diagnostics());
        Ok(cedar)
    }

    pub(super) fn decide(&self) {
        black_box(self.authorizer.is_authorized(black_box(&self.request), &self.policies, &self.entities));
    }
}

/// A course that counts, as every expression about courses asks it.
macro_rules! counts {
    () => {
        "#.achieved and #.credited_from <= #.completed and #.completed <= #.credited_until and #.completed <= deadline and #.decided <= today"
    };
}

/// An activity that counts for the first renewal.
macro_rules! is_counted {
    () => {
        "#.minutes >= 60 and #.completed >= certified and #.completed <= today"
    };
}

/// The same as expressions, each with the name of its answer.
pub(super) const EXPRESSIONS: [(&str, &str); 6] = [
    (
        "required_sets",
        concat!(
            "some(courses, #.set == 'foundations' and ",
            counts!(),
            ") and some(courses, #.set == 'communication' and ",
            counts!(),
            ") and some(courses, #.set == 'technology' and ",
            counts!(),
            ")"
        ),
    ),
    (
        "electives_met",
        concat!("count(courses, #.set != 'foundations' and #.set != 'communication' and #.set != 'technology' and ", counts!(), ") >= 3"),
    ),
    ("certified", concat!("max(map(filter(courses, ", counts!(), "), #.decided))")),
    ("status", "today > grace_ends ? 'lapsed' : today > expires ? 'in_grace' : today >= opens ? 'renewal_open' : 'certified'"),
    ("hours_met", concat!("sum(map(filter(activities, ", is_counted!(), "), #.minutes)) >= minutes_required")),
    ("technology_hours_met", concat!("sum(map(filter(activities, #.technology and ", is_counted!(), "), #.minutes)) >= technology_minutes_required")),
];

/// The evaluator of zen-engine, its expressions compiled once.
pub(super) struct Zen {
    expressions: Vec<Expression<Standard>>,
    machine: VM,
    input: Variable,
}

impl Zen {
    pub(super) fn new(brief: &Brief) -> Result<Self> {
        let mut isolate = Isolate::new();
        let compiled = EXPRESSIONS.iter().map(|(_, source)| isolate.compile_standard(source).map_err(|error| anyhow::anyhow!("{error:?}")));
        let mut zen = Self { expressions: compiled.collect::<Result<_>>()?, machine: VM::new(), input: brief.json().clone().into() };
        let answers: Vec<Value> = zen.answers()?.iter().map(Variable::to_value).collect();
        ensure!(
            answers == [json!(true), json!(true), brief.json()["certified"].clone(), json!("renewal_open"), json!(true), json!(true)],
            "zen-expression answers {answers:?}"
        );
        Ok(zen)
    }

    pub(super) fn decide(&mut self) -> Result<()> {
        black_box(self.answers()?);
        Ok(())
    }

    fn answers(&mut self) -> Result<Vec<Variable>> {
        let Self { expressions, machine, input } = self;
        let answer = |expression: &Expression<Standard>| {
            expression.evaluate_with(black_box(&*input).clone(), machine).map_err(|error| anyhow::anyhow!("{error:?}"))
        };
        expressions.iter().map(answer).collect()
    }
}
