//! Passwords: judged by length and by how easily they are guessed, kept as argon2id with the parameters that OWASP
//! recommends (19 MiB, 2 passes), hashed off the async threads and only so many at once.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::PasswordHasher;
use argon2::{Argon2, Block, Params, PasswordHash, PasswordVerifier};
use shared::accounts::check_password_length;
use shared::problem::MemberError;
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;
use zxcvbn::{Score, zxcvbn};

use crate::error::Error;
use crate::ids;

/// Hashes and verifies passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    /// Each hash takes 19 MiB and one core for tens of milliseconds.
    places: Arc<Semaphore>,
    /// What is verified where there is no account, so that the answer takes as long.
    nobody: Arc<str>,
    /// What hashes were verified in, one for each place that was needed at once: 19 MiB that are taken from the system anew
    /// are cleared page by page.
    memories: Arc<Mutex<Vec<Vec<Block>>>>,
}

/// How the hashes begin that are made here.
const OURS: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

impl Passwords {
    /// Hashing, at most as many at once as there are cores.
    ///
    /// # Errors
    /// [`Error::Defect`] where hashing does not work.
    pub fn new() -> Result<Self, Error> {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Ok(Self { places: Arc::new(Semaphore::new(cores)), nobody: hash_blocking(&ids::token())?.into(), memories: Arc::default() })
    }

    /// The hash that is kept of a password.
    ///
    /// # Errors
    /// [`Error::Defect`] where hashing does not work.
    pub async fn hash(&self, password: String) -> Result<String, Error> {
        self.run(move || hash_blocking(&password)).await?
    }

    /// Whether the password belongs to the hash. Where there is no hash, it takes as long and does not.
    ///
    /// # Errors
    /// [`Error::Interrupted`] where the work was cut short.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Error> {
        let (nobody, memories) = (Arc::clone(&self.nobody), Arc::clone(&self.memories));
        self.run(move || {
            let idle = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let kept = idle().pop();
            let mut memory = kept.unwrap_or_else(|| vec![Block::new(); Params::DEFAULT.block_count()]);
            let fits = fits(&password, hash.as_deref().unwrap_or(&nobody), &mut memory);
            idle().push(memory);
            hash.is_some() && fits
        })
        .await
    }

    /// [`check_password`], off the async threads: judging takes a core as hashing does.
    ///
    /// # Errors
    /// As [`check_password`]; [`Error::Interrupted`] where the work was cut short.
    pub async fn judge(&self, member: &'static str, password: &str, about: [&str; 2]) -> Result<(), Error> {
        let (password, about) = (password.to_owned(), about.map(str::to_owned));
        let judged = self.run(move || check_password(member, &password, &about.each_ref().map(String::as_str))).await?;
        Ok(judged?)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Error::Interrupted)?;
        // The place goes along: where nobody waits any more, the work is still done and takes as much.
        let work = move || {
            let done = work();
            drop(place);
            done
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Error::Interrupted)
    }
}

/// Whether the password belongs to the hash, worked out in this memory.
fn fits(password: &str, hash: &str, memory: &mut [Block]) -> bool {
    let Ok(kept) = PasswordHash::new(hash) else { return false };
    match (kept.salt, kept.hash) {
        (Some(salt), Some(expected)) if hash.starts_with(OURS) && expected.len() == Params::DEFAULT_OUTPUT_LEN => {
            let mut found = [0; Params::DEFAULT_OUTPUT_LEN];
            let hashed = Argon2::default().hash_password_into_with_memory(password.as_bytes(), salt.as_ref(), &mut found, memory);
            hashed.is_ok() && bool::from(found.ct_eq(expected.as_ref()))
        }
        // One that was made elsewhere.
        _ => Argon2::default().verify_password(password.as_bytes(), &kept).is_ok(),
    }
}

/// [`Passwords::hash`] on this thread.
///
/// # Errors
/// [`Error::Defect`] where hashing does not work.
pub fn hash_blocking(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Defect(format!("cannot hash a password: {error}")))
}

/// Whether a new password has a length that is taken: what can be said before attempts are counted.
///
/// # Errors
/// Names the member, and what to do.
pub fn check_length(member: &str, password: &str) -> Result<(), MemberError> {
    check_password_length(password).map_err(|detail| MemberError::new(member, detail))
}

/// Whether a new password is good enough; `about` is what its owner is known by, which makes it easier to guess.
///
/// # Errors
/// Names the member, and what to do.
pub fn check_password(member: &str, password: &str, about: &[&str]) -> Result<(), MemberError> {
    check_length(member, password)?;
    if zxcvbn(password, about).score() < Score::Three {
        return Err(MemberError::new(member, "is easily guessed; use several words that do not belong together"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters_and_guessing_is_judged() {
        let long = "correct horse battery staple ".repeat(5);
        for (password, taken) in [
            ("kelp-Orbit7x".to_owned(), true),
            ("kelp-Orbit7".to_owned(), false),
            (long.chars().take(128).collect(), true),
            (long.chars().take(129).collect(), false),
            ("password1234".to_owned(), false),
            ("aaaaaaaaaaaa".to_owned(), false),
            ("demo.candidate@demo.example".to_owned(), false),
        ] {
            assert_eq!(check_password("password", &password, &["demo.candidate@demo.example"]).is_ok(), taken, "{password}");
        }
    }

    #[actix_web::test]
    async fn a_password_fits_its_own_hash_alone() {
        let passwords = Passwords::new().unwrap();
        let hash = passwords.hash("kelp-Orbit7x".to_owned()).await.unwrap();
        assert!(hash.starts_with(OURS), "{hash}");
        assert!(passwords.verify("kelp-Orbit7x".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("kelp-Orbit7y".to_owned(), Some(hash)).await.unwrap());
        assert!(!passwords.verify("kelp-Orbit7x".to_owned(), None).await.unwrap());
        // Of one pass and less memory, from elsewhere; and what is no hash.
        let light = Argon2::from(Params::new(64, 1, 1, None).unwrap()).hash_password(b"kelp-Orbit7x").unwrap().to_string();
        assert!(passwords.verify("kelp-Orbit7x".to_owned(), Some(light.clone())).await.unwrap());
        assert!(!passwords.verify("kelp-Orbit7y".to_owned(), Some(light)).await.unwrap());
        assert!(!passwords.verify("kelp-Orbit7x".to_owned(), Some(OURS.to_owned())).await.unwrap());
    }
}
