//! Instants as people read them, to the minute: `22 November 2026, 18:05 UTC`.

use shared::calendar::Date;
use yew::prelude::*;

/// An instant.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct InstantProps {
    /// The instant, as [`instant`] takes it.
    pub at: AttrValue,
}

/// Shows when something happened, to the minute.
#[component]
pub fn Instant(props: &InstantProps) -> Html {
    let minute: String = props.at.chars().take(16).collect();
    html! { <time datetime={format!("{minute}Z")}>{ instant(&props.at) }</time> }
}

/// The words for an instant that is written `2026-11-22T18:05:09Z` or `2026-11-22 18:05:09 UTC`.
pub fn instant(written: &str) -> String {
    let (date, rest) = written.split_at_checked(10).unwrap_or((written, ""));
    let day = date.parse::<Date>().map_or_else(|_| date.to_owned(), |date| date.long().to_string());
    format!("{day}, {} UTC", rest.get(1..6).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn instants_are_read_to_the_minute() {
        for written in ["2026-11-22 18:05:09.123456 UTC", "2026-11-22T18:05:09Z"] {
            assert_eq!(super::instant(written), "22 November 2026, 18:05 UTC");
        }
    }
}
