//! PostgreSQL refuses to run as root, so a root-started Portico hands it to an unprivileged account.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use super::ClusterError;

/// Who the database server runs as: `None` is whoever started Portico.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account(Option<(u32, u32)>);

impl Account {
    /// The account to use: one's own, or for root the machine's `postgres` or `nobody`.
    pub fn for_database() -> Result<Self, ClusterError> {
        if !is_root()? {
            return Ok(Self(None));
        }
        let passwd = fs::read_to_string("/etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| ids_of(&passwd, name))
            .map(|ids| Self(Some(ids)))
            .ok_or_else(|| ClusterError("started by root, but neither user postgres nor nobody exists".into()))
    }

    /// Gives a folder to the account, closed to everyone else.
    pub fn own(&self, folder: &Path) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        match self.0 {
            Some((user, group)) => std::os::unix::fs::chown(folder, Some(user), Some(group)),
            None => Ok(()),
        }
    }

    /// Makes a command run as the account, in a process group of its own so that Ctrl-C does not reach it first.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.process_group(0).current_dir("/");
        match self.0 {
            Some((user, group)) => command.uid(user).gid(group),
            None => command,
        }
    }

    /// Runs a command as the account and waits for it.
    pub(super) fn run(&self, command: &mut Command) -> io::Result<std::process::Output> {
        self.apply(command).output()
    }

    /// Whether the account can reach a folder: each parent lets others pass.
    pub fn reaches(&self, folder: &Path) -> bool {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let Some((user, _)) = self.0 else { return true };
        folder.ancestors().skip(1).all(|parent| match fs::metadata(parent) {
            Ok(meta) => meta.uid() == user || meta.permissions().mode() & 0o001 != 0,
            Err(_) => true,
        })
    }
}

fn is_root() -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::metadata("/proc/self")?.uid() == 0)
}

fn ids_of(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut parts = line.split(':');
        let found = parts.next()? == name;
        let user = parts.nth(1)?.parse().ok()?;
        let group = parts.next()?.parse().ok()?;
        found.then_some((user, group))
    })
}
