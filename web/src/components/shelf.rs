//! The shelf: the ten competency sets as ten book spines. Required ones carry a band; achieved ones are in full
//! colour, pending ones hatched, open ones an outline. Each spine is a link to the courses of its set, and says in
//! words what it shows.

mod spine;

use std::cell::Cell;

use shared::competencies::CompetencySet;
use shared::policies::Policies;
use shared::standings::{SetStanding, SetState};
use spine::Spine;
use yew::prelude::*;

/// How many spines stand on one board; on a narrow screen the second board stands below the first.
const BOARD_SPINES: usize = 5;

thread_local! {
    /// How many shelves there were: two on one page hatch with patterns of their own.
    static SHELVES: Cell<u32> = const { Cell::new(0) };
}

/// What stands on the shelf.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ShelfProps {
    /// Where each set stands; without it the shelf shows the sets alone, all in full colour.
    #[prop_or_default]
    pub sets: Option<Vec<SetStanding>>,
}

/// What one spine shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Book {
    set: CompetencySet,
    required: bool,
    /// Null where nobody's standing is shown.
    state: Option<SetState>,
}

/// Shows the shelf.
#[component]
pub fn Shelf(props: &ShelfProps) -> Html {
    let books = props
        .sets
        .as_ref()
        .map_or_else(plain, |sets| sets.iter().map(|set| Book { set: set.set, required: set.required, state: Some(set.state) }).collect());
    let shelf = *use_memo((), |()| SHELVES.with(|shelves| shelves.replace(shelves.get().wrapping_add(1))));
    html! {
        <div class="shelf" role="group" aria-label={summary(&books)}>
            { for books.chunks(BOARD_SPINES).enumerate().map(|(board, books)| (board, format!("hatch-{shelf}-{board}"), books)).map(|(board, hatch, books)| html! {
                <svg key={board} viewBox="0 0 250 228" class="board">
                    <defs>
                        <pattern id={hatch.clone()} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                            <rect class="hatch-ground" width="8" height="8" />
                            <line class="hatch-line" x1="0" y1="0" x2="0" y2="8" />
                        </pattern>
                    </defs>
                    { for books.iter().enumerate().map(|(place, &book)| html! {
                        <Spine key={book.set.code()} set={book.set} required={book.required} state={book.state} hatch={hatch.clone()} {place} />
                    }) }
                    <rect class="plank" x="0" y="220" width="250" height="6" />
                </svg>
            }) }
        </div>
    }
}

/// The ten sets, nobody's.
fn plain() -> Vec<Book> {
    let policies = Policies::built_in();
    let latest = policies.iter().last();
    CompetencySet::ALL.into_iter().map(|set| Book { set, required: latest.is_some_and(|policy| policy.requires(set)), state: None }).collect()
}

/// The shelf in a sentence.
fn summary(books: &[Book]) -> String {
    let count = |state| books.iter().filter(|book| book.state == Some(state)).count();
    if books.iter().all(|book| book.state.is_none()) {
        return "The ten competency sets, three of them required".to_owned();
    }
    format!("The ten competency sets: {} achieved, {} pending, {} open", count(SetState::Achieved), count(SetState::Pending), count(SetState::Open))
}
