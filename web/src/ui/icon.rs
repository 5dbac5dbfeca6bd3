//! Our own few icons, drawn in the page so that no icon font has to travel. Decoration only: words carry the meaning.

use yew::prelude::*;

/// What is drawn. Each on a grid of 16 by 16, in strokes of the surrounding colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyph {
    Add,
    Attention,
    Bell,
    Building,
    Calendar,
    Chart,
    Check,
    Clock,
    Close,
    Columns,
    Document,
    Dollar,
    Down,
    Download,
    Gear,
    Help,
    Home,
    Info,
    Lock,
    Menu,
    Minus,
    News,
    Offline,
    People,
    Person,
    Print,
    Refresh,
    Review,
    Search,
    Stop,
    Trash,
    Up,
    Upload,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Self::Add => "M8 3v10M3 8h10",
            Self::Attention => "M8 2L15 14H1zM8 6v4M8 12v.5",
            Self::Bell => "M3 12h10l-1.5-2V7a3.5 3.5 0 0 0-7 0v3zM6.5 14h3",
            Self::Building => "M3 14V2h7v12M10 6h3v8M1.5 14h13M5.5 5h2M5.5 8h2M5.5 11h2",
            Self::Calendar => "M2 4h12v10H2zM2 7h12M5 2v3M11 2v3",
            Self::Chart => "M2 2v12h12M5 12V8M8 12V4M11 12V6",
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::Clock => "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 4.5V8l2.5 1.8",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Columns => "M2 3h12v10H2zM6 3v10M10 3v10",
            Self::Document => "M4 1.5h5l3 3v10H4zM9 1.5v3h3M6 8h4M6 11h4",
            Self::Dollar => {
                "M8 1.5v13M11.5 5C11 3.6 9.7 3.2 8 3.2 6 3.2 4.7 4 4.7 5.5 4.7 9 11.5 7 11.5 10.5 11.5 12 10 12.8 8 12.8 6.2 12.8 4.8 12.2 4.3 10.8"
            }
            Self::Down => "M4 6l4 4 4-4",
            Self::Download => "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
            Self::Gear => {
                "M8 5.5a2.5 2.5 0 1 0 .01 0zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4"
            }
            Self::Help => "M8 1.8a6.2 6.2 0 1 0 .01 0zM6 6.3C6 5 7 4.4 8 4.4s2 .7 2 1.9c0 1.5-2 1.5-2 3M8 11.3v.5",
            Self::Home => "M2 8l6-5.5L14 8M4 7v7h3v-4h2v4h3V7",
            Self::Info => "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 7.2V11.5M8 4.5v.5",
            Self::Lock => "M3.5 7h9v7h-9zM5.5 7V4.5a2.5 2.5 0 0 1 5 0V7",
            Self::Menu => "M2 4h12M2 8h12M2 12h12",
            Self::Minus => "M3.5 8h9",
            Self::News => "M2 3h9v11H3.5A1.5 1.5 0 0 1 2 12.5zM11 6h3v6.5a1.5 1.5 0 0 1-3 0M4.5 6h4M4.5 9h4M4.5 11.5h4",
            Self::Offline => {
                "M2 2l12 12M4.5 7.5A6 6 0 0 1 8 6.5M10.5 7a6 6 0 0 1 1.5 1M2.5 5a9 9 0 0 1 2.5-1.3M8 3a9 9 0 0 1 5.5 2M8 12v.5"
            }
            Self::People => {
                "M6 3a2.3 2.3 0 1 0 .01 0zM1.5 13.5c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5M10.5 3.3a2.3 2.3 0 0 1 0 4.2M12 9.3c1.7.6 2.7 2 2.7 4.2"
            }
            Self::Person => "M8 2.5a2.7 2.7 0 1 0 .01 0zM2.5 14c0-3.3 2.5-5 5.5-5s5.5 1.7 5.5 5",
            Self::Print => "M4 6V2h8v4M4 12H2V6h12v6h-2M4 10h8v4H4z",
            Self::Refresh => "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
            Self::Review => "M3 2h10v12H3zM5.5 6l1 1 2-2M5.5 10.5l1 1 2-2M10 6.5h1.5M10 11h1.5",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 .01 0zM10.3 10.3L14 14",
            Self::Stop => "M5 1.8h6L14.2 5v6L11 14.2H5L1.8 11V5zM8 4.8V9M8 11v.5",
            Self::Trash => "M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.7 9.5h5.6l.7-9.5M6.7 7v4.5M9.3 7v4.5",
            Self::Up => "M4 10l4-4 4 4",
            Self::Upload => "M8 11V3M4.5 6L8 2.5 11.5 6M2.5 13.5h11",
        }
    }
}

/// An icon in the size and colour of the text around it.
pub(crate) fn icon(glyph: Glyph) -> Html {
    html! {
        <svg class="portico-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={glyph.path()} />
        </svg>
    }
}
