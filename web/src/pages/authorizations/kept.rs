//! Forms about one authorization keep themselves as they are typed, like the large ones.

use domain::drafts::DraftKind;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;
use yew::prelude::*;

use crate::api::json;
use crate::draft::{Kept, use_draft};

/// Keeps what is typed into `form`, a form about the authorization `about`, and brings it back.
#[hook]
pub(super) fn use_kept<D>(kind: DraftKind, client: Uuid, about: Uuid, form: &UseStateHandle<D>) -> Kept
where
    D: Serialize + DeserializeOwned + PartialEq + Clone + 'static,
{
    // What the form began with is not worth keeping.
    let first = use_memo((), |()| (**form).clone());
    let kept = use_draft(kind, Some(client));
    {
        let form = form.setter();
        use_effect_with(kept.found.clone(), move |found| {
            if let Some(typed) = found.as_ref().and_then(|found| read(&found.body, about)) {
                form.set(typed);
            }
        });
    }
    {
        let keep = kept.keep.clone();
        use_effect_with((**form).clone(), move |typed: &D| {
            if *typed != *first {
                keep.emit(json!({ "authorization_id": about.to_string(), "form": json::write(typed) }));
            }
        });
    }
    kept
}

/// The form of a draft, when it is about this authorization: a client may have several under way.
fn read<D: DeserializeOwned>(body: &Value, about: Uuid) -> Option<D> {
    let named = body.get("authorization_id")?.as_str()?.parse::<Uuid>().ok()?;
    (named == about).then(|| json::read(body.get("form")?)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_comes_back_only_to_its_own_authorization() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let body = json!({ "authorization_id": one, "form": "typed" });
        assert_eq!(read::<String>(&body, one).as_deref(), Some("typed"));
        assert_eq!(read::<String>(&body, other), None);
    }
}
