//! The part of a correction that puts other jobs or conditions in the place of those that were submitted.

use shared::applications::works;
use shared::calendar::Date;
use shared::facts::FactBody;
use shared::problem::MemberError;
use yew::prelude::*;

use crate::applications::{Asked, JobRows, Jobs};
use crate::components::Tick;
use crate::form::{Errors, Flag, use_flag_of};

/// What is entered of an application.
#[derive(Clone, PartialEq)]
pub(super) struct ApplicationEntries {
    jobs: UseReducerHandle<Jobs>,
    has_diploma: Flag,
    in_support_position: Flag,
}

/// Entries that begin with what a fact says; of another fact they are empty and of no use.
#[hook]
pub(super) fn use_application_entries(body: &FactBody) -> ApplicationEntries {
    let (work, diploma, position) = match body {
        FactBody::ApplicationSubmitted { library_work, has_diploma, in_support_position, .. } => {
            (&**library_work, *has_diploma, *in_support_position)
        }
        _ => (&[][..], false, false),
    };
    ApplicationEntries { jobs: use_reducer_eq(|| Jobs::of_work(work)), has_diploma: use_flag_of(diploma), in_support_position: use_flag_of(position) }
}

impl ApplicationEntries {
    /// The fields.
    pub(super) fn fields(&self, errors: &Errors) -> Html {
        html! {
            <>
                <Tick member="has_diploma" label="There is a high-school diploma or its equivalent." flag={self.has_diploma.clone()} />
                <Tick member="in_support_position" label="The position does not require a master's degree in library science." flag={self.in_support_position.clone()} />
                <JobRows jobs={self.jobs.clone()} asked={Asked::Hours} errors={errors.clone()} />
            </>
        }
    }

    /// The fact with what was entered.
    pub(super) fn body(&self, was: &FactBody, on: Date) -> Result<FactBody, Vec<MemberError>> {
        let jobs = self.jobs.read(Asked::Hours, on)?;
        match was {
            FactBody::ApplicationSubmitted { application, ala_member, .. } => Ok(FactBody::ApplicationSubmitted {
                application: *application,
                library_work: works(&jobs),
                has_diploma: self.has_diploma.ticked,
                in_support_position: self.in_support_position.ticked,
                ala_member: *ala_member,
            }),
            other => Ok(other.clone()),
        }
    }
}
