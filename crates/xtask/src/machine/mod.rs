//! Finds what the machine must offer, and installs what is missing where it may.
//!
//! Everything is looked for first, so that one call of the package manager, or one line for a person to run, mends
//! all of it.

mod apt;
mod chromium;
mod node;
mod postgres;
mod python;
mod rust;

use anyhow::{Result, bail};

pub(crate) use chromium::find as chromium;
pub(crate) use python::environment as python;

/// What a command needs of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The compiler's WebAssembly target, and the source of its standard library.
    Wasm,
    /// Node and npm.
    Node,
    /// PostgreSQL's server programs.
    Postgres,
    /// PostgreSQL's client library, with what linking needs.
    Libpq,
    /// A browser for the browser tests.
    Chromium,
    /// Python with its `venv` module, for the API fuzzer.
    Python,
}

/// What `serve` needs.
pub(crate) const TO_SERVE: &[Need] = &[Need::Wasm, Need::Node, Need::Postgres, Need::Libpq];

/// What building the browser client needs.
pub(crate) const TO_BUILD_WEB: &[Need] = &[Need::Wasm, Need::Node];

/// What compiling the server needs.
pub(crate) const TO_BUILD_SERVER: &[Need] = &[Need::Libpq];

/// One thing that was found, or how to get it.
#[derive(Debug)]
enum Finding {
    /// It is there; the text says what and where.
    Found(String),
    /// A Debian or Ubuntu package brings it.
    Package { what: &'static str, names: &'static [&'static str] },
    /// Only the person can bring it; the text says how.
    Person(String),
}

/// Makes sure that everything needed is there.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let first: Vec<_> = needs.iter().map(|need| (*need, look(*need))).collect();
    report(&first);
    let packages: Vec<&str> = first.iter().flat_map(|(_, finding)| finding.packages()).copied().collect();
    if !packages.is_empty() {
        apt::install(&packages)?;
    }
    let missing: Vec<String> =
        first.iter().filter(|(_, finding)| !finding.is_found()).filter_map(|(need, _)| look(*need).advice()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    bail!("the machine is not ready\n  {}", missing.join("\n  "))
}

fn look(need: Need) -> Finding {
    match need {
        Need::Wasm => rust::look(),
        Need::Node => node::look(),
        Need::Postgres => postgres::look_for_server(),
        Need::Libpq => postgres::look_for_library(),
        Need::Chromium => chromium::look(),
        Need::Python => python::look(),
    }
}

fn report(findings: &[(Need, Finding)]) {
    for (_, finding) in findings {
        match finding {
            Finding::Found(text) => println!("    found {text}"),
            Finding::Package { what, names } => println!("    missing {what}: package {}", names.join(" ")),
            Finding::Person(text) => println!("    {text}"),
        }
    }
}

impl Finding {
    fn is_found(&self) -> bool {
        matches!(self, Self::Found(_))
    }

    fn packages(&self) -> &'static [&'static str] {
        match self {
            Self::Package { names, .. } => names,
            Self::Found(_) | Self::Person(_) => &[],
        }
    }

    /// What to tell the person when it is still missing after everything was tried.
    fn advice(self) -> Option<String> {
        match self {
            Self::Found(_) => None,
            Self::Package { what, names } => {
                Some(format!("{what} is missing although the package {} was installed", names.join(" ")))
            }
            Self::Person(text) => Some(text),
        }
    }
}
