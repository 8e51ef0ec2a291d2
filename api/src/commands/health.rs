//! `lssc health`: a container's health check, so that its image needs no other program.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use super::CommandError;

/// How long the answer may take.
const WAIT: Duration = Duration::from_secs(3);

pub(super) fn health(listen: SocketAddr) -> Result<(), CommandError> {
    let address = SocketAddr::new(reachable(listen.ip()), listen.port());
    let mut connection = TcpStream::connect_timeout(&address, WAIT)?;
    connection.set_read_timeout(Some(WAIT))?;
    write!(connection, "GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer)?;
    let status = answer.split(' ').nth(1).unwrap_or("nothing");
    if status == "200" {
        return Ok(());
    }
    Err(CommandError::Said(format!("the server at {address} answers {status}")))
}

/// Who listens everywhere is asked here.
fn reachable(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        one => one,
    }
}
