// Package frontier says how workers come by the tasks of a search.
//
// A search goes on in rounds. A round has tasks; what comes of a task depends on nothing but the task, so it does not
// matter who carries it out, when, or how often. When all are over the next round is planned from what came of them.
// A [Frontier] is where a worker takes its tasks. [Crew] is that of the goroutines of one process; package cluster has one
// for processes on many machines.
//
// # Guarantee
//
// Every task of a round is given to a worker, and the next round is planned only when each of them is over. Package
// frontiertest holds each implementation to that.
//
// # Limits
//
// That a task is carried out once only is not part of it: where a worker can be lost with a task, another gets it too.
package frontier
