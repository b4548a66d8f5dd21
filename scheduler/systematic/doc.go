// Package systematic has the strategies that go through all executions of a program, one after the other, in a fixed
// order.
//
// [DFS] tries every schedule. [PreemptionBound] and [DelayBound] try the schedules within a bound first, and then raise
// the bound, so that the first failure is among the simplest. [FairDFS] is for programs whose threads spin or poll;
// [Fair] makes another strategy fair. Each is one file that names the paper it follows.
//
// # Guarantee
//
// A strategy that says that it is exhausted has tried every schedule. The bounded ones try one of those that differ only
// in the order of independent steps: two beginnings of executions that differ in nothing else have the same [Prefix].
//
// # Limits
//
// The number of executions grows exponentially with the number of steps. The bounded searches begin each of those that
// differ only in the order of independent steps, and give all but one up; optimal partial order reduction has a package
// of its own.
package systematic
