// Package thread has the threads of Python's threading module, and the exit of the interpreter.
//
// # Words
//
// A [Thread] is created by New, and begun by Start. It is alive from then until its function has returned and its end is
// done. A daemon thread does not keep the process alive. The main thread is the one that runs the program's function.
// A raw thread is one that StartNewThread began: it has no Thread of its own, and is a daemon.
//
// # Guarantee
//
// Start returns when the new thread has begun, which says nothing about whether its function has. When the program's
// function has returned, the interpreter exits as CPython does: it runs what RegisterAtExit was given, waits for all
// threads that are not daemons, runs what AtExit was given, and is gone. Daemons run all that time, and then never
// again: what they have deferred has no effect, and locks that they hold stay held. (Up to 3.13 their thread of the
// system ends there, from 3.14 on it hangs: no program can tell.) Errors are panics with the type and text of CPython
// 3.13.
//
// # Limits
//
// The interpreter exits only in worlds that have used this package; raw threads of the engine, from World.Spawn, count
// as daemons then. Trace and profile hooks, native identifiers and stack sizes, which threads cannot see of each other,
// are left out. Identifiers of threads are small numbers; one is used again when its thread was joined by its creator,
// and may be if that thread has left an RLock held.
//
// https://docs.python.org/3.13/library/threading.html
package thread
