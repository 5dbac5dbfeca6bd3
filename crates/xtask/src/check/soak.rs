//! `cargo xtask soak`: the checks that run a few minutes in `cargo xtask test`, for hours.

use std::time::Instant;

use anyhow::Result;

use super::{api, browser, code, parsers};
use crate::machine::{self, Need};
use crate::step::{spell, step};

/// How often server and database are killed under load.
const KILL_ROUNDS: u32 = 50;

const NEEDS: &[Need] = &[Need::Postgres, Need::Libpq, Need::Python, Need::Wasm, Need::Node, Need::Chromium];

pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    step("Looking at the machine", || machine::ensure(NEEDS))?;
    step("[crash] what was acknowledged survives being killed", || code::crash(KILL_ROUNDS))?;
    step("[failpoints] what fails between any two statements changed nothing", code::failpoints)?;
    step("[parsers] no bytes from outside break a parser", parsers::fuzz)?;
    step("[schemathesis] the API answers whatever is sent as it documents", || api::fuzz(api::Form::Long))?;
    step("[browser] every journey in every size and theme", || browser::test(browser::Matrix::Whole))?;
    println!("\nThe soak passed in {}", spell(start.elapsed()));
    Ok(())
}
