//! Chance that is none: numbers that follow from a seed, the same on every machine and in every version.

/// A stream of numbers (`SplitMix64`).
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of this person in the population of this seed.
    pub(super) fn of(seed: u64, person: u64) -> Self {
        let mut chance = Self(seed);
        Self(chance.next() ^ person.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        let numbers = u64::from(last.saturating_sub(first)).saturating_add(1);
        let offset = self.next().checked_rem(numbers).unwrap_or(0);
        first.saturating_add(u32::try_from(offset).unwrap_or(0))
    }

    /// Whether something happens that happens to so many in a hundred.
    pub(super) fn percent(&mut self, hundredths: u32) -> bool {
        self.between(1, 100) <= hundredths
    }

    /// One of these; none where there are none.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(all.len()).unwrap_or(u32::MAX).checked_sub(1)?;
        all.get(usize::try_from(self.between(0, last)).unwrap_or(0))
    }

    /// One of these texts; empty where there are none.
    pub(super) fn text(&mut self, all: &'static [&'static str]) -> &'static str {
        self.one_of(all).copied().unwrap_or_default()
    }

    /// The same things in another order.
    pub(super) fn shuffled<T>(&mut self, all: impl IntoIterator<Item = T>) -> Vec<T> {
        let mut keyed: Vec<(u64, T)> = all.into_iter().map(|thing| (self.next(), thing)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, thing)| thing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let some = |seed, person| {
            let mut chance = Chance::of(seed, person);
            (0..50).map(|_| chance.between(3, 7)).collect::<Vec<_>>()
        };
        assert_eq!(some(1, 2), some(1, 2));
        assert_ne!(some(1, 2), some(1, 3));
        assert_ne!(some(1, 2), some(2, 2));
        assert!(some(1, 2).iter().all(|number| (3..=7).contains(number)));
        assert_eq!(Chance::of(1, 1).one_of::<u8>(&[]), None);
        let mut shuffled = Chance::of(1, 1).shuffled(0..10);
        shuffled.sort_unstable();
        assert_eq!(shuffled, (0..10).collect::<Vec<_>>());
    }
}
