//! Answers for a program that meets ASCII domains alone: any other character becomes U+FFFD, which `idna` refuses
//! before it asks for properties of characters.

/// What stands for a character that is refused.
const REFUSED: char = '\u{FFFD}';

/// A property of no character, and a set of properties that holds none.
#[derive(Debug, Clone, Copy)]
pub struct Nothing;

pub type JoiningType = Nothing;
pub type JoiningTypeMask = Nothing;
pub type BidiClass = Nothing;
pub type BidiClassMask = Nothing;

pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = Nothing;
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = Nothing;
pub const RTL_MASK: BidiClassMask = Nothing;
pub const FIRST_BC_MASK: BidiClassMask = Nothing;
pub const LAST_LTR_MASK: BidiClassMask = Nothing;
pub const LAST_RTL_MASK: BidiClassMask = Nothing;
pub const MIDDLE_LTR_MASK: BidiClassMask = Nothing;
pub const MIDDLE_RTL_MASK: BidiClassMask = Nothing;

impl Nothing {
    pub fn to_mask(self) -> Self {
        self
    }

    pub fn intersects(self, _: Self) -> bool {
        false
    }

    pub fn is_transparent(self) -> bool {
        false
    }

    pub fn is_ltr(self) -> bool {
        false
    }

    pub fn is_nonspacing_mark(self) -> bool {
        false
    }

    pub fn is_european_number(self) -> bool {
        false
    }

    pub fn is_arabic_number(self) -> bool {
        false
    }
}

/// What is asked.
#[derive(Debug, Default)]
pub struct Adapter;

impl Adapter {
    pub const fn new() -> Self {
        Self
    }

    pub fn is_mark(&self, _: char) -> bool {
        false
    }

    pub fn is_virama(&self, _: char) -> bool {
        false
    }

    pub fn bidi_class(&self, _: char) -> BidiClass {
        Nothing
    }

    pub fn joining_type(&self, _: char) -> JoiningType {
        Nothing
    }

    /// The characters in lower case; those beyond ASCII are refused.
    pub fn map_normalize<'a>(&'a self, characters: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        characters.map(|character| if character.is_ascii() { character.to_ascii_lowercase() } else { REFUSED })
    }

    /// The characters of a label that was decoded; those beyond ASCII are refused.
    pub fn normalize_validate<'a>(&'a self, characters: impl Iterator<Item = char> + 'a) -> impl Iterator<Item = char> + 'a {
        characters.map(|character| if character.is_ascii() { character } else { REFUSED })
    }
}
