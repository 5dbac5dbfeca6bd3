//! Links by which people choose a password, before they are signed in.

use domain::password_links::{ChooseByLink, LookAtLink, PasswordLink};

use super::{Answer, Call};

/// Whose link it is. The secret travels in the body, never in an address.
pub(crate) fn look(secret: String) -> Answer<PasswordLink> {
    Call::post("/password-links/look").quietly().body(&LookAtLink { secret }).json()
}

/// Chooses a password.
pub(crate) fn choose(form: ChooseByLink) -> Answer<()> {
    Call::post("/password-links/choose").quietly().body(&form).done()
}
