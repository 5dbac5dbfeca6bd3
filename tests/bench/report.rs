//! The table, or a JSON object a line.

use serde_json::json;

use crate::load::Figures;
use crate::operations::Operation;
use crate::server::Mode;

pub(crate) struct Report {
    json: bool,
}

impl Report {
    pub(crate) fn new(json: bool) -> Self {
        if !json {
            println!(
                "{:<31} {:>5} {:>10} {:>10} {:>6} {:>9} {:>9} {:>8}",
                "operation", "conns", "api/s", "floor/s", "ratio", "p50 ms", "p99 ms", "RSS MiB"
            );
        }
        Self { json }
    }

    pub(crate) fn note(&self, text: &str) {
        if self.json {
            println!("{}", json!({ "operation": "load", "connections": 0, "note": text }));
        } else {
            println!("# {text}");
        }
    }

    pub(crate) fn row(&self, operation: &Operation, mode: Mode, conns: u32, api: &Figures, floor: f64, rss: f64) {
        let name = format!("{}{}", operation.name, mode.suffix());
        let ratio = api.per_second / floor;
        if self.json {
            println!(
                "{}",
                json!({ "operation": name, "connections": conns, "api_rps": api.per_second, "floor_tps": floor,
                    "ratio": ratio, "p50_ms": api.p50, "p99_ms": api.p99, "rss_mib": rss })
            );
        } else {
            println!(
                "{name:<31} {conns:>5} {:>10.0} {floor:>10.0} {ratio:>6.2} {:>9.2} {:>9.2} {rss:>8.0}",
                api.per_second, api.p50, api.p99
            );
        }
    }
}
