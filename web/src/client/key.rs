//! Idempotency keys: sent again with the same request, a key makes the service answer instead of acting twice.

/// A random key for one attempt at a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A new one: 122 random bits, as a UUID.
    pub fn random() -> Self {
        let mut bytes = [0_u8; 16];
        let drawn = gloo::utils::window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
        if drawn.is_err() {
            // Without the browser's generator a repeated key is only refused as reused, never wrongly carried out.
            return Self(js_sys::Math::random().to_string());
        }
        Self(bytes.iter().fold(String::with_capacity(32), |text, byte| format!("{text}{byte:02x}")))
    }

    /// As it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
