//! Ids that follow from a seed, for the demonstration: the same seed and the same day make the same rows. Only what a
//! thread does inside [`foreseen`] gets them, and no secret is ever made of them.

use std::cell::RefCell;

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{RngCore, SeedableRng};
use uuid::Uuid;

/// Where this thread's next ids come from.
struct Source {
    random: StdRng,
    millis: u64,
    /// How many were made: they sort in the order in which they were made, also within a millisecond.
    made: u32,
}

thread_local! {
    static SOURCE: RefCell<Option<Source>> = const { RefCell::new(None) };
}

/// Does the work with ids that follow from the seed. Afterwards they are as before, however the work ended.
pub fn foreseen<T>(seed: u64, work: impl FnOnce() -> T) -> T {
    struct Restored(Option<Source>);
    impl Drop for Restored {
        fn drop(&mut self) {
            SOURCE.set(self.0.take());
        }
    }
    let source = Source { random: StdRng::seed_from_u64(seed), millis: 0, made: 0 };
    let _restored = Restored(SOURCE.replace(Some(source)));
    work()
}

/// What is made from here on is made at this instant. Nothing happens outside of [`foreseen`]: ids are made now.
pub fn made_at(instant: DateTime<Utc>) {
    SOURCE.with_borrow_mut(|source| {
        if let Some(source) = source {
            source.millis = u64::try_from(instant.timestamp_millis()).unwrap_or(0);
        }
    });
}

/// The next id, where they are foreseen.
pub(super) fn next_id() -> Option<Uuid> {
    SOURCE.with_borrow_mut(|source| source.as_mut().map(Source::id))
}

/// The next bytes, where they are foreseen.
pub(super) fn next_bytes<const N: usize>() -> Option<[u8; N]> {
    SOURCE.with_borrow_mut(|source| {
        source.as_mut().map(|source| {
            let mut bytes = [0; N];
            source.random.fill_bytes(&mut bytes);
            bytes
        })
    })
}

impl Source {
    fn id(&mut self) -> Uuid {
        self.made = self.made.wrapping_add(1);
        // The 18 bits behind the time count; version and variant take the upper bits of the first and the third byte.
        let [_, high, middle, low] = (self.made << 2).to_be_bytes();
        let mut bytes = [0; 10];
        self.random.fill_bytes(&mut bytes);
        let [first, second, third, ..] = &mut bytes;
        (*first, *second, *third) = (high & 0x0f, middle, low >> 2);
        uuid::Builder::from_unix_timestamp_millis(self.millis, &bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{fresh, random, shown};
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn some() -> Vec<Uuid> {
        made_at(at("2019-03-01T15:00:00Z"));
        let mut all: Vec<Uuid> = (0..1_000).map(|_| fresh()).collect();
        made_at(at("2020-03-01T15:00:00Z"));
        all.push(fresh());
        all
    }

    #[test]
    fn the_same_seed_makes_the_same_ids_in_order() {
        let first = foreseen(7, some);
        assert_eq!(foreseen(7, some), first);
        assert_ne!(foreseen(8, some), first);
        assert!(first.is_sorted());
        assert!(first.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        assert_eq!(foreseen(7, shown::<21>), foreseen(7, shown::<21>));
    }

    #[test]
    fn nothing_is_foreseen_elsewhere() {
        assert_ne!(foreseen(7, random::<32>), foreseen(7, random::<32>));
        let inside = foreseen(7, || std::thread::spawn(fresh).join().unwrap());
        assert_ne!(foreseen(7, fresh), inside);
        assert_ne!(fresh(), fresh());
        let failed = std::panic::catch_unwind(|| foreseen(7, || panic!("the work fails")));
        assert!(failed.is_err());
        assert_ne!(shown::<21>(), shown::<21>());
    }
}
