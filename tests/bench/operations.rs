//! What is measured: each operation's request number n, the same for the API and for `pgbench`.

use domain::access::Role;

use crate::data;

/// One measured operation.
#[derive(Clone)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) read: bool,
    pub(crate) connections: &'static [u32],
    pub(crate) success: u16,
    pub(crate) who: (&'static str, Role),
    make: fn(u64) -> Asked,
}

/// Method, path, content type, body.
pub(crate) struct Asked {
    method: &'static str,
    path: String,
    kind: String,
    body: Vec<u8>,
}

fn json(method: &'static str, path: impl Into<String>, body: String) -> Asked {
    Asked { method, path: path.into(), kind: "application/json".into(), body: body.into_bytes() }
}

impl Operation {
    /// The bytes of request number n.
    pub(crate) fn request(&self, token: &str, n: u64) -> Vec<u8> {
        let asked = (self.make)(n);
        let mut head = format!(
            "{} /api/v1{} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n",
            asked.method, asked.path
        );
        if !self.read {
            head.push_str(&format!("Idempotency-Key: {}\r\n", uuid::Uuid::now_v7()));
        }
        if !asked.body.is_empty() {
            head.push_str(&format!("Content-Type: {}\r\nContent-Length: {}\r\n", asked.kind, asked.body.len()));
        }
        head.push_str("\r\n");
        [head.into_bytes(), asked.body].concat()
    }
}

/// Spreads n over the clients so that neighbours do not share pages.
pub(crate) fn spread(n: u64) -> u64 {
    n.wrapping_mul(2_654_435_761) % data::spread_over() + 1
}

const CLERK: (&str, Role) = ("north", Role::AgencyClerk);

/// Everything that is measured.
pub(crate) fn all() -> Vec<Operation> {
    vec![
        Operation {
            name: "client_by_id",
            read: true,
            connections: &[1, 16, 64],
            success: 200,
            who: CLERK,
            make: |n| json("GET", format!("/clients/{}", data::client(spread(n))), String::new()),
        },
        Operation {
            name: "client_search",
            read: true,
            connections: &[1, 16, 64],
            success: 200,
            who: CLERK,
            make: |n| {
                let n = spread(n);
                let body = format!(
                    r#"{{"last_name":"{}","birth_date":"{}","limit":50}}"#,
                    data::last_name_prefix(n),
                    data::birth_date(n)
                );
                json("POST", "/clients/lookup", body)
            },
        },
        Operation {
            name: "authorization_list",
            read: true,
            connections: &[1, 16, 64],
            success: 200,
            who: CLERK,
            make: |_| json("GET", "/authorizations?review_status=submitted&limit=50", String::new()),
        },
        Operation {
            name: "authorization_submit",
            read: false,
            connections: &[1, 16, 64],
            success: 201,
            who: CLERK,
            make: |n| json("POST", "/authorizations", data::new_authorization(spread(n))),
        },
        Operation {
            name: "client_create",
            read: false,
            connections: &[16],
            success: 201,
            who: CLERK,
            make: |n| json("POST", "/clients", data::new_client(n)),
        },
        Operation {
            name: "attachment_upload",
            read: false,
            connections: &[16],
            success: 201,
            who: CLERK,
            make: |n| {
                let (kind, body) = data::upload(spread(n), n);
                Asked { method: "POST", path: "/attachments".into(), kind, body }
            },
        },
    ]
}
