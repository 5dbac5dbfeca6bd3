//! The rules for a new password, said while it is typed.

use domain::problem::FieldError;
use domain::session::{Me, PasswordContext, PasswordRules, check_password};
use yew::prelude::*;

use crate::ui::{Glyph, icon};

/// What a new password is held against.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    /// Names a guesser knows, too.
    pub(super) words: Vec<String>,
    /// The county's rules.
    pub(super) rules: PasswordRules,
}

impl Measure {
    /// What the password of somebody signed in is held against.
    pub(super) fn of(me: &Me) -> Self {
        let words = [&me.user_name, &me.display_name, &me.organization.name, &me.county_name];
        Self { words: words.map(Clone::clone).to_vec(), rules: me.password_rules.clone() }
    }

    /// What the browser can know of the policy; the server also knows the passwords that are tried first.
    pub(super) fn check(&self, new: &str) -> Vec<FieldError> {
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        check_password(self.rules.profile.into(), new, PasswordContext { words: &words }, &|_| false)
    }

    /// Each rule in words and whether the password keeps it so far.
    fn told(&self, new: &str) -> Vec<(bool, String)> {
        let broken = self.check(new);
        let keeps =
            |codes: &[&str]| !new.is_empty() && !broken.iter().any(|error| codes.contains(&error.code.as_str()));
        let least = self.rules.min_length;
        let mut rules = vec![(
            keeps(&["too_short", "too_long"]),
            format!("At least {least} characters; several words are easy to keep"),
        )];
        if self.rules.capital_and_digit {
            rules.push((keeps(&["composition"]), "At least one capital letter and one digit".to_owned()));
        }
        let always = [
            (&["too_common"][..], "Not a password that everybody tries first"),
            (&["context_word"], "More than your name, your agency or your county"),
            (&["repeated", "sequence"], "No repetition and no row of the keyboard"),
        ];
        rules.extend(always.map(|(codes, words)| (keeps(codes), words.to_owned())));
        rules
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct RulesProps {
    pub(super) measure: Measure,
    pub(super) new: AttrValue,
}

/// The list.
#[component]
pub(super) fn Rules(props: &RulesProps) -> Html {
    html! {
        <ul class="portico-rules" aria-label="Rules for the new password">
            { for props.measure.told(&props.new).iter().map(|(holds, words)| html! {
                <li key={words.as_str()} class={classes!(holds.then_some("portico-holds"))}>
                    { icon(if *holds { Glyph::Check } else { Glyph::Minus }) }
                    { " " }{ words }
                    <span class="pf-v6-screen-reader">{ if *holds { " (holds)" } else { " (not yet)" } }</span>
                </li>
            }) }
        </ul>
    }
}
