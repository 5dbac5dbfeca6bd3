//! Sizes and limits in words.

use domain::attachments::DocumentCheck;
use domain::settings::AttachmentSettings;

/// `1.2 MB`, `340 KB`, `12 bytes`.
pub(super) fn size(bytes: u64) -> String {
    const KB: u64 = 1_024;
    const MB: u64 = 1_048_576;
    match bytes {
        large if large >= MB => {
            let tenths = large.saturating_mul(10) / MB;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
        middling if middling >= KB => format!("{} KB", middling / KB),
        1 => "1 byte".to_owned(),
        small => format!("{small} bytes"),
    }
}

/// What may be sent, told before anything is picked.
pub(in super::super) fn limit_words(limits: &AttachmentSettings) -> String {
    let most = size(u64::try_from(limits.max_bytes).unwrap_or(0));
    let kinds = limits.extensions.iter().map(|extension| extension.to_uppercase()).collect::<Vec<_>>().join(", ");
    format!("Up to {most} a file. {kinds}.")
}

/// `3 of 5 required documents are here`.
pub(in super::super) fn here_words(checks: &[DocumentCheck]) -> String {
    let required = checks.iter().filter(|check| check.required).count();
    let here = checks.iter().filter(|check| check.required && check.present).count();
    if here == required {
        format!("All {required} required documents are here")
    } else {
        format!("{here} of {required} required documents are here")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_say_them() {
        assert_eq!(size(12), "12 bytes");
        assert_eq!(size(350_000), "341 KB");
        assert_eq!(size(5_242_880), "5.0 MB");
        assert_eq!(limit_words(&AttachmentSettings::default()).split('.').next(), Some("Up to 5"));
    }
}
