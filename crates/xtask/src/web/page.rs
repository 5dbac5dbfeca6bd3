//! The two texts that refer to hashed files: the page, and the script that starts the client.
//!
//! No script and no style stands in the page itself, because the content security policy allows none there.

use anyhow::{Result, bail};

/// Puts values into `{{name}}` places; one that is not there is an error, so that a template cannot lose its meaning.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (name, value) in values {
        let place = format!("{{{{{name}}}}}");
        if !text.contains(&place) {
            bail!("the template has no place {place}");
        }
        text = text.replace(&place, value);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_and_others_left() {
        let filled = fill("{{a}} {{county}}", &[("a", "1")]);
        assert_eq!(filled.ok().as_deref(), Some("1 {{county}}"));
        assert!(fill("nothing", &[("a", "1")]).is_err());
    }
}
