//! Closed lists of words: each has a stored word, a Swedish label, and nothing else.

/// Declares an enum whose variants are stored as a word and shown with a label.
///
/// Gives `ALL`, `word()`, `label()`, `FromStr`, `Display` (the word) and serde by word.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$vmeta:meta])* $Variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name { $($(#[$vmeta])* #[serde(rename = $word)] $Variant,)+ }

        impl $Name {
            /// Every variant, in the order they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The word that is stored and sent.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$Variant => $word),+ }
            }

            /// What a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$Variant => $label),+ }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl std::str::FromStr for $Name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|known| known.word() == text).ok_or(())
            }
        }

        impl $crate::form::Word for $Name {
            const WORDS: &'static [(&'static str, &'static str)] = &[$(($word, $label)),+];
        }

        impl $crate::form::FieldValue for $Name {
            const KIND: $crate::form::FieldKind = $crate::form::FieldKind::Choice(<Self as $crate::form::Word>::WORDS);
            fn parse(raw: &[String], _: &$crate::form::Reading) -> Result<Self, String> {
                let text = raw.first().map(String::as_str).unwrap_or_default();
                text.parse().map_err(|()| String::from("Välj ett av alternativen"))
            }
        }
    };
}
