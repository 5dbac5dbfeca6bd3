//! The pieces pages are made of.
//!
//! PatternFly 6 is the design system; `patternfly-yew` brings its plain containers (`Card`, `DescriptionList`,
//! `ProgressStepper`, `Flex`, `Grid` …), use those as they are. The pieces here are our own markup on the same style
//! sheet wherever the keyboard, a screen reader or the size of the bundle asked for more than the crate's component
//! gives: its button gives up the focus on a click, its dialog does not hold it, its icons need a font.
//!
//! A page in a nutshell:
//! ```ignore
//! let clients = use_load(id, api::clients::read);
//! html! {
//!     <Page title="Coverage" actions={html! { <Button label="Add coverage" {onclick} primary=true /> }}>
//!         { view_load(&clients, Skeleton::Card, |client| html! { … }) }
//!     </Page>
//! }
//! ```
//! A form in a nutshell: a struct of typed values in `use_state`, fields from this module with `error={…}`, the
//! rules of `domain` run on every change, [`ProblemSummary`] on top once it was sent, `use_submission` to send it,
//! `use_draft` to keep it.

mod alert;
mod async_view;
mod bars;
mod button;
mod choice;
mod column;
mod csv;
mod date;
mod dialog;
mod drawer;
mod empty;
mod field;
mod form_dialog;
mod icon;
mod menu;
mod money;
mod notices;
mod page;
mod select;
mod status;
mod summary;
mod table;
mod tabs;

pub(crate) use alert::{Alert, Tone};
pub(crate) use async_view::{FailureNote, Skeleton, StaleNote, Waiting, view_load, view_pages};
pub(crate) use bars::{Bar, Part, percent};
pub(crate) use button::{Button, Kind, LinkButton};
pub(crate) use choice::{Checkbox, RadioGroup};
pub(crate) use column::{Column, Grid};
pub(crate) use csv::download_csv;
pub(crate) use date::{DateField, TypedDate};
pub(crate) use dialog::{ConfirmDialog, Dialog};
pub(crate) use drawer::Drawer;
pub(crate) use empty::Empty;
pub(crate) use field::{FieldFrame, TextArea, TextField};
pub(crate) use form_dialog::{Difference, FormDialog, Refusal, differences};
pub(crate) use icon::{Glyph, icon};
pub(crate) use menu::Menu;
pub(crate) use money::{MoneyField, read_money};
pub(crate) use notices::{NoticeProvider, use_notices};
pub(crate) use page::{Page, Section};
pub(crate) use select::{SelectField, choices};
pub(crate) use status::{status, status_with};
pub(crate) use summary::{ProblemSummary, error_at, field_id, shown_errors};
pub(crate) use table::{DataTable, view_table};
pub(crate) use tabs::{Tab, TabBar};
