//! Whether a name exists cannot be told from how long a refusal takes: a statistical test, not a stop-watch.
//!
//! Two hundred refused sign-ins of names that exist and two hundred of names that do not, taken in turn, are compared by
//! the Mann-Whitney test. By chance alone it finds a difference at p = 0.01 once in a hundred runs, and a machine that
//! is busy with something else more often, so it is asked up to three times: a true difference is found every time.

use std::time::Instant;

use diesel::connection::SimpleConnection as _;
use serde_json::{Value, json};
use tests::{TestApp, county};

const EACH: usize = 200;
const TRIES: u32 = 3;

/// The chance that two samples of one distribution differ as much as these, by the normal approximation.
fn mann_whitney(one: &[f64], other: &[f64]) -> f64 {
    let as_f64 = |n: usize| f64::from(u32::try_from(n).unwrap());
    let wins: f64 = one
        .iter()
        .flat_map(|a| {
            other.iter().map(move |b| {
                if a > b {
                    1.0
                } else if a < b {
                    0.0
                } else {
                    0.5
                }
            })
        })
        .sum();
    let (n, m) = (as_f64(one.len()), as_f64(other.len()));
    let deviation = (n * m * (n + m + 1.0) / 12.0).sqrt();
    let z = (wins - n * m / 2.0).abs() / deviation;
    // Twice the upper tail of the normal distribution (Abramowitz and Stegun 26.2.17).
    let t = 1.0 / 0.231_641_9f64.mul_add(z, 1.0);
    let series = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let sum: f64 = series.iter().rev().fold(0.0, |sum, factor| (sum + factor) * t);
    2.0 * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

/// People enough that none of them has to wait after failures.
async fn many_people(app: &TestApp) {
    let hash = api::passwords::hash("seven plums on a blue plate".to_owned()).await.unwrap();
    let organization = county::organization("north");
    app.database
        .owner()
        .batch_execute(&format!(
            "INSERT INTO users (id, user_name, display_name, organization_id, role, must_change_password,
                password_hash)
             SELECT gen_random_uuid(), 'known.' || n, 'Known', '{organization}', 'agency_clerk', false, '{hash}'
             FROM generate_series(1, {}) n",
            EACH * usize::try_from(TRIES).unwrap()
        ))
        .unwrap();
}

async fn refused(app: &TestApp, name: &str) -> (f64, Value) {
    let started = Instant::now();
    let answer = app.anonymous().post("/session", json!({ "user_name": name, "password": "not this one" })).await;
    let took = started.elapsed().as_secs_f64();
    let mut problem = answer.expect(401).json();
    problem.as_object_mut().unwrap().remove("request_id");
    (took, problem)
}

#[actix_web::test]
async fn a_name_that_exists_is_refused_as_slowly_as_one_that_does_not() {
    let app = TestApp::start().await;
    many_people(&app).await;
    let mut person = 0;
    let mut chances = Vec::new();
    for _ in 0..TRIES {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for n in 0..EACH {
            person += 1;
            let names = [format!("known.{person}"), format!("strange.{person}")];
            // Whoever comes second finds caches warm, so they take turns at that too.
            for which in if n % 2 == 0 { [0, 1] } else { [1, 0] } {
                let (took, problem) = refused(&app, &names[which]).await;
                assert_eq!(problem["code"], "sign_in_refused");
                if which == 0 { known.push(took) } else { unknown.push(took) }
            }
        }
        let chance = mann_whitney(&known, &unknown);
        if chance > 0.01 {
            return;
        }
        chances.push(chance);
    }
    panic!("known and unknown names are told apart by time: p = {chances:?}");
}

#[actix_web::test]
async fn an_account_that_must_wait_is_refused_as_any_name_is() {
    let app = TestApp::start().await;
    many_people(&app).await;
    let (_, strange) = refused(&app, "strange.1").await;
    for n in 0..12 {
        let (_, known) = refused(&app, "known.1").await;
        assert_eq!(known, strange, "the {n}th refusal tells that there is such an account");
    }
}

#[test]
fn the_statistic_is_the_textbooks() {
    let low: Vec<f64> = (0..50).map(f64::from).collect();
    let high: Vec<f64> = (25..75).map(f64::from).collect();
    assert!(mann_whitney(&low, &high) < 1e-6);
    assert!((mann_whitney(&low, &low) - 1.0).abs() < 1e-3);
    // Textbook value: z = 1.96 is five in a hundred.
    let shifted: Vec<f64> = low.iter().map(|n| n + 5.7).collect();
    let chance = mann_whitney(&low, &shifted);
    assert!((0.02..0.10).contains(&chance), "{chance}");
}
