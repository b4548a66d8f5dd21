// Package systematic has the strategies that go through all executions of a program, one after the other, in an order that
// is fixed.
//
// [DFS] tries every schedule. [PreemptionBound] and [DelayBound] try those within a bound first, and then raise it, so that
// the first failure is among the simplest. [FairDFS] is for programs whose threads spin or poll; [Fair] makes another
// strategy fair. Each is one file, with the paper that it follows.
//
// # Guarantee
//
// A strategy that says that it is exhausted has tried every schedule, or, of those that differ only in the order of
// independent steps, one: two beginnings that differ in that order alone have the same [Prefix].
//
// # Limits
//
// How many executions there are grows exponentially with the steps. Of those that differ in the order of independent
// steps the bounded searches begin every one; optimal partial order reduction has a package of its own.
package systematic
