package cli

import (
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"simrun/models/lock"
	"simrun/properties/catalog"
	"simrun/sim"
)

// oddEntries are programs for the tests: each does something that one of a catalog does not.
func oddEntries() []catalog.Entry {
	return []catalog.Entry{
		verdictEntry(),
		{
			Name: "stuck", Group: "odd", Summary: "blocks on a real channel",
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) { <-make(chan int) }, nil
			},
		},
		{
			// As if the program had been changed since a token of it was made.
			Name: "changing", Group: "odd", Summary: "has as many alternatives as CHANGING says",
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) {
					w.Logf("before")
					n := 2
					fmt.Sscan(os.Getenv("CHANGING"), &n)
					if n > 0 {
						w.Logf("chose %d", w.Choose(n))
					}
				}, nil
			},
		},
		{
			Name: "endless", Group: "odd", Summary: "never comes to an end",
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) {
					for {
						w.Sleep(time.Second)
						w.Do(sim.Op{Name: "beat", Object: w.Stderr()}) // without it this would be a livelock
					}
				}, nil
			},
		},
		{
			Name: "patient", Group: "odd", Summary: "polls for longer than by default a livelock takes, and gives up",
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) {
					l := lock.New(w, "l")
					for range 3 * sim.DefaultLivelock {
						l.Locked()
					}
					w.Logf("gave up")
					w.Fail("gave-up", "nobody has taken it")
				}, nil
			},
		},
		{
			Name: "perhaps", Group: "odd", Summary: "comes to an end in one of two ways only",
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) {
					for on := w.Choose(2) == 1; on; {
						w.Sleep(time.Second)
						w.Do(sim.Op{Name: "beat", Object: w.Stderr()})
					}
				}, nil
			},
		},
		interruptingEntry(),
		sharingEntry(),
		{
			Name: "many", Group: "odd", Summary: "fails in as many ways as its parameter says",
			Params: []catalog.Param{{Name: "ways", Default: "6", Help: "of failing", Min: 1, Max: 100}},
			Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
				ways := v.Int("ways")
				return func(w *sim.World) {
					i := w.Choose(ways)
					w.Observe("way", i)
					w.Fail(fmt.Sprintf("kind-%d", i), "it failed in way %d <&>", i)
				}, nil
			},
		},
		{
			Name: "log", Group: "odd", Summary: "writes what a terminal should not get",
			Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) { w.Sleep(90 * time.Second); w.Logf("ünï: \"quoted\" <&>") }, nil
			},
		},
	}
}

// sharingEntry is a scenario whose two threads have no object in common, but a Go variable: x is 4 in one order, 5 in the other.
func sharingEntry() catalog.Entry {
	return catalog.Entry{
		Name: "shared", Group: "odd", Summary: "shares a variable past the models",
		Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				x := 0
				for i := range 2 {
					spawn(w, fmt.Sprint("worker ", i+1), false, func() {
						lock.New(w, "own").With(func() {})
						x = 2*x + i + 1
						w.Observe("x", x)
					})
				}
			}, nil
		},
	}
}

// interruptingEntry is a scenario that sends an interrupt to its own process: in its hundredth execution, or in the
// thousandth round of one that does not end.
func interruptingEntry() catalog.Entry {
	return catalog.Entry{
		Name: "interrupting", Group: "odd", Summary: "interrupts itself",
		Params: []catalog.Param{
			{Name: "fails", Default: "false", Help: "in each execution", Allowed: []string{"true", "false"}},
			{Name: "endless", Default: "false", Help: "never comes to an end", Allowed: []string{"true", "false"}},
		},
		Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
			var executions atomic.Int32
			return func(w *sim.World) {
				n := executions.Add(1)
				if n > 100 { // on a busy machine the search would be over before the interrupt has come
					time.Sleep(time.Millisecond)
				}
				interrupts := n == 100
				for i := 0; i == 0 || v.Bool("endless"); i++ {
					w.Sleep(time.Second)
					w.Do(sim.Op{Name: "beat", Object: w.Stderr()})
					if interrupts || i == 1000 {
						interrupts = false
						self, _ := os.FindProcess(os.Getpid())
						_ = self.Signal(os.Interrupt)
					}
				}
				if v.Bool("fails") {
					w.Fail("odd", "it failed")
				}
			}, nil
		},
	}
}
