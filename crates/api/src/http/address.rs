//! Which address a request came from. A header says whatever its sender likes, so `X-Forwarded-For` is believed only
//! when it was the installation's own proxy that spoke to us.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::{HttpRequest, web};

/// The installation's own proxies; none unless configured.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[IpAddr]>);

impl TrustedProxies {
    /// Proxies at these addresses.
    pub fn at(addresses: &[IpAddr]) -> Self {
        Self(addresses.iter().map(IpAddr::to_canonical).collect())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// The nearest address that is none of our proxies: each of them adds whom it heard it from at the end.
    fn nearest(&self, socket: IpAddr, forwarded: &str) -> IpAddr {
        let mut nearest = socket;
        for said in forwarded.rsplit(',') {
            if !self.trusts(nearest) {
                break;
            }
            let Ok(address) = said.trim().parse() else { break };
            nearest = address;
        }
        nearest.to_canonical()
    }
}

/// The address a request came from; `None` when it came through no socket.
pub fn of(request: &HttpRequest) -> Option<IpAddr> {
    let socket = request.peer_addr()?.ip();
    let headers = request.headers().get_all("x-forwarded-for").filter_map(|value| value.to_str().ok());
    let forwarded = headers.collect::<Vec<_>>().join(",");
    let proxies = request.app_data::<web::Data<TrustedProxies>>();
    Some(proxies.map_or(socket.to_canonical(), |proxies| proxies.nearest(socket, &forwarded)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn only_our_own_proxy_is_believed_and_only_about_whom_it_heard() {
        let nobody = TrustedProxies::default();
        assert_eq!(nobody.nearest(ip("192.0.2.7"), "203.0.113.9"), ip("192.0.2.7"));
        let ours = TrustedProxies::at(&[ip("127.0.0.1"), ip("10.0.0.2")]);
        assert_eq!(ours.nearest(ip("192.0.2.7"), "203.0.113.9"), ip("192.0.2.7"), "not from our proxy");
        assert_eq!(ours.nearest(ip("127.0.0.1"), "203.0.113.9"), ip("203.0.113.9"));
        assert_eq!(ours.nearest(ip("::ffff:127.0.0.1"), "203.0.113.9"), ip("203.0.113.9"));
        assert_eq!(ours.nearest(ip("127.0.0.1"), "198.51.100.1, 203.0.113.9"), ip("203.0.113.9"), "the client's own");
        assert_eq!(ours.nearest(ip("127.0.0.1"), "203.0.113.9, 10.0.0.2"), ip("203.0.113.9"), "two of ours");
        assert_eq!(ours.nearest(ip("127.0.0.1"), "nonsense"), ip("127.0.0.1"));
        assert_eq!(ours.nearest(ip("127.0.0.1"), ""), ip("127.0.0.1"));
    }
}
