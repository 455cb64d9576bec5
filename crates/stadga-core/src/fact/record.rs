//! How the fields of a fact are declared.

/// Declares the fields of a fact: a stored struct that can list its field names.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $Name:ident { $($(#[$fmeta:meta])* pub $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $Name { $($(#[$fmeta])* pub $field: $ty),* }

        impl $Name {
            /// The names of its fields, as stored.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }
    };
}
