//! The programs of ../programs.go for Shuttle. Arguments: program, strategy (random or pct), seconds. It prints how many
//! nanoseconds of processor time one execution took.
use shuttle::scheduler::{PctScheduler, RandomScheduler};
use shuttle::sync::atomic::{AtomicUsize, Ordering};
use shuttle::sync::{Arc, Condvar, Mutex};
use shuttle::{thread, Config, MaxSteps, Runner};
use std::time::Duration;

extern "C" {
    fn clock() -> std::os::raw::c_long; // of C's library: processor time of the process, in microseconds
}

fn processor_time() -> Duration {
    Duration::from_micros(unsafe { clock() } as u64)
}

/// Starts n threads and joins them.
fn crew(n: usize, body: impl Fn(usize) + Send + Sync + 'static) {
    let body = Arc::new(body);
    let threads: Vec<_> = (0..n)
        .map(|i| {
            let body = body.clone();
            thread::spawn(move || body(i))
        })
        .collect();
    for t in threads {
        t.join().unwrap();
    }
}

/// n threads add one to a variable, in all this many times, each time in one step.
fn counter(n: usize, operations: usize) {
    let x = Arc::new(AtomicUsize::new(0));
    let y = x.clone();
    crew(n, move |_| {
        for _ in 0..operations / n {
            y.fetch_add(1, Ordering::SeqCst);
        }
    });
    assert_eq!(x.load(Ordering::SeqCst), operations / n * n);
}

/// n threads add one to a variable under a lock, in all this many times.
fn lock(n: usize, operations: usize) {
    let x = Arc::new(Mutex::new(0));
    let y = x.clone();
    crew(n, move |_| {
        for _ in 0..operations / n {
            *y.lock().unwrap() += 1;
        }
    });
    assert_eq!(*x.lock().unwrap(), operations / n * n);
}

/// A permit that one thread gives and another one takes.
struct Gate {
    open: Mutex<bool>,
    changed: Condvar,
}

impl Gate {
    fn new(open: bool) -> Self {
        Gate { open: Mutex::new(open), changed: Condvar::new() }
    }
    fn acquire(&self) {
        let mut open = self.open.lock().unwrap();
        while !*open {
            open = self.changed.wait(open).unwrap();
        }
        *open = false;
    }
    fn release(&self) {
        *self.open.lock().unwrap() = true;
        self.changed.notify_one();
    }
}

/// The lock pipeline: a producer hands five messages to a consumer through one slot. Shuttle's Mutex must be unlocked by
/// who locked it, so each of the two locks is a channel of one permit.
fn lock_pipeline() {
    let (full_in, full_out) = shuttle::sync::mpsc::sync_channel::<()>(1);
    let (empty_in, empty_out) = shuttle::sync::mpsc::sync_channel::<()>(1);
    let slot = Arc::new(AtomicUsize::new(0));
    empty_in.send(()).unwrap();
    let put = slot.clone();
    let producer = thread::spawn(move || {
        for m in 1..=6 {
            empty_out.recv().unwrap();
            put.store(m, Ordering::SeqCst);
            full_in.send(()).unwrap();
        }
    });
    let consumer = thread::spawn(move || loop {
        full_out.recv().unwrap();
        let m = slot.load(Ordering::SeqCst);
        let _ = empty_in.send(());
        if m == 6 {
            break;
        }
    });
    producer.join().unwrap();
    consumer.join().unwrap();
}

/// The same hand-over by a lock and a condition variable.
fn condition_pipeline() {
    let full = Arc::new(Gate::new(false));
    let empty = Arc::new(Gate::new(true));
    let slot = Arc::new(AtomicUsize::new(0));
    let (f, e, s) = (full.clone(), empty.clone(), slot.clone());
    let producer = thread::spawn(move || {
        for m in 1..=6 {
            e.acquire();
            s.store(m, Ordering::SeqCst);
            f.release();
        }
    });
    let consumer = thread::spawn(move || loop {
        full.acquire();
        let m = slot.load(Ordering::SeqCst);
        empty.release();
        if m == 6 {
            break;
        }
    });
    producer.join().unwrap();
    consumer.join().unwrap();
}

/// A buffer with room for two: three threads put three items each, three get them.
fn bounded_buffer() {
    let buffer = Arc::new((Mutex::new(0usize), Condvar::new()));
    crew(6, move |i| {
        let (items, changed) = &*buffer;
        for _ in 0..3 {
            let mut n = items.lock().unwrap();
            while if i < 3 { *n == 2 } else { *n == 0 } {
                n = changed.wait(n).unwrap();
            }
            if i < 3 {
                *n += 1
            } else {
                *n -= 1
            }
            changed.notify_all();
        }
    });
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let program: fn() = match args[1].as_str() {
        "counter2" => || counter(2, 2),
        "lockinc3" => || lock(3, 3),
        "lock-pipeline" => lock_pipeline,
        "condition-pipeline" => condition_pipeline,
        "bounded-buffer" => bounded_buffer,
        "lock-5" => || lock(5, 10_000),
        "lock-100" => || lock(100, 10_000),
        "counter-5" => || counter(5, 10_000),
        "counter-100" => || counter(100, 10_000),
        other => panic!("there is no program {other}"),
    };
    let limit = Duration::from_secs_f64(args[3].parse().unwrap());
    let mut config = Config::default();
    config.max_steps = MaxSteps::None;
    config.failure_persistence = shuttle::FailurePersistence::None;
    let run = |n: usize| {
        let start = processor_time();
        match args[2].as_str() {
            "random" => {
                Runner::new(RandomScheduler::new_from_seed(1, n), config.clone()).run(program);
            }
            "pct" => {
                Runner::new(PctScheduler::new_from_seed(1, 3, n), config.clone()).run(program);
            }
            other => panic!("there is no strategy {other}"),
        }
        processor_time() - start
    };
    let mut n = 1;
    loop {
        let took = run(n);
        if took * 2 >= limit {
            println!("{}", took.as_nanos() as f64 / n as f64);
            return;
        }
        let more = limit.as_secs_f64() / took.as_secs_f64().max(1e-9);
        n = (n as f64 * more.clamp(1.5, 10.0)) as usize + 1;
    }
}
