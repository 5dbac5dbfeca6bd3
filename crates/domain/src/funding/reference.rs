//! The county's funding sources, benefit plans and authorization procedures, as data.
//!
//! Source: 000_c39f6cc4a03af20b.txt, appendix of funding sources and plans, and its list of procedure codes. The two
//! files under `data/` hold the same rows; a county with other plans replaces them.

use super::{BenefitPlan, FundingSource, MediCalMarker, Procedure, ProcedureCode, Service};

const PLANS: &str = include_str!("../../data/funding-plans.csv");
const PROCEDURES: &str = include_str!("../../data/authorization-procedures.csv");

/// Every funding source with its plans and the procedures they cover, by number.
pub fn funding_sources() -> Vec<FundingSource> {
    let procedures = procedures();
    let mut sources: Vec<FundingSource> = Vec::new();
    for line in PLANS.lines().skip(1) {
        let Some((source_id, source_name, plan)) = plan_row(line) else { continue };
        let at = match sources.iter().position(|s| s.id == source_id) {
            Some(at) => at,
            None => {
                let marker = marker_of(source_name);
                sources.push(FundingSource { id: source_id, name: source_name.to_owned(), marker, plans: Vec::new() });
                sources.len() - 1
            }
        };
        if let Some(source) = sources.get_mut(at) {
            let covered = covered(&procedures, plan.service, source.marker);
            source.plans.push(BenefitPlan { procedures: covered, ..plan });
        }
    }
    sources.sort_by_key(|s| s.id);
    sources
}

/// The county marks a source in its name; a name without a mark is paid either way.
fn marker_of(name: &str) -> MediCalMarker {
    let bare = name.trim_end_matches(')').trim_end();
    if bare.ends_with("Non-MC") {
        MediCalMarker::NonMediCal
    } else if bare.ends_with("MC") {
        MediCalMarker::MediCal
    } else {
        MediCalMarker::Either
    }
}

fn covered(all: &[Procedure], service: Service, marker: MediCalMarker) -> Vec<Procedure> {
    let fits = |p: &&Procedure| p.service == service && marker.settle(Some(p.medi_cal)) == Some(p.medi_cal);
    all.iter().filter(fits).cloned().collect()
}

fn plan_row(line: &str) -> Option<(i32, &str, BenefitPlan)> {
    let mut cells = line.split(',').map(str::trim);
    let service = Service::parse(cells.next()?)?;
    let source_id = cells.next()?.parse().ok()?;
    let source_name = cells.next()?;
    let id = cells.next()?.parse().ok()?;
    let name = cells.next()?.to_owned();
    Some((source_id, source_name, BenefitPlan { id, name, service, funding_source_id: source_id, procedures: vec![] }))
}

fn procedures() -> Vec<Procedure> {
    PROCEDURES.lines().skip(1).filter_map(procedure_row).collect()
}

fn procedure_row(line: &str) -> Option<Procedure> {
    let mut cells = line.split(',').map(str::trim);
    let service = Service::parse(cells.next()?)?;
    let medi_cal = cells.next()?.parse().ok()?;
    let text = format!("{}:{}", cells.next()?, cells.next()?);
    let ProcedureCode { code, modifiers } = ProcedureCode::parse(&text)?;
    Some(Procedure { code, modifiers, medi_cal, service, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_appendix_is_there() {
        let sources = funding_sources();
        assert_eq!(sources.len(), 15);
        assert_eq!(sources.iter().map(|s| s.plans.len()).sum::<usize>(), 26);
        let plans_of_102: Vec<i32> =
            sources.iter().filter(|s| s.id == 102).flat_map(|s| s.plans.iter().map(|p| p.id)).collect();
        assert_eq!(plans_of_102, [212, 241, 242, 215]);
    }

    #[test]
    fn a_source_without_a_mark_is_paid_either_way() {
        let either: Vec<i32> =
            funding_sources().iter().filter(|s| s.marker == MediCalMarker::Either).map(|s| s.id).collect();
        assert_eq!(either, [96]);
    }

    #[test]
    fn procedures_follow_service_and_medi_cal() {
        let texts = |plan| -> Vec<String> {
            let sources = funding_sources();
            super::super::find_plan(&sources, plan)
                .map(|(_, p)| p.procedures.iter().map(|p| p.text.clone()).collect())
                .unwrap_or_default()
        };
        for (plan, expected) in [
            (212, vec!["H2015:HK"]),
            (213, vec!["H2015:HK:HX"]),
            (215, vec!["H2019:HE"]),
            (216, vec!["H2019:HE:HX"]),
            (233, vec!["H2015:HK", "H2015:HK:HX"]),
            (229, vec!["H2015:HK"]),
            (999, vec![]),
        ] {
            assert_eq!(texts(plan), expected, "plan {plan}");
        }
    }
}
