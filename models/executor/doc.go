// Package executor models Python's concurrent.futures with threads: [Executor] is ThreadPoolExecutor, [Future] what it
// returns for a task, and [Wait] and [AsCompleted] wait for several futures, as CPython 3.13 has them.
//
// # Words
//
// A task is a function with a name that was submitted; a worker is a thread of the executor that runs tasks. A worker
// is idle when it has said so, which it does when it finds no task: submit starts a worker only if none is idle and
// fewer than max_workers were started. A future is pending, running, cancelled or finished; a cancelled one is notified
// when a worker comes across it.
//
// # Guarantee
//
// What a program can tell apart is a step of its own: submitting a task, starting a worker, taking a task, beginning
// with it, up to when it can be cancelled, finishing it, an idle worker saying so while that still decides whether
// another one is started, each callback. What it cannot is folded: a worker that finds nothing to do in a pool that is
// complete is simply blocked.
//
// A panic in a task is its exception: it is kept in the future, and nobody sees it unless somebody asks. Workers are
// not daemons: the interpreter waits for them when it exits, before it waits for other threads.
//
// # Limits
//
// The sets that wait returns are slices here, in the order in which the program gave the futures; a program of Python's
// that iterates over one gets them in any. ProcessPoolExecutor is not modelled.
package executor
