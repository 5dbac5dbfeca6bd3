//! Portico's server: the only crate that knows HTTP and SQL.
//!
//! `domain` decides, `db` stores, `routes` translates.

pub mod access_log;
pub mod app;
pub mod audit;
pub mod backup;
pub mod bell;
pub mod cluster;
pub mod commands;
pub mod config;
pub mod db;
pub mod demo;
pub mod events;
pub mod fault;
pub mod files;
mod hexadecimal;
pub mod http;
pub mod installation;
pub mod logging;
pub mod metrics;
pub mod passwords;
pub mod routes;
pub mod secrets;
pub mod self_check;
pub mod setup;
pub mod time_source;
