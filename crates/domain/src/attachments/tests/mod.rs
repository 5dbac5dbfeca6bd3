//! Small honest files of every kind, and what hostile ones do to them.

mod files;
mod names;
