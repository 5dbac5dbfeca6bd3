//! The letters. Each names the person it is for and nobody else: no client, no agency, no user name.

use lettre::Message;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;

use crate::db::recovery::Due;

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// The link for somebody who forgot their password.
pub(super) fn password_reset(from: &Mailbox, due: &Due, link: &str) -> Result<Message, Failed> {
    let to = Mailbox::new(Some(due.display_name.clone()), due.email.parse()?);
    let body = password_reset_text(&due.display_name, link);
    let message = Message::builder().from(from.clone()).to(to).subject("Choose a new Portico password");
    // So that no out-of-office answer comes back.
    Ok(message.header(AutoSubmitted).header(ContentType::TEXT_PLAIN).body(body)?)
}

fn password_reset_text(name: &str, link: &str) -> String {
    format!(
        "Hello {name},\r\n\r\n\
         somebody asked for a new password for your Portico account. If it was you, open this link within 30 \
         minutes and choose one:\r\n\r\n{link}\r\n\r\n\
         The link works once. Your present password stays in use until you choose another.\r\n\r\n\
         If it was not you, do nothing. If such mails keep coming, tell whoever manages accounts in your \
         organization.\r\n"
    )
}

#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Failed> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
