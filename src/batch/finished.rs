//! A file that has its name only when it is complete.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

/// A file that is being written under a temporary name. If it is not finished, it goes away.
#[derive(Debug)]
pub(crate) struct Unfinished {
    file: BufWriter<File>,
    temporary: PathBuf,
    path: PathBuf,
}

impl Unfinished {
    /// Begins the file that will be at `path`. One that an earlier run left under the temporary name is overwritten.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        let temporary = beside(path, ".partial");
        Ok(Self { file: BufWriter::new(File::create(&temporary)?), temporary, path: path.to_owned() })
    }

    /// Where it is until then, for those who write it by its name.
    #[cfg(feature = "sqlite")]
    pub(crate) fn temporary(&self) -> &Path {
        &self.temporary
    }

    /// Gives the file its name, in place of one that had it. All of it is on the disk by then.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        fs::rename(&self.temporary, &self.path)?;
        sync_folder(&self.path)
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // once it is finished, nothing has this name
        let _ = fs::remove_file(&self.temporary);
    }
}

/// The path that has `ending` behind the whole name of `path`.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Writes to the disk which names the files of the folder of `path` have.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // elsewhere a folder cannot be opened as a file
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_file_stays_until_the_new_one_is_finished() {
        let path = std::env::temp_dir().join(format!("gongwen-finished-{}", std::process::id()));
        fs::write(&path, "old").expect("the folder can be written to");
        for finish in [false, true] {
            let mut file = Unfinished::create(&path).expect("the folder can be written to");
            file.write_all(b"new").expect("the folder can be written to");
            assert_eq!(fs::read(&path).expect("it is there"), b"old");
            if finish {
                file.finish().expect("the folder can be written to")
            } else {
                drop(file)
            }
            assert!(!beside(&path, ".partial").exists());
        }
        assert_eq!(fs::read(&path).expect("it is there"), b"new");
        fs::remove_file(&path).expect("it is there");
    }
}
