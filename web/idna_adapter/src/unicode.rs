//! Answers from ICU's tables. The sets of directions are those of the rules for labels of both directions, RFC 5893,
//! section 2; the sets of joining types those of RFC 5892, appendix A.1.

use icu_normalizer::uts46::Uts46MapperBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass as Direction, CanonicalCombiningClass, GeneralCategory, GeneralCategoryGroup, JoiningType as Joining};

/// A set of directions: the lists that it is made of.
#[derive(Debug, Clone, Copy)]
pub struct BidiClassMask(&'static [&'static [Direction]]);

/// Any label with one of these is held against the rules for both directions.
pub const RTL_MASK: BidiClassMask = BidiClassMask(&[RIGHT_TO_LEFT]);
/// Rule 1.
pub const FIRST_BC_MASK: BidiClassMask = BidiClassMask(&[&[Direction::LeftToRight, Direction::RightToLeft, Direction::ArabicLetter]]);
/// Rule 2.
pub const MIDDLE_RTL_MASK: BidiClassMask = BidiClassMask(&[RIGHT_TO_LEFT, EITHER_WAY]);
/// Rule 3.
pub const LAST_RTL_MASK: BidiClassMask = BidiClassMask(&[RIGHT_TO_LEFT, &[Direction::EuropeanNumber]]);
/// Rule 5.
pub const MIDDLE_LTR_MASK: BidiClassMask = BidiClassMask(&[&[Direction::LeftToRight], EITHER_WAY]);
/// Rule 6.
pub const LAST_LTR_MASK: BidiClassMask = BidiClassMask(&[&[Direction::LeftToRight, Direction::EuropeanNumber]]);

const RIGHT_TO_LEFT: &[Direction] = &[Direction::RightToLeft, Direction::ArabicLetter, Direction::ArabicNumber];
/// What may stand inside of a label of either direction.
const EITHER_WAY: &[Direction] = &[
    Direction::EuropeanNumber,
    Direction::EuropeanSeparator,
    Direction::CommonSeparator,
    Direction::EuropeanTerminator,
    Direction::OtherNeutral,
    Direction::BoundaryNeutral,
    Direction::NonspacingMark,
];

impl BidiClassMask {
    pub fn intersects(self, one: BidiClass) -> bool {
        self.0.iter().any(|list| list.contains(&one.0))
    }
}

/// The direction of a character.
#[derive(Debug, Clone, Copy)]
pub struct BidiClass(Direction);

impl BidiClass {
    /// Itself: a set is asked for one direction at a time.
    pub fn to_mask(self) -> Self {
        self
    }

    pub fn is_ltr(self) -> bool {
        self.0 == Direction::LeftToRight
    }

    pub fn is_nonspacing_mark(self) -> bool {
        self.0 == Direction::NonspacingMark
    }

    pub fn is_european_number(self) -> bool {
        self.0 == Direction::EuropeanNumber
    }

    pub fn is_arabic_number(self) -> bool {
        self.0 == Direction::ArabicNumber
    }
}

/// A set of joining types.
#[derive(Debug, Clone, Copy)]
pub struct JoiningTypeMask([Joining; 2]);

/// What may stand before a zero-width non-joiner.
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask([Joining::LeftJoining, Joining::DualJoining]);
/// What may stand after one.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask([Joining::RightJoining, Joining::DualJoining]);

/// How a character joins with its neighbours.
#[derive(Debug, Clone, Copy)]
pub struct JoiningType(Joining);

impl JoiningType {
    /// Itself: it is held against one set at a time.
    pub fn to_mask(self) -> Self {
        self
    }

    pub fn intersects(self, set: JoiningTypeMask) -> bool {
        set.0.contains(&self.0)
    }

    pub fn is_transparent(self) -> bool {
        self.0 == Joining::Transparent
    }
}

/// What is asked.
#[derive(Debug)]
pub struct Adapter {
    mapper: Uts46MapperBorrowed<'static>,
}

impl Default for Adapter {
    fn default() -> Self {
        Self::new()
    }
}

impl Adapter {
    pub const fn new() -> Self {
        Self { mapper: Uts46MapperBorrowed::new() }
    }

    pub fn is_mark(&self, character: char) -> bool {
        GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(character))
    }

    pub fn is_virama(&self, character: char) -> bool {
        CodePointMapData::<CanonicalCombiningClass>::new().get(character) == CanonicalCombiningClass::Virama
    }

    pub fn bidi_class(&self, character: char) -> BidiClass {
        BidiClass(CodePointMapData::<Direction>::new().get(character))
    }

    pub fn joining_type(&self, character: char) -> JoiningType {
        JoiningType(CodePointMapData::<Joining>::new().get(character))
    }

    /// As UTS 46 maps them, normalised; what it forbids becomes U+FFFD.
    pub fn map_normalize<'a>(&'a self, characters: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        self.mapper.map_normalize(characters)
    }

    /// As they are, where UTS 46 would leave them so; what it would change becomes U+FFFD.
    pub fn normalize_validate<'a>(&'a self, characters: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        self.mapper.normalize_validate(characters)
    }
}
