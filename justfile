# Day-to-day commands. Every recipe only passes on to cargo or xtask; `just` alone lists them.

_list:
    @just --list --unsorted

# Set everything up and serve a demonstration county in the browser
serve *arguments:
    cargo xtask serve {{arguments}}

# Run every check that the continuous integration runs
test *arguments:
    cargo xtask test {{arguments}}

# Format all Rust code
format:
    cargo fmt --all

# The quick checks: format, house rules, purity of the domain, lints
check:
    cargo xtask test --only format --only rules --only purity --only lint

# Run the Rust tests, or those whose name contains a word
rust *words:
    cargo test --workspace {{words}}

# Build the browser client as it is delivered and print its size
web *arguments:
    cargo xtask web {{arguments}}

# Write openapi.yaml from the routes that serve
openapi:
    cargo xtask openapi

# Run the browser tests
browser:
    cargo xtask test --only browser

# Measure the API beside pgbench: a table, or JSON with --json
bench *arguments:
    cargo xtask bench {{arguments}}

# Run the long forms of the checks: hours of killing, fuzzing and clicking
soak:
    cargo xtask soak
