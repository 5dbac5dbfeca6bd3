//! The eleven kinds of file, told apart by content.

use crate::words::words;

words! {
    /// What a file really is, by its bytes.
    FileKind {
        /// Word before 2007, an OLE compound file.
        Doc = "doc", "Word 97\u{2013}2003 document";
        /// Word since 2007, a zip.
        Docx = "docx", "Word document";
        /// OpenDocument text, a zip.
        Odt = "odt", "OpenDocument text";
        /// Portable document.
        Pdf = "pdf", "PDF";
        /// Plain text.
        Txt = "txt", "Plain text";
        /// WordPerfect.
        Wpd = "wpd", "WordPerfect document";
        /// Windows bitmap.
        Bmp = "bmp", "Bitmap picture";
        /// GIF picture.
        Gif = "gif", "GIF picture";
        /// JPEG picture.
        Jpeg = "jpeg", "JPEG picture";
        /// PNG picture.
        Png = "png", "PNG picture";
    }
}

impl FileKind {
    /// The kind a file-name extension (small letters, no dot) stands for.
    pub fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "jpg" => Some(Self::Jpeg),
            other => Self::parse(other),
        }
    }

    /// The media type it is served with.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Doc => "application/msword",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Pdf => "application/pdf",
            Self::Txt => "text/plain",
            Self::Wpd => "application/vnd.wordperfect",
            Self::Bmp => "image/bmp",
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// Whether a browser can show it without leaving the page.
    pub const fn previewable(self) -> bool {
        matches!(self, Self::Pdf | Self::Txt | Self::Bmp | Self::Gif | Self::Jpeg | Self::Png)
    }
}
