//! Multipart forms, put together as a browser does.

use uuid::Uuid;

const BOUNDARY: &str = "----portico-test-7MA4YWxkTrZu0gW";

/// A form under construction.
#[derive(Debug, Clone, Default)]
pub struct Form(Vec<u8>);

impl Form {
    /// With a text part.
    pub fn text(mut self, name: &str, value: &str) -> Self {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        self.0.extend(head.as_bytes());
        self
    }

    /// With a file part.
    pub fn file(mut self, file_name: &str, kind: &str, bytes: &[u8]) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file_name}\"\r\n\
             Content-Type: {kind}\r\n\r\n"
        );
        self.0.extend(head.as_bytes());
        self.0.extend(bytes);
        self.0.extend(b"\r\n");
        self
    }

    /// With a PDF of its own content as the file.
    pub fn pdf(self, file_name: &str) -> Self {
        self.file(file_name, "application/pdf", &pdf())
    }

    /// Its content type.
    pub fn kind() -> String {
        format!("multipart/form-data; boundary={BOUNDARY}")
    }

    /// Its bytes.
    pub fn bytes(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.0
    }
}

/// A PDF unlike any other.
pub fn pdf() -> Vec<u8> {
    format!("%PDF-1.7\n% {}\n%%EOF\n", Uuid::new_v4()).into_bytes()
}
