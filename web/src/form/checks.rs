//! What a form checks before it sends anything, besides the checks of `shared`. Each says what is wrong as the rest of a
//! sentence that begins with the field's label.

use shared::accounts::EMAIL_CHARS_MAX;

/// Asks for an entry that is empty.
///
/// # Errors
/// The rest of the sentence.
pub fn required(text: &str, ask: &str) -> Result<(), String> {
    if text.trim().is_empty() { Err(ask.to_owned()) } else { Ok(()) }
}

/// Asks for an e-mail address: something, an `@`, something with a point. The confirmation finds out the rest.
///
/// # Errors
/// The rest of the sentence.
pub fn email(text: &str) -> Result<(), String> {
    required(text, "is empty: fill it in")?;
    let chars = text.trim().chars().count();
    if chars > EMAIL_CHARS_MAX {
        return Err(format!("has {chars} characters: use at most {EMAIL_CHARS_MAX}"));
    }
    let whole =
        text.trim().split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.trim().contains(char::is_whitespace));
    if whole { Ok(()) } else { Err("is no e-mail address: write it as `name@library.example`".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::email;

    #[test]
    fn addresses_need_both_sides() {
        for good in ["a@b.example", " a@b.example "] {
            assert!(email(good).is_ok(), "{good}");
        }
        for bad in ["", "a", "@b.example", "a@b", "a b@c.example"] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }
}
