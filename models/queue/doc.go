// Package queue models Python's queue module: [Queue], LifoQueue ([NewLifo]), PriorityQueue ([NewPriority]) and
// [SimpleQueue], as CPython 3.13 has them.
//
// # Words
//
// An item is what a program puts; a [Message] is an item together with who put it, its number among
// those of that thread, and who got it. A message is left if it was put and never got. A queue with a maxsize above 0 is full when it
// holds that many items; a put then blocks.
//
// # Guarantee
//
// Each put and each get is one operation: CPython does it under the queue's mutex, and no program can see it half done
// except through [Queue.Mutex], which is modelled. A blocked get is ready whenever there is an item, and a blocked put
// whenever there is room, so a thread that comes later may be served first, as in CPython: a waiter that was notified
// still has to take the mutex, and anybody may be faster. Where CPython forgets to wake a waiter (an item that cannot be
// compared, a maxsize that grows) the model does too; such queues take more steps, see [Queue.Stepwise].
//
// # Limits
//
// A subclass that overrides _put or _get cannot be written.
package queue
