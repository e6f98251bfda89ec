//! Many items on several threads, with bounded memory: the results in order, or as they come.

use std::{
    collections::BTreeMap,
    io,
    num::NonZeroUsize,
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
};

/// How many results a thread may be ahead of an output in order. It bounds the memory of a run.
const AHEAD: usize = 16;

/// Runs `work` on every item, on `threads` threads (one a core if `None`), and gives the results to `take` in the
/// order of the items, with how many there were so far.
///
/// # Errors
/// What `take` gives; nothing more is begun then. If the system gives not one thread.
pub fn in_order<I: Sync, T: Send>(
    items: &[I],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    run(items, threads, Some(AHEAD), work, |index, result| {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            take(next, result)?;
        }
        Ok(next)
    })
}

/// The same, with each result as soon as it is there: `take` gets the place of its item too, and how many there were so far.
pub fn as_done<I: Sync, T: Send>(
    items: &[I],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(usize, usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let mut done = 0;
    run(items, threads, None, work, |index, result| {
        done += 1;
        take(index, done, result)?;
        Ok(done)
    })
}

/// Which item is next, and how many results are out of memory.
#[derive(Debug, Default)]
struct Turn {
    next: usize,
    taken: usize,
}

/// Takes the items in their order, each thread one at a time. `take` gets the place of an item and its result, and says how
/// many results are taken for good: no thread begins an item that is more than `ahead` for each thread before that.
fn run<I: Sync, T: Send>(
    items: &[I],
    threads: Option<NonZeroUsize>,
    ahead: Option<usize>,
    work: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<usize>,
) -> io::Result<()> {
    let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let threads = threads.min(items.len());
    let window = ahead.map_or(usize::MAX, |ahead| ahead * threads);
    let (turn, moved) = (Mutex::new(Turn::default()), Condvar::new());
    // no thread panics while it holds the lock
    let lock = || turn.lock().unwrap_or_else(PoisonError::into_inner);
    let claim = || {
        let waits = |turn: &mut Turn| turn.next < items.len() && turn.next - turn.taken >= window;
        let mut turn = moved.wait_while(lock(), waits).unwrap_or_else(PoisonError::into_inner);
        let index = turn.next;
        turn.next += 1;
        items.get(index).map(|item| (index, item))
    };
    thread::scope(|scope| {
        // few results wait to be taken
        let (send, receive) = mpsc::sync_channel(threads);
        let mut spawned_threads = 0;
        for _ in 0..threads {
            let (send, claim, work) = (send.clone(), &claim, &work);
            let spawned = thread::Builder::new().spawn_scoped(scope, move || {
                while let Some((index, item)) = claim() {
                    if send.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
            match spawned {
                Ok(_) => spawned_threads += 1,
                // the system has no more of them; those that there are do the work
                Err(_) if spawned_threads > 0 => break,
                Err(error) => return Err(error),
            }
        }
        drop(send);
        for (index, result) in receive {
            match take(index, result) {
                Ok(taken) => lock().taken = taken,
                Err(error) => {
                    // nobody begins another item; what is being done ends, and is not sent any more
                    lock().next = items.len();
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
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    fn numbers() -> Vec<usize> {
        (0..300).collect()
    }

    #[test]
    fn results_come_in_order_and_no_thread_is_far_ahead() {
        let (threads, items) = (NonZeroUsize::new(4), numbers());
        let (taken, furthest) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut numbers = Vec::new();
        let work = |&number: &usize| {
            furthest.fetch_max(number.saturating_sub(taken.load(Ordering::SeqCst)), Ordering::SeqCst);
            if number == 5 {
                std::thread::sleep(Duration::from_millis(200));
            }
            number
        };
        in_order(&items, threads, work, |done, number| {
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
    fn a_slow_item_holds_up_no_other() {
        let items = numbers();
        let mut order = Vec::new();
        let finished = AtomicUsize::new(0);
        let work = |&number: &usize| {
            // the first waits until all others are taken
            while number == 0 && finished.load(Ordering::SeqCst) < 299 {
                std::thread::yield_now();
            }
            number
        };
        as_done(&items, NonZeroUsize::new(2), work, |index, done, number| {
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
        let items = numbers();
        let work = |_: &usize| begun.fetch_add(1, Ordering::SeqCst);
        let error = in_order(&items, NonZeroUsize::new(2), work, |done, _| {
            if done == 10 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        assert_eq!(error.map_err(|error| error.kind()), Err(io::ErrorKind::StorageFull));
        assert!(begun.into_inner() < 100, "it went on");
    }

    #[test]
    fn nothing_to_read_is_nothing_to_do() {
        in_order(&[], None, |(): &()| (), |_, ()| Ok(())).expect("nothing fails");
    }
}
