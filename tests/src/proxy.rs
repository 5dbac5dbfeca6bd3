//! A way between the server and its database that can be slow, fall silent, or break in the middle of a commit: a
//! small proxy from a port of this machine to the cluster's socket.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How the way behaves.
#[derive(Debug, Default)]
struct Way {
    /// Milliseconds every piece is held up, each way.
    delay: AtomicU64,
    /// Nothing passes; what was sent waits for the healing.
    silent: AtomicBool,
    /// The next COMMIT reaches the database, its answer never comes back.
    breaks_at_commit: AtomicBool,
    open: Mutex<Vec<(TcpStream, UnixStream)>>,
}

/// The proxy. Its threads end with the process.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens.
    pub port: u16,
    way: Arc<Way>,
}

impl Proxy {
    /// A way to the cluster whose socket lies in this folder.
    pub fn to(socket: &Path) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let way = Arc::new(Way::default());
        let (shared, target) = (Arc::clone(&way), socket.join(".s.PGSQL.5432"));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (way, target) = (Arc::clone(&shared), target.clone());
                thread::spawn(move || connect(&way, client, &target));
            }
        });
        Self { port, way }
    }

    /// The address of a database through it.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("host=127.0.0.1 port={} user={role} dbname={database} sslmode=disable", self.port)
    }

    /// Holds every piece up for so long, each way.
    pub fn delay(&self, by: Duration) {
        self.way.delay.store(u64::try_from(by.as_millis()).unwrap_or(0), Ordering::SeqCst);
    }

    /// Lets nothing pass any more, or lets it pass again.
    pub fn silence(&self, on: bool) {
        self.way.silent.store(on, Ordering::SeqCst);
    }

    /// Breaks the connection that sends the next COMMIT, after the database has it.
    pub fn break_at_next_commit(&self) {
        self.way.breaks_at_commit.store(true, Ordering::SeqCst);
    }

    /// Breaks every connection there is.
    pub fn break_all(&self) {
        for (client, server) in self.way.open.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // They may be gone already.
            let _ = client.shutdown(Shutdown::Both);
            let _ = server.shutdown(Shutdown::Both);
        }
    }
}

fn connect(way: &Arc<Way>, client: TcpStream, target: &PathBuf) {
    way.wait();
    let Ok(server) = UnixStream::connect(target) else { return };
    let kept = (client.try_clone().expect("a handle"), server.try_clone().expect("a handle"));
    way.open.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
    let (mut from_client, mut to_client) = (client.try_clone().expect("a handle"), client);
    let (mut from_server, mut to_server) = (server.try_clone().expect("a handle"), server);
    let asking = Arc::clone(way);
    thread::spawn(move || {
        let mut piece = vec![0; 64 * 1024];
        while let Ok(read @ 1..) = from_client.read(&mut piece) {
            asking.wait();
            let commits = piece[..read].windows(6).any(|word| word == b"COMMIT");
            let breaks = commits && asking.breaks_at_commit.swap(false, Ordering::SeqCst);
            if breaks {
                let _ = from_client.shutdown(Shutdown::Both);
            }
            if to_server.write_all(&piece[..read]).is_err() {
                break;
            }
            if breaks {
                // The database must have read it before its own end of the line goes.
                thread::sleep(Duration::from_millis(300));
                break;
            }
        }
        let _ = to_server.shutdown(Shutdown::Both);
    });
    let mut piece = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from_server.read(&mut piece) {
        way.wait();
        if to_client.write_all(&piece[..read]).is_err() {
            break;
        }
    }
    let _ = to_client.shutdown(Shutdown::Both);
}

impl Way {
    fn wait(&self) {
        thread::sleep(Duration::from_millis(self.delay.load(Ordering::SeqCst)));
        while self.silent.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
    }
}
