// Package models says what holds for all models, the packages below it.
//
// # Exceptions
//
// What CPython raises is a panic, with a *[simrun/sim.Exception] of its type and with its text, or a *[simrun/sim.SystemExit].
// So a program that is wrong ends as in Python, and one that expects the exception recovers it.
//
// Returned, as an error, are only the exceptions by which a call says how a wait has ended, because programs expect them
// from every call: queue.Empty, Full and ShutDown, BrokenBarrierError, CancelledError and TimeoutError of a future, and what a
// task has raised. Each is a variable of its package, as ErrEmpty, that a program compares with, except what a task has
// raised. A method that returns false in Python returns false.
//
// # Timeouts
//
// A timeout is an optional last argument; without one a call waits for ever, as with Python's None. It bounds the wait only,
// not how long it takes to get a lock again afterwards. What a negative one means is what it means in Python:
//
//   - Lock and RLock: -1 s is no timeout, every other one a ValueError;
//   - put and get of a queue: a ValueError, unless the call does not block or, for put, the queue has no maxsize;
//   - time.sleep: a ValueError;
//   - the join of a _thread._ThreadHandle: no timeout;
//   - all others: the same as 0, which does not block.
//
// A test goes through all calls that have a timeout.
package models
