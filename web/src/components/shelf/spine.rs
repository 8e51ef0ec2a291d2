//! One spine of the shelf.

use shared::competencies::CompetencySet;
use shared::standings::SetState;
use yew::prelude::*;

use crate::components::use_follow;
use crate::route::Route;

/// One set on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Properties)]
pub(super) struct SpineProps {
    /// The set.
    pub set: CompetencySet,
    /// Whether it carries the band.
    pub required: bool,
    /// Where it stands; null where nobody's standing is shown.
    pub state: Option<SetState>,
    /// The id of the pattern that hatches it.
    pub hatch: String,
    /// The place on the board, from 0.
    pub place: usize,
}

/// Shows a spine.
#[component]
pub(super) fn Spine(props: &SpineProps) -> Html {
    let SpineProps { set, required, state, hatch, place } = props.clone();
    let (href, onclick) = use_follow(Route::Catalog, vec![("set", set.code().to_owned())]);
    let book = book_of(set);
    let x = place.saturating_mul(50).saturating_add(3);
    let top = 220_usize.saturating_sub(book.height);
    let look = match state {
        None | Some(SetState::Achieved) => "achieved",
        Some(SetState::Pending) => "pending",
        Some(SetState::Open) => "open",
    };
    let fill = (look == "pending").then(|| format!("url(#{hatch})"));
    html! {
        <a {href} {onclick} class={classes!("spine", look, format!("cloth-{}", set.code()))} aria-label={words(set, required, state)}>
            <rect class="cover" x={x.to_string()} y={top.to_string()} width="44" height={book.height.to_string()} rx="2" {fill} />
            if required {
                <rect class="band" x={x.to_string()} y={top.saturating_add(10).to_string()} width="44" height="5" />
                <rect class="band" x={x.to_string()} y="206" width="44" height="5" />
            }
            <text transform={format!("translate({} 198) rotate(-90)", x.saturating_add(first_line(book.lines.len())))}>
                { for book.lines.iter().enumerate().map(|(line, words)| html! {
                    // The space keeps the lines apart for those who hear them.
                    <tspan key={line} x="0" dy={if line == 0 { "0" } else { "16" }}>{ format!("{words} ") }</tspan>
                }) }
            </text>
        </a>
    }
}

/// Where the first line of a title stands, so that all of it is in the middle of the spine.
const fn first_line(lines: usize) -> usize {
    if lines > 1 { 19 } else { 27 }
}

/// How a set looks as a book.
struct Book {
    height: usize,
    lines: &'static [&'static str],
}

/// Heights differ as on a real shelf; titles break where they are read.
const fn book_of(set: CompetencySet) -> Book {
    match set {
        CompetencySet::Foundations => Book { height: 204, lines: &["Foundations of", "Library Services"] },
        CompetencySet::Communication => Book { height: 190, lines: &["Communication", "and Teamwork"] },
        CompetencySet::Technology => Book { height: 196, lines: &["Technology"] },
        CompetencySet::Access => Book { height: 180, lines: &["Access Services"] },
        CompetencySet::ReadersAdvisory => Book { height: 208, lines: &["Adult Readers'", "Advisory Services"] },
        CompetencySet::Cataloging => Book { height: 194, lines: &["Cataloging and", "Classification"] },
        CompetencySet::Collections => Book { height: 184, lines: &["Collection", "Management"] },
        CompetencySet::Reference => Book { height: 212, lines: &["Reference and", "Information Services"] },
        CompetencySet::Supervision => Book { height: 188, lines: &["Supervision and", "Management"] },
        CompetencySet::Youth => Book { height: 174, lines: &["Youth Services"] },
    }
}

/// What the spine shows, in words.
fn words(set: CompetencySet, required: bool, state: Option<SetState>) -> String {
    let kind = if required { "required" } else { "elective" };
    let state = match state {
        None => "",
        Some(SetState::Achieved) => ", achieved",
        Some(SetState::Pending) => ", pending",
        Some(SetState::Open) => ", open",
    };
    format!("{}, {kind}{state}", set.title())
}
