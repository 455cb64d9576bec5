//! How one gets in: picked from cards in a demo; behind a locked door with a name and a password, or by the
//! municipality's own provider.

use stadga_app::accounts::Cost;
use stadga_idp::Idp;
use stadga_passkey::Passkeys;
use std::sync::Arc;

/// How one gets in.
#[derive(Clone, Copy, Debug)]
pub enum Doors {
    /// Anybody picks who to be: a demo, on loopback.
    Demo,
    /// With an account; passwords cost so much to try.
    Accounts(Cost),
}

impl Doors {
    /// What a password costs to try.
    pub(crate) fn cost(self) -> Cost {
        match self {
            Self::Demo => Cost::REAL,
            Self::Accounts(cost) => cost,
        }
    }
}

/// What the settings say of other ways in than a name and a password.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The municipality's own provider.
    pub provider: Option<Arc<Provider>>,
    /// Whose passwords are accepted, and whose passkeys.
    pub passwords: Passwords,
    /// Passkeys, where the program knows its own address.
    pub passkeys: Option<Arc<Passkeys>>,
}

/// The municipality's own provider.
#[derive(Debug)]
pub struct Provider {
    /// What the button calls it: `Ekvallas inloggning`.
    pub name: String,
    /// What says who people are.
    pub idp: Idp,
}

/// Whose passwords are accepted.
#[derive(Clone, Debug, Default)]
pub enum Passwords {
    /// Everybody's.
    #[default]
    All,
    /// Only those of some log-in names, for the day the provider is gone.
    Only(Vec<String>),
}

impl Passwords {
    /// Whether a password opens anything for a log-in name. Capitals and blanks around it make no difference.
    pub fn accepted_for(&self, name: &str) -> bool {
        let plain = |name: &str| name.trim().to_lowercase();
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|known| plain(known) == plain(name)),
        }
    }
}
