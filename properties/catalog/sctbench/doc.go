// Package sctbench has small programs with a bug each, from the benchmarks that strategies for finding such bugs are
// compared on: SCTBench (Thomson, Donaldson, Betts: Concurrency Testing Using Controlled Schedulers: An Empirical
// Study, ACM TOPC 2016), and the driver of Qadeer and Wu (KISS: Keep It Simple and Sequential, PLDI 2004).
//
// # Words
//
// Each function makes the body of a program's main thread, which creates all threads in one step and does nothing else.
// Only what threads share is visible: constants are Go values. In the switching mode bytecode each load, store, acquire
// and release is a step, as in the literature.
//
// # Guarantee
//
// A program has one bug: an assertion that fails, reported as "assertion", or a deadlock. Some schedule shows it, and
// some other one does not, unless its comment says that every schedule fails.
//
// # Limits
//
// The programs are written down from the structures that the literature gives, without what does not bear on the bug.
package sctbench

import "simrun/sim"

// assert ends the execution with the failure that all programs here report.
func assert(w *sim.World, ok bool, what string) {
	if !ok {
		w.Fail("assertion", "%s does not hold", what)
	}
}
