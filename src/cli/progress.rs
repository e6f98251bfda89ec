//! How far a run is: a bar on a terminal, lines in a log. Only this looks at the clock.

use std::{
    io::{self, IsTerminal, Write},
    time::{Duration, Instant},
};

use super::arguments::ShowProgress;

/// Tells on standard error how many files are done.
#[derive(Debug)]
pub(super) struct Progress {
    style: Option<Style>,
    total: usize,
    begun: Instant,
    told: Instant,
}

#[derive(Clone, Copy, Debug)]
enum Style {
    Bar,
    Lines,
}

impl Style {
    /// How long to wait between two tellings.
    fn pause(self) -> Duration {
        match self {
            Self::Bar => Duration::from_millis(200),
            Self::Lines => Duration::from_secs(10),
        }
    }
}

impl Progress {
    pub(super) fn new(show: ShowProgress, total: usize) -> Self {
        let style = match show {
            ShowProgress::Auto => io::stderr().is_terminal().then_some(Style::Bar),
            ShowProgress::Bar => Some(Style::Bar),
            ShowProgress::Lines => Some(Style::Lines),
            ShowProgress::None => None,
        };
        let now = Instant::now();
        Self { style, total, begun: now, told: now }
    }

    /// Tells that `done` files are done, if it is time to, or the last was.
    pub(super) fn tell(&mut self, done: usize) {
        let Some(style) = self.style else { return };
        let is_last = done == self.total;
        if !is_last && self.told.elapsed() < style.pause() {
            return;
        }
        self.told = Instant::now();
        let text = text(done, self.total, self.begun.elapsed());
        // that nobody reads it is no reason to stop
        let _ = match style {
            // the code clears what an earlier, longer text left on the line
            Style::Bar => {
                write!(io::stderr(), "\r{} {text}\x1b[K{}", bar(done, self.total), if is_last { "\n" } else { "" })
            }
            Style::Lines => writeln!(io::stderr(), "{text}"),
        };
    }
}

fn bar(done: usize, total: usize) -> String {
    const WIDTH: usize = 24;
    let full = (done * WIDTH).checked_div(total).unwrap_or(WIDTH).min(WIDTH);
    format!("[{}{}]", "#".repeat(full), "-".repeat(WIDTH - full))
}

/// `1200 of 100000 files, 350 a second, 4 min 42 s left`
fn text(done: usize, total: usize, elapsed: Duration) -> String {
    let counted = format!("{done} of {total} files");
    let seconds = elapsed.as_secs_f64();
    if done == 0 || seconds < 0.001 {
        return counted;
    }
    let rate = done as f64 / seconds;
    let left = Duration::from_secs_f64((total.saturating_sub(done)) as f64 / rate);
    let end = if done == total { format!("in {}", span(elapsed)) } else { format!("{} left", span(left)) };
    format!("{counted}, {rate:.0} a second, {end}")
}

fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_follow_from_what_was_done() {
        let text = |done, seconds| text(done, 1000, Duration::from_secs(seconds));
        assert_eq!(text(0, 5), "0 of 1000 files");
        assert_eq!(text(100, 10), "100 of 1000 files, 10 a second, 1 min 30 s left");
        assert_eq!(text(1, 10), "1 of 1000 files, 0 a second, 2 h 46 min left");
        assert_eq!(text(1000, 50), "1000 of 1000 files, 20 a second, in 50 s");
        assert_eq!((bar(0, 1000).as_str(), bar(500, 1000).matches('#').count()), ("[------------------------]", 12));
        assert_eq!(bar(0, 0), bar(7, 7));
    }
}
