// Package lock has Python's threading.Lock and threading.RLock.
//
// # Words
//
// A lock is free or held. A [Lock] has no owner: any thread may release it, and a thread that acquires it twice waits
// for somebody else. An [RLock] has one: its owner may acquire it again, and must release it as often.
//
// # Guarantee
//
// Every method is one operation, and a blocked acquire is ready whenever the lock is free. So a search tries every
// order in which any version of CPython could wake the threads that wait, overtaking included. Errors are panics with
// the type and text of CPython 3.13.
//
// # Limits
//
// CPython up to 3.13.0 has a moment in which a waiting thread has been granted the lock and has not run yet; then the
// lock is neither seen as held nor free to be acquired. It is not modelled: 3.13.1 did away with it.
//
// https://docs.python.org/3.13/library/threading.html#lock-objects
package lock
