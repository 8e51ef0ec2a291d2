//! The same question for two rule engines, as far as they can be asked it: whether the six sets are achieved in time,
//! in which stretch of the term the day lies, and whether the hours suffice for a renewal, each with its reason. They
//! have no calendar and no lists of courses, so days are numbers, sums are made for them, and their input is ready.

use std::hint::black_box;

use anyhow::{Context as _, Result, ensure};
use cedar_policy::{Authorizer, Context, Decision, Entities, PolicySet, Request};
use serde_json::{Value, json};
use shared::calendar::Date;
use shared::standings::{SetState, Standing};
use zen_expression::expression::Standard;
use zen_expression::variable::Variable;
use zen_expression::vm::VM;
use zen_expression::{Expression, Isolate};

/// What the rivals are told.
pub(super) struct Digest(Value);

impl Digest {
    pub(super) fn of(standing: &Standing, as_of: Date) -> Result<Self> {
        let (certified_on, term) = (standing.certified_on.context("not certified")?, standing.term.context("no term")?);
        let (candidacy, renewal) = (standing.candidacy.as_ref().context("no candidacy")?, standing.renewal.as_ref().context("no renewal")?);
        let day = |day: Date| Date::FIRST.days_through(day);
        let achieved = standing.sets.iter().filter(|set| set.state == SetState::Achieved);
        Ok(Self(json!({
            "sets": achieved.clone().map(|set| set.set.code()).collect::<Vec<_>>(),
            "electives": achieved.filter(|set| !set.required).count(),
            "completed": day(certified_on),
            "deadline": day(candidacy.deadline),
            "today": day(as_of),
            "opens": day(term.renewal_opens_on),
            "expires": day(term.expires_on),
            "grace_ends": day(term.grace_ends_on),
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

/// The same as expressions, each with the name of its answer.
pub(super) const EXPRESSIONS: [(&str, &str); 6] = [
    ("required_sets", "'foundations' in sets and 'communication' in sets and 'technology' in sets"),
    ("electives_met", "electives >= 3"),
    ("in_time", "completed <= deadline"),
    ("status", "today > grace_ends ? 'lapsed' : today > expires ? 'in_grace' : today >= opens ? 'renewal_open' : 'certified'"),
    ("hours_met", "minutes >= minutes_required"),
    ("technology_hours_met", "technology_minutes >= technology_minutes_required"),
];

/// The evaluator of zen-engine, its expressions compiled once.
pub(super) struct Zen {
    expressions: Vec<Expression<Standard>>,
    machine: VM,
    input: Variable,
}

impl Zen {
    pub(super) fn new(digest: &Digest) -> Result<Self> {
        let mut isolate = Isolate::new();
        let compiled = EXPRESSIONS.iter().map(|(_, source)| isolate.compile_standard(source).map_err(|error| anyhow::anyhow!("{error:?}")));
        let mut zen = Self { expressions: compiled.collect::<Result<_>>()?, machine: VM::new(), input: digest.json().clone().into() };
        let answers: Vec<Value> = zen.answers()?.iter().map(Variable::to_value).collect();
        ensure!(
            answers == [json!(true), json!(true), json!(true), json!("renewal_open"), json!(true), json!(true)],
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
