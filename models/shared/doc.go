// Package shared has a variable that threads share without a lock.
//
// # Words
//
// A [Var] stands for a global, an attribute or an item of a list or a dictionary. To load and to store it are two
// operations; "x += 1" is both. An update is lost if another thread's store comes between the load and the store.
//
// # Guarantee
//
// In the switching mode call, as on CPython 3.10 to 3.14, a thread loses the GIL only at a call: loads and stores that
// follow each other without one are one step, and so is [Var.Add]. [Poll] marks a call. In the mode bytecode, as on
// CPython up to 3.9 and on builds without a GIL, a thread may be interrupted between any two operations.
//
// # Limits
//
// A Go variable that threads share is not seen by the simulator: no race on it is found. [Var.CompareAndSwap],
// [Var.Swap] and [Var.FetchAdd] have no counterpart in Python; programs of the literature on searching need them.
//
// https://docs.python.org/3.13/faq/library.html#what-kinds-of-global-value-mutation-are-thread-safe
package shared
