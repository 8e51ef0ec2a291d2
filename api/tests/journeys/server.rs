//! The server as a process of its own, so that it can be killed in the middle of something and started again.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lssc_api::db::DatabaseAddress;
use tempfile::TempDir;

/// How long a start may take.
const START_MAX: Duration = Duration::from_secs(30);

/// A server on a database of its own, marked and filled as a demonstration.
pub(super) struct Server {
    child: Child,
    folder: TempDir,
    database_url: String,
    pub(super) address: SocketAddr,
}

impl Server {
    /// Fills the database and starts.
    pub(super) fn start(database: &DatabaseAddress) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database_url = match database {
            DatabaseAddress::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseAddress::Postgres(url) => url.clone(),
        };
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let filled = command(folder.path(), &database_url, address).arg("demo").stdout(Stdio::null()).status().unwrap();
        assert!(filled.success(), "`lssc demo` failed");
        let child = serve(folder.path(), &database_url, address);
        Self { child, folder, database_url, address }
    }

    /// `kill -9`: no signal handler, no flush, no goodbye.
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts again where it was.
    pub(super) fn restart(&mut self) {
        self.child = serve(self.folder.path(), &self.database_url, self.address);
    }

    /// Runs another command of the binary on the same database.
    pub(super) fn run(&self, arguments: &[&str]) -> bool {
        command(self.folder.path(), &self.database_url, self.address).args(arguments).stdout(Stdio::null()).status().unwrap().success()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(folder: &Path, database_url: &str, address: SocketAddr) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lssc"));
    command
        .current_dir(folder)
        .env("LSSC_DATABASE_URL", database_url)
        .env("LSSC_SECRET_FILE", folder.join("session-key.pem"))
        .env("LSSC_PUBLIC_URL", format!("http://{address}"))
        .env("LSSC_LISTEN", address.to_string())
        .env("LSSC_MAIL", format!("folder:{}", folder.join("mail").display()))
        .env("LSSC_FILES", format!("folder:{}", folder.join("files").display()))
        // One address makes every request here.
        .env("LSSC_FLOOD_PER_SECOND", "100000")
        .env("LSSC_FLOOD_BURST", "100000")
        .env("RUST_LOG", "error")
        .stdin(Stdio::null());
    command
}

/// Starts the server and waits until it takes connections.
fn serve(folder: &Path, database_url: &str, address: SocketAddr) -> Child {
    let mut child = command(folder, database_url, address).arg("serve").stdout(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(child.try_wait().unwrap().is_none(), "the server stopped while it started");
        assert!(started.elapsed() < START_MAX, "the server did not start in {START_MAX:?}");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}
