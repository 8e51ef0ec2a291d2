//! Makes a style sheet smaller: of a base that is written for any page only what the app's own pages can match stays.
//!
//! It reads what Pico CSS and our own sheets are written in, and knows no more of the language.

use std::{collections::HashSet, fs, path::Path};

use anyhow::Result;

/// Every word that the app's sources contain: more than its pages say, never less.
#[derive(Debug)]
pub(super) struct Words(HashSet<String>);

impl Words {
    pub(super) fn of<'text>(texts: impl IntoIterator<Item = &'text str>) -> Self {
        Self(texts.into_iter().flat_map(|text| text.split(|c| !is_of_name(c))).map(str::to_owned).collect())
    }

    /// Of the files below these places.
    pub(super) fn of_files(places: &[&Path]) -> Result<Self> {
        let mut texts = Vec::new();
        places.iter().try_for_each(|place| read(place, &mut texts))?;
        Ok(Self::of(texts.iter().map(String::as_str)))
    }

    /// Whether an element can be what the selector asks for. What stands in parentheses is not looked at, as `:not(.small)`
    /// needs no element that is small; nor are the browser's own words, such as `:hover`.
    fn can_match(&self, selector: &str) -> bool {
        let mut depth = 0_usize;
        let outside = |c: &char| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        };
        let plain: String = selector.chars().filter(outside).collect();
        let names = plain.split(|c| !is_of_name(c) && c != ':').filter_map(|name| name.split(':').next());
        names.filter(|name| !name.is_empty()).all(|name| self.0.contains(name))
    }
}

/// The rules of `base` that the app can match, with the custom properties that they or `own` read, below whose it is.
pub(super) fn used(base: &str, own: &str, words: &Words) -> String {
    let mut sheet = without_comments(base);
    loop {
        let read: HashSet<String> = [sheet.as_str(), own].into_iter().flat_map(properties_read).map(str::to_owned).collect();
        let kept = rules(&sheet, words, &read);
        // What was read only by what went goes the next time.
        if kept.len() == sheet.len() {
            return format!("{}{kept}", licence(base));
        }
        sheet = kept;
    }
}

/// The sheet without its comments and indentation.
pub(super) fn tidy(sheet: &str) -> String {
    without_comments(sheet).lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n") + "\n"
}

/// The comment that every copy has to keep.
fn licence(sheet: &str) -> &str {
    let end = "*/";
    let found =
        sheet.split_once("/*!").and_then(|(before, after)| sheet.get(before.len()..before.len() + "/*!".len() + after.find(end)? + end.len()));
    found.unwrap_or_default()
}

fn without_comments(sheet: &str) -> String {
    let mut pieces = sheet.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once("*/").map_or("", |(_, after)| after))
}

fn rules(sheet: &str, words: &Words, read: &HashSet<String>) -> String {
    let mut kept = String::new();
    let mut rest = sheet;
    while let Some((head, body, after)) = block(rest) {
        rest = after;
        let (head, body) = match head.trim() {
            // The steps of an animation and the parts of a font are no elements.
            head if head.starts_with("@keyframes") || head.starts_with("@font-face") => (head.to_owned(), body.to_owned()),
            head if head.starts_with('@') => (head.to_owned(), rules(body, words, read)),
            head => {
                let selectors: Vec<_> = split(head, ',').into_iter().filter(|selector| words.can_match(selector)).collect();
                (selectors.join(","), declarations(body, read))
            }
        };
        if !head.is_empty() && !body.is_empty() {
            kept.extend([head.as_str(), "{", body.as_str(), "}"]);
        }
    }
    kept
}

fn declarations(body: &str, read: &HashSet<String>) -> String {
    let is_read = |declaration: &&str| {
        let name = declaration.split(':').next().unwrap_or_default().trim();
        !name.is_empty() && (!name.starts_with("--") || read.contains(name))
    };
    split(body, ';').into_iter().filter(is_read).collect::<Vec<_>>().join(";")
}

fn properties_read(sheet: &str) -> impl Iterator<Item = &str> {
    sheet.split("var(").skip(1).map(|piece| piece.split(|c| !is_of_name(c)).next().unwrap_or_default())
}

/// The first `head { body }` and what follows it.
fn block(sheet: &str) -> Option<(&str, &str, &str)> {
    let mut depth = 0_usize;
    let mut open = 0;
    for (at, c) in outside_strings(sheet) {
        match c {
            '{' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            '}' if depth == 1 => return Some((sheet.get(..open)?, sheet.get(open + 1..at)?, sheet.get(at + 1..)?)),
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// What stands between the separators that are in no string and no parentheses.
fn split(text: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_usize;
    let mut from = 0;
    let mut pieces = Vec::new();
    for (at, c) in outside_strings(text) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if c == separator && depth == 0 => {
                pieces.extend(text.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    pieces.extend(text.get(from..));
    pieces
}

fn outside_strings(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut within = None;
    text.char_indices().filter(move |&(_, c)| {
        if let Some(quote) = within {
            within = Some(quote).filter(|quote| *quote != c);
            return false;
        }
        within = (c == '"' || c == '\'').then_some(c);
        within.is_none()
    })
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn read(place: &Path, texts: &mut Vec<String>) -> Result<()> {
    if !place.is_dir() {
        texts.push(fs::read_to_string(place)?);
        return Ok(());
    }
    fs::read_dir(place)?.try_for_each(|entry| read(&entry?.path(), texts))
}

#[cfg(test)]
mod tests {
    use super::{Words, tidy, used};

    fn kept(base: &str) -> String {
        let words = Words::of([r#"html! { <a class="quiet" type="submit"> }"#]);
        used(base, "p{color:var(--ours)}", &words)
    }

    #[test]
    fn a_rule_stays_where_the_app_names_all_it_selects_by() {
        for sheet in ["a{b:c}", "a.quiet:hover::before{b:c}", "[type=submit]{b:c}", "*,a>a{b:c}", "a:not(.loud,b){b:c}", "@media print{a{b:c}}"] {
            assert_eq!(kept(sheet), sheet);
        }
        for sheet in ["b{b:c}", "a .loud{b:c}", "[type=reset]{b:c}", "b:not(a){b:c}", "@media print{b{b:c}}"] {
            assert_eq!(kept(sheet), "", "{sheet}");
        }
    }

    #[test]
    fn of_several_selectors_those_stay_that_can_match() {
        assert_eq!(kept("b,a,:is(a,b) b,a:is(b,a){b:c}"), "a,a:is(b,a){b:c}");
    }

    #[test]
    fn a_property_stays_where_it_is_read() {
        assert_eq!(kept("a{--ours:1;--read:2;--unread:3;b:var(--read)}"), "a{--ours:1;--read:2;b:var(--read)}");
        assert_eq!(kept("a{--by-unread:1;--unread:var(--by-unread)}"), "");
    }

    #[test]
    fn what_stands_in_strings_ends_nothing() {
        let sheet = r#"a{--ours:url("data:,b{;}");b:c}"#;
        assert_eq!(kept(sheet), sheet);
    }

    #[test]
    fn whose_it_is_stays_said() {
        assert_eq!(kept("/*! Theirs, MIT */a{b:c}/* why */b{b:c}"), "/*! Theirs, MIT */a{b:c}");
    }

    #[test]
    fn animations_and_fonts_stay_whole() {
        let sheet = "@keyframes spin{to{b:c}}@font-face{font-family:d}";
        assert_eq!(kept(sheet), sheet);
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(tidy("/* why\n so */\na {\n  b: c;\n\n}\n"), "a {\nb: c;\n}\n");
    }
}
