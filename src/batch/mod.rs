//! Many files: which ones, in what order, and how they are read on several threads with the output in order.

mod account;
mod copies;
mod digest;
mod finished;
mod journal;
mod manifest;
mod serials;
mod sources;
mod unchanged;

use std::{
    collections::BTreeMap,
    io,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
};

use gongwen::{ErrorKind, Limits};

pub(crate) use self::{
    account::Account,
    digest::sha256,
    finished::{Unfinished, beside},
    journal::{Done, Entry, Journal, Place},
    manifest::{Manifest, Times, Totals},
    sources::{Links, Source, Sources},
    unchanged::Finished,
};

/// How many results a thread may be ahead of an output in order. It bounds the memory of a run.
const AHEAD: usize = 16;

/// Why a file gave nothing, as an error line says it.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl From<gongwen::Error> for Problem {
    fn from(error: gongwen::Error) -> Self {
        let message = match error.kind() {
            // the limits of a file have the names of the flags that raise them
            ErrorKind::Limit { name, found, limit } => format!(
                "over the limit of {name}: {found} where {limit} are allowed; raise it with --max-{name} N, or split the file"
            ),
            _ => error.to_string(),
        };
        Self { code: error.code(), message }
    }
}

/// Reads the bytes of `source`, at most as many as `limits` allow, and gives them to `read`. One file cannot end the run.
pub(crate) fn attempt<T>(
    source: &Source,
    limits: &Limits,
    read: impl FnOnce(&[u8]) -> gongwen::Result<T>,
) -> Result<T, Problem> {
    let bytes = source.bytes(limits.bytes)?;
    guarded(|| read(&bytes))
}

/// The result of `read`, even if it panics.
pub(crate) fn guarded<T>(read: impl FnOnce() -> gongwen::Result<T>) -> Result<T, Problem> {
    // the extractor holds nothing that a panic could leave half changed
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => Ok(result?),
        Err(_) => Err(Problem {
            code: "internal",
            message: "the reader stopped on this file, which is a bug in it; please report it with the file".to_owned(),
        }),
    }
}

/// Runs `work` on every source, on `threads` threads (one a core if `None`), and gives the results to `take` in the
/// order of the sources, with how many there were so far.
///
/// # Errors
/// What `take` gives; nothing more is read then.
pub(crate) fn in_order<T: Send>(
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&Source) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    run(sources, threads, Some(AHEAD), work, |index, result| {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            take(next, result)?;
        }
        Ok(next)
    })
}

/// The same, with each result as soon as it is there: `take` gets the place of its source too, and how many there were so far.
pub(crate) fn as_done<T: Send>(
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&Source) -> T + Sync,
    mut take: impl FnMut(usize, usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut done = 0;
    run(sources, threads, None, work, |index, result| {
        done += 1;
        take(index, done, result)?;
        Ok(done)
    })
}

/// Which source is read next, and how many results are out of memory.
#[derive(Debug, Default)]
struct Turn {
    next: usize,
    taken: usize,
}

/// Reads the sources in their order, each thread one at a time. `take` gets the place of a source and its result, and says how
/// many results are taken for good: no thread begins a source that is more than `ahead` for each thread before that.
fn run<T: Send>(
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    ahead: Option<usize>,
    work: impl Fn(&Source) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<usize>,
) -> io::Result<()> {
    let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let threads = threads.min(sources.len());
    let window = ahead.map_or(usize::MAX, |ahead| ahead * threads);
    let (turn, moved) = (Mutex::new(Turn::default()), Condvar::new());
    // no thread panics while it holds the lock
    let lock = || turn.lock().unwrap_or_else(PoisonError::into_inner);
    let claim = || {
        let waits = |turn: &mut Turn| turn.next < sources.len() && turn.next - turn.taken >= window;
        let mut turn = moved.wait_while(lock(), waits).unwrap_or_else(PoisonError::into_inner);
        let index = turn.next;
        turn.next += 1;
        sources.get(index).map(|source| (index, source))
    };
    thread::scope(|scope| {
        // few results wait to be taken
        let (send, receive) = mpsc::sync_channel(threads);
        for _ in 0..threads {
            let (send, claim, work) = (send.clone(), &claim, &work);
            scope.spawn(move || {
                while let Some((index, source)) = claim() {
                    if send.send((index, work(source))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        for (index, result) in receive {
            match take(index, result) {
                Ok(taken) => lock().taken = taken,
                Err(error) => {
                    // nobody begins another source; what is being read ends, and is not sent any more
                    lock().next = sources.len();
                    moved.notify_all();
                    return Err(error);
                }
            }
            moved.notify_all();
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::{
        path::PathBuf,
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    /// Sources that stand for no file, numbered by their names.
    fn sources(count: usize) -> Vec<Source> {
        let paths: Vec<PathBuf> = (0..count).map(|number| format!("missing/{number:04}.txt").into()).collect();
        Sources::find(&paths, Links::Skip).list
    }

    fn number(source: &Source) -> usize {
        let name = source.file_name().expect("it has a name").trim_end_matches(".txt").to_owned();
        name.parse().expect("the name is a number")
    }

    #[test]
    fn results_come_in_order_and_no_thread_is_far_ahead() {
        let (threads, sources) = (NonZeroUsize::new(4), sources(300));
        let (taken, furthest) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut numbers = Vec::new();
        let work = |source: &Source| {
            let number = number(source);
            furthest.fetch_max(number.saturating_sub(taken.load(Ordering::SeqCst)), Ordering::SeqCst);
            if number == 5 {
                std::thread::sleep(Duration::from_millis(200));
            }
            number
        };
        in_order(&sources, threads, work, |done, number| {
            numbers.push(number);
            assert_eq!(done, numbers.len());
            taken.store(done, Ordering::SeqCst);
            Ok(())
        })
        .expect("nothing fails");
        assert!(numbers.iter().copied().eq(0..300), "{numbers:?}");
        let furthest = furthest.into_inner();
        assert!((AHEAD..=4 * AHEAD).contains(&furthest), "{furthest}");
    }

    #[test]
    fn a_slow_file_holds_up_no_other() {
        let sources = sources(300);
        let mut order = Vec::new();
        let finished = AtomicUsize::new(0);
        let work = |source: &Source| {
            // the first waits until all others are taken
            while number(source) == 0 && finished.load(Ordering::SeqCst) < 299 {
                std::thread::yield_now();
            }
            number(source)
        };
        as_done(&sources, NonZeroUsize::new(2), work, |index, done, number| {
            assert_eq!(index, number);
            order.push(index);
            finished.store(done, Ordering::SeqCst);
            Ok(())
        })
        .expect("nothing fails");
        assert_eq!((order.len(), order.last()), (300, Some(&0)));
    }

    #[test]
    fn an_error_ends_the_run() {
        let begun = AtomicUsize::new(0);
        let sources = sources(300);
        let work = |_: &Source| begun.fetch_add(1, Ordering::SeqCst);
        let error = in_order(&sources, NonZeroUsize::new(2), work, |done, _| {
            if done == 10 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        assert_eq!(error.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
        assert!(begun.into_inner() < 100, "it went on");
    }

    #[test]
    fn nothing_to_read_is_nothing_to_do() {
        in_order(&[], None, |_| (), |_, ()| Ok(())).expect("nothing fails");
    }
}
