//! The dates that matter as a library's date-due slip: a narrow ruled card with stamped figures, the next one in
//! stamp red.

use shared::calendar::Date;
use yew::prelude::*;

use crate::components::DateText;

/// One line of the slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipLine {
    /// What happens, for example `Deadline`.
    pub what: AttrValue,
    /// When.
    pub on: Date,
    /// Whether it has happened: then it is never the next, not even on its day.
    pub done: bool,
}

impl SlipLine {
    /// Something that is to come.
    pub fn new(what: impl Into<AttrValue>, on: Date) -> Self {
        Self { what: what.into(), on, done: false }
    }

    /// Something that has happened.
    pub fn done(what: impl Into<AttrValue>, on: Date) -> Self {
        Self { what: what.into(), on, done: true }
    }
}

/// The dates.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DateSlipProps {
    /// The lines, in any order.
    pub lines: Vec<SlipLine>,
    /// Today: the first line on or after it that is to come is the next.
    pub today: Date,
}

/// Shows the dates, earliest first.
#[component]
pub fn DateSlip(props: &DateSlipProps) -> Html {
    let mut lines = props.lines.clone();
    lines.sort_by_key(|line| line.on);
    let next = lines.iter().position(|line| !line.done && line.on >= props.today);
    html! {
        <table class="slip">
            <caption>{ "Dates" }</caption>
            <tbody>
                { for lines.iter().enumerate().map(|(place, line)| html! {
                    <tr key={place} class={classes!((next == Some(place)).then_some("next"), (line.on < props.today).then_some("past"))}>
                        <th scope="row">{ &line.what }
                            if next == Some(place) {
                                <span class="visually-hidden">{ " (next)" }</span>
                            }
                        </th>
                        <td><DateText date={line.on} /></td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
