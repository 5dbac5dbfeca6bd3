//! Checkpoints: where the chain of the record stands, signed with a key no role of the database can read and kept in a
//! file outside it. Whoever cuts the record off, rolls it back or writes all of it anew cannot do the same to them.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::record::{Checkpoint, Finding, Head, Wrong};
use ed25519_dalek::{Signature, Signer as _, SigningKey};
use time::OffsetDateTime;

use crate::config::Config;
use crate::secrets::random_bytes;
use crate::setup::{SetupError, failed};

const KEY: &str = "the key of the checkpoints";

/// The file, and the key that signs its lines.
#[derive(Clone)]
pub struct Checkpoints {
    file: PathBuf,
    key: Arc<SigningKey>,
}

impl std::fmt::Debug for Checkpoints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checkpoints").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Checkpoints {
    /// Those of an installation: the file that is configured or the one in the data folder. The key lies beside the
    /// other keys and is made on first use.
    pub fn of(config: &Config, folder: &Path) -> Result<Self, SetupError> {
        let file = config.checkpoints.clone().unwrap_or_else(|| folder.join("checkpoints.jsonl"));
        let keys = config.keys_file.clone().unwrap_or_else(|| folder.join("keys"));
        Ok(Self { file, key: Arc::new(key(&keys.with_file_name("checkpoint_key"))?) })
    }

    /// The same key with another file.
    #[must_use]
    pub fn in_file(self, file: PathBuf) -> Self {
        Self { file, ..self }
    }

    /// The file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Signs where the chain stands and puts it at the end of the file, on the disk before this returns.
    pub fn append(&self, head: Head, at: OffsetDateTime) -> io::Result<Checkpoint> {
        let mut checkpoint = Checkpoint::of(head, at);
        checkpoint.signature = BASE64.encode(self.key.sign(&checkpoint.message()).to_bytes());
        let line = serde_json::to_string(&checkpoint)? + "\n";
        let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(&self.file)?;
        file.write_all(line.as_bytes())?;
        file.sync_data()?;
        Ok(checkpoint)
    }

    /// Removes the beginning of a line that a crash kept from its end: it was never a checkpoint.
    pub fn mend(&self) -> io::Result<()> {
        let Ok(mut file) = OpenOptions::new().read(true).write(true).open(&self.file) else { return Ok(()) };
        let mut text = Vec::new();
        file.read_to_end(&mut text)?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at.saturating_add(1));
        if whole < text.len() {
            file.set_len(u64::try_from(whole).unwrap_or(u64::MAX))?;
            file.seek(SeekFrom::End(0))?;
        }
        Ok(())
    }

    /// Every checkpoint of the file, each with the right signature; or what is wrong with it.
    pub fn read(&self) -> Result<Vec<Checkpoint>, Finding> {
        let wrong = |wrong| Finding::of("checkpoints", None, None, wrong);
        let mut text = String::new();
        let read = File::open(&self.file).and_then(|mut file| file.read_to_string(&mut text));
        if read.is_err() {
            return Err(wrong(Wrong::NoCheckpoints));
        }
        // What follows the last line's end is a line that is being written.
        let whole = text.rfind('\n').and_then(|end| text.get(..end)).unwrap_or_default();
        let mut found = Vec::new();
        for (number, line) in (1..).zip(whole.lines()) {
            let checkpoint: Option<Checkpoint> = serde_json::from_str(line).ok();
            let signed = checkpoint.filter(|checkpoint| self.has_signed(checkpoint));
            found.push(signed.ok_or_else(|| wrong(Wrong::BadCheckpoint(number)))?);
        }
        if found.is_empty() { Err(wrong(Wrong::NoCheckpoints)) } else { Ok(found) }
    }

    fn has_signed(&self, checkpoint: &Checkpoint) -> bool {
        let signature = BASE64.decode(&checkpoint.signature).ok();
        let signature = signature.and_then(|bytes| Signature::from_slice(&bytes).ok());
        let key = self.key.verifying_key();
        signature.is_some_and(|signature| key.verify_strict(&checkpoint.message(), &signature).is_ok())
    }
}

fn key(file: &Path) -> Result<SigningKey, SetupError> {
    if let Ok(text) = std::fs::read_to_string(file) {
        let bytes = BASE64.decode(text.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let bytes = bytes.ok_or_else(|| SetupError(format!("{KEY}: {} holds none", file.display())))?;
        return Ok(SigningKey::from_bytes(&bytes));
    }
    let fresh = random_bytes();
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
    let written = made.and_then(|mut file| file.write_all((BASE64.encode(fresh) + "\n").as_bytes()));
    written.map_err(failed(KEY))?;
    Ok(SigningKey::from_bytes(&fresh))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkpoints(name: &str) -> Checkpoints {
        let folder = std::env::temp_dir().join(format!("portico-{name}-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir_all(&folder).expect("a folder");
        Checkpoints::of(&Config::default(), &folder).expect("a key")
    }

    fn head(seq: i64) -> Head {
        Head { seq, hash: [7; 32] }
    }

    #[test]
    fn a_signed_line_is_believed_and_no_other() {
        let ours = checkpoints("signed");
        assert_eq!(ours.read().map_err(|found| found.wrong), Err(Wrong::NoCheckpoints));
        let at = OffsetDateTime::UNIX_EPOCH;
        ours.append(head(1), at).expect("writes");
        ours.append(head(2), at).expect("writes");
        assert_eq!(ours.read().expect("reads").len(), 2);
        let other = checkpoints("other").in_file(ours.file().to_owned());
        assert_eq!(other.read().map_err(|found| found.wrong), Err(Wrong::BadCheckpoint(1)));
        let text = std::fs::read_to_string(ours.file()).expect("reads");
        std::fs::write(ours.file(), text.replace("\"seq\":2", "\"seq\":3")).expect("writes");
        assert_eq!(ours.read().map_err(|found| found.wrong), Err(Wrong::BadCheckpoint(2)));
    }

    #[test]
    fn a_line_cut_by_a_crash_is_no_line() {
        let ours = checkpoints("cut");
        ours.append(head(1), OffsetDateTime::UNIX_EPOCH).expect("writes");
        let whole = std::fs::read_to_string(ours.file()).expect("reads");
        std::fs::write(ours.file(), format!("{whole}{{\"chain\":\"rec")).expect("writes");
        assert_eq!(ours.read().expect("reads").len(), 1);
        ours.mend().expect("mends");
        assert_eq!(std::fs::read_to_string(ours.file()).expect("reads"), whole);
    }

    #[test]
    fn the_key_is_its_owner_s_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let ours = checkpoints("key");
        let file = ours.file().with_file_name("checkpoint_key");
        assert_eq!(std::fs::metadata(file).expect("there").permissions().mode() & 0o777, 0o600);
    }
}
