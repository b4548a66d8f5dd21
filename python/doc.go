// Package python executes unmodified Python scripts as programs of a world, so that every strategy, property and report
// treats them as it treats the models.
//
// A Python process, see package worker, runs CPython's own threading, queue, concurrent.futures and logging on a
// replacement of _thread (folder shim). Each Python thread has a thread in the world that stands for it: before each
// choice that one declares the operation which the Python thread is about to carry out, on a cell whose value lies in the
// world (package cell). The process sends what it does in batches, and waits only where several threads are ready and
// the strategy has not said what comes next.
package python
