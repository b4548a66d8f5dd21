package catalog

import (
	"simrun/properties"
	"simrun/properties/catalog/sctbench"
	"simrun/sim"
)

// The programs on which strategies are compared; package sctbench has them. They are of another world than the others:
// each load and each store is a step, so three of the bugs take the switching mode bytecode, and so all are explored in it.
func init() {
	registerBenchmark("account", "the balance after a deposit and a withdrawal, each under the lock", sctbench.Account,
		"assertion", "a lock makes steps indivisible; it does not say which of them comes last")
	registerBenchmark("deadlock01", "two threads, two locks, two orders", sctbench.Deadlock,
		"deadlock", "strategies that rarely interrupt a thread rarely get into it")
	registerBenchmark("token-ring", "three threads pass a value on, a fourth one looks at the result", sctbench.TokenRing,
		"assertion", "flags that say that all are done do not say in which order")
	registerBenchmark("bluetooth", "a driver that is stopped while somebody uses it", sctbench.Bluetooth,
		"assertion", "between the look at a flag and what depends on it the flag may change")
	registerSized("reorder", "setters store two variables, a checker reads them", sctbench.Reorder,
		Number("setters", 2, 1, 100, "threads that store both variables; reorder_n of the literature has n-1"),
		"assertion", "one window that only the first of many threads opens: the more threads, the rarer under a random walk")
	registerSized("twostage", "writers change two variables, each under its lock; a reader reads both", sctbench.Twostage,
		Number("writers", 1, 1, 100, "threads that change both variables; twostage_n of the literature has n-1"),
		"assertion", "two critical sections are not one")
	registerSized("wronglock", "one thread changes a variable under another lock than the rest", sctbench.Wronglock,
		Number("others", 3, 1, 100, "threads that take the other lock"),
		"assertion", "a lock protects only against those who take it too")
	registerSized("philosophers", "each takes the fork on the right, then the one on the left; nobody logs", sctbench.Philosophers,
		Number("philosophers", 3, 2, 8, "how many there are, and forks"),
		"deadlock", "each may have taken the first fork")
}

// registerBenchmark adds a program without parameters.
func registerBenchmark(name, summary string, main func(w *sim.World), kind, note string) {
	register(Entry{
		Name: name, Group: benchmarks, Summary: summary, Switching: sim.Bytecode,
		Program:  func(Values) (func(w *sim.World), []sim.Property) { return main, properties.Default() },
		Expected: Expected{Kinds: []string{kind}, Note: note},
	})
}

// registerSized adds a program that takes a number.
func registerSized(name, summary string, main func(n int) func(w *sim.World), size Param, kind, note string) {
	register(Entry{
		Name: name, Group: benchmarks, Summary: summary, Params: []Param{size}, Switching: sim.Bytecode,
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return main(v.Int(size.Name)), properties.Default()
		},
		Expected: Expected{Kinds: []string{kind}, Note: note},
	})
}
