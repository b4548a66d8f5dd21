package catalog

import (
	"simrun/properties"
	"simrun/properties/catalog/sctbench"
	"simrun/sim"
)

// The programs on which strategies are compared; package sctbench has them. They are of another world than the others:
// each load and each store is a step, so three of the bugs take the switching mode bytecode, and so all are explored in it.
func init() {
	alone := func(main func(w *sim.World)) func(Values) func(*sim.World) {
		return func(Values) func(*sim.World) { return main }
	}
	registerBenchmark(Entry{
		Name: "account", Summary: "the balance after a deposit and a withdrawal, each under the lock",
		Expected: Expected{[]string{"assertion"}, "a lock makes steps indivisible; it does not say which of them comes last"},
	}, alone(sctbench.Account))
	registerBenchmark(Entry{
		Name: "deadlock01", Summary: "two threads, two locks, two orders",
		Expected: Expected{[]string{"deadlock"}, "a strategy that rarely interrupts a thread rarely gets into it"},
	}, alone(sctbench.Deadlock))
	registerBenchmark(Entry{
		Name: "token-ring", Summary: "three threads pass a value on, a fourth one looks at the result",
		Expected: Expected{[]string{"assertion"}, "flags that say that all are done do not say in which order"},
	}, alone(sctbench.TokenRing))
	registerBenchmark(Entry{
		Name: "bluetooth", Summary: "a driver that is stopped while somebody uses it",
		Expected: Expected{[]string{"assertion"}, "between the look at a flag and what depends on it the flag may change"},
	}, alone(sctbench.Bluetooth))
	registerBenchmark(Entry{
		Name: "reorder", Summary: "setters store two variables, checkers read them",
		Params: []Param{
			Number("setters", 2, 1, 100, "threads that store both variables"),
			Number("checkers", 1, 1, 100, "threads that read them"),
		},
		Expected: Expected{[]string{"assertion"}, "the more threads could be the first, the more rarely it is the checker"},
	}, func(v Values) func(*sim.World) { return sctbench.Reorder(v.Int("setters"), v.Int("checkers")) })
	registerBenchmark(Entry{
		Name: "twostage", Summary: "writers change two variables, each under its lock; a reader reads both",
		Params:   []Param{Number("writers", 1, 1, 100, "threads that change both variables")},
		Expected: Expected{[]string{"assertion"}, "two critical sections are not one"},
	}, func(v Values) func(*sim.World) { return sctbench.Twostage(v.Int("writers")) })
	registerBenchmark(Entry{
		Name: "wronglock", Summary: "one thread changes a variable under another lock than the rest",
		Params:   []Param{Number("others", 3, 1, 100, "threads that take the other lock")},
		Expected: Expected{[]string{"assertion"}, "a lock protects only against those who take it too"},
	}, func(v Values) func(*sim.World) { return sctbench.Wronglock(v.Int("others")) })
	registerBenchmark(Entry{
		Name: "philosophers", Summary: "each takes the fork on the right, then the one on the left; nobody logs",
		Params:   []Param{Number("philosophers", 3, 2, 8, "how many there are, and forks")},
		Expected: Expected{[]string{"deadlock"}, "each may have taken the first fork"},
	}, func(v Values) func(*sim.World) { return sctbench.Philosophers(v.Int("philosophers")) })
	registerBenchmark(Entry{
		Name: "handover", Summary: "a sender and a receiver have as many rounds each, in which it may not be their turn",
		Params:   []Param{Number("rounds", 3, 1, 20, "of each: circular_buffer has 7, queue 20")},
		Expected: Expected{[]string{"assertion"}, "a round that was lost makes the numbers differ"},
	}, func(v Values) func(*sim.World) { return sctbench.Handover(v.Int("rounds")) })
	registerBenchmark(Entry{
		Name: "stack", Summary: "one thread pushes, one pops, each under the lock",
		Params:   []Param{Number("size", 3, 1, 10, "items that are pushed: stack has 10")},
		Expected: Expected{[]string{"assertion"}, "that something was pushed once does not say that it is still there"},
	}, func(v Values) func(*sim.World) { return sctbench.Stack(v.Int("size")) })
	registerBenchmark(Entry{
		Name: "safestack", Summary: "a stack of three nodes without a lock, from which three threads pop, and to which they push",
		Params:   []Param{Number("rounds", 2, 1, 4, "how often each thread pops and pushes")},
		Expected: Expected{[]string{"assertion"}, "eight preemptions in the right places: most searches pass it by"}, Rare: true,
	}, func(v Values) func(*sim.World) { return sctbench.SafeStack(v.Int("rounds")) })
	for _, b := range smallBenchmarks {
		registerBenchmark(Entry{Name: b.name, Summary: b.summary, Expected: Expected{[]string{b.kind}, b.note}}, alone(b.main))
	}
}

// smallBenchmarks have no parameters, and are found within few executions.
var smallBenchmarks = []struct {
	name, summary, kind, note string
	main                      func(w *sim.World)
}{
	{"carter01", "the first of a class waits for the other class while it holds the lock of both", "deadlock",
		"what one waits for must not need what one holds", sctbench.Carter},
	{"lazy01", "two threads add under a lock, a third one looks at the sum", "assertion",
		"that all take the lock does not say who comes last", sctbench.Lazy},
	{"phase01", "two threads take a lock twice and give it back once", "deadlock", "every schedule fails", sctbench.Phase},
	{"sync01", "a producer waits for the end of an item that nobody takes", "deadlock", "every schedule fails", sctbench.Sync01},
	{"sync02", "a consumer ends before the producer does", "deadlock", "every schedule fails", sctbench.Sync02},
	{"arithmetic-prog", "what is added up is what it is said not to be", "assertion", "every schedule fails", sctbench.Arithmetic},
	{"stringbuffer", "a buffer is appended to another one while its characters are deleted", "assertion",
		"what was asked under a lock may be wrong when it is taken again", sctbench.StringBuffer},
	{"pbzip2", "a queue is deleted while threads may still look into it", "assertion",
		"who deletes something must wait for all who use it", sctbench.Pbzip2},
}

// registerBenchmark completes an entry and adds it.
func registerBenchmark(e Entry, main func(v Values) func(w *sim.World)) {
	e.Group, e.Switching = benchmarks, sim.Bytecode
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) { return main(v), properties.Default() }
	register(e)
}
