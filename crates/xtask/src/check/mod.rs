//! `cargo xtask test`: everything that the continuous integration runs, in its order, from nothing.

mod ahead;
mod api;
mod browser;
mod code;
mod purity;
mod rules;
pub(crate) mod soak;
mod supply;

use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use ahead::Ahead;

use crate::machine::{self, Need};
use crate::step::{spell, step};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Run only this step (may be given several times)
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Leave this step out (may be given several times)
    #[arg(long, value_name = "STEP")]
    skip: Vec<String>,
    /// Name the steps and run none
    #[arg(long)]
    list: bool,
}

/// One check.
struct Check {
    name: &'static str,
    what: &'static str,
    needs: &'static [Need],
    run: fn() -> Result<()>,
}

/// Everything, cheapest first: a mistake in the layout of a line does not wait for a browser.
const CHECKS: &[Check] = &[
    Check { name: "format", what: "Rust is formatted", needs: &[], run: code::format },
    Check { name: "rules", what: "the house rules hold", needs: &[], run: rules::check },
    Check { name: "supply", what: "what it is built from may be used", needs: &[], run: supply::check },
    Check { name: "purity", what: "the domain is pure", needs: &[Need::Wasm], run: purity::check },
    Check { name: "lint", what: "clippy finds nothing", needs: &[Need::Wasm, Need::Libpq], run: code::lint },
    Check { name: "rust", what: "the Rust tests pass", needs: &[Need::Postgres, Need::Libpq], run: code::test },
    Check {
        name: "web",
        what: "the browser client builds and is small enough",
        needs: &[Need::Wasm, Need::Node],
        run: browser::bundle,
    },
    Check { name: "openapi", what: "the API document is well formed", needs: &[Need::Node], run: api::lint },
    Check {
        name: "schemathesis",
        what: "the API answers whatever is sent as it documents",
        needs: &[Need::Postgres, Need::Libpq, Need::Python],
        run: || api::fuzz(api::Form::Quick),
    },
    Check {
        name: "third-party",
        what: "a vendor's script works from the document and the docs alone",
        needs: &[Need::Postgres, Need::Libpq, Need::Python],
        run: api::third_party,
    },
    Check {
        name: "browser",
        what: "the journeys work in a browser",
        needs: &[Need::Postgres, Need::Libpq, Need::Wasm, Need::Node, Need::Chromium],
        run: || browser::test(browser::Matrix::Quick),
    },
];

pub(crate) fn run(options: &Options) -> Result<()> {
    if options.list {
        CHECKS.iter().for_each(|check| println!("{:<14} {}", check.name, check.what));
        return Ok(());
    }
    let chosen = choose(options)?;
    let start = Instant::now();
    step("Looking at the machine", || machine::ensure(&needs(&chosen)))?;
    let mut ahead = Ahead::begin(&chosen)?;
    for check in &chosen {
        ahead.before(check)?;
        step(&format!("[{}] {}", check.name, check.what), check.run).with_context(|| {
            format!("the check `{0}` failed; to run it alone: cargo xtask test --only {0}", check.name)
        })?;
    }
    println!("\nAll {} checks passed in {}", chosen.len(), spell(start.elapsed()));
    Ok(())
}

fn choose(options: &Options) -> Result<Vec<&'static Check>> {
    let named = options.only.iter().chain(&options.skip);
    if let Some(unknown) = named.into_iter().find(|name| CHECKS.iter().all(|check| check.name != *name)) {
        bail!("there is no step `{unknown}`; cargo xtask test --list names them");
    }
    let wanted = |check: &&Check| {
        let name = check.name.to_owned();
        (options.only.is_empty() || options.only.contains(&name)) && !options.skip.contains(&name)
    };
    Ok(CHECKS.iter().filter(wanted).collect())
}

fn needs(checks: &[&Check]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for need in checks.iter().flat_map(|check| check.needs) {
        if !needs.contains(need) {
            needs.push(*need);
        }
    }
    needs
}
