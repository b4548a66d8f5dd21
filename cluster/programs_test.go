package cluster

import (
	"fmt"
	"strings"

	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// The programs of the literature whose traces are counted; see the tests of package scheduler.

// lastzero: array a[0..n]. T0: i := n; while R a[i] ≠ 0: i-- ‖ threads j=1..n: v := R a[j-1]; W a[j] = v+1.
func lastzero(w *sim.World, n int) {
	var a []*shared.Var[int]
	for i := range n + 1 {
		a = append(a, shared.New(w, fmt.Sprint("a", i), 0))
	}
	bodies := []func(){func() {
		for i := n; a[i].Load() != 0; i-- {
		}
	}}
	for j := 1; j <= n; j++ {
		bodies = append(bodies, func() { a[j].Store(a[j-1].Load() + 1) })
	}
	w.SpawnAll("t", bodies...)
}

// readers: T0: W x ‖ n threads: R x.
func readers(w *sim.World, n int) {
	x := shared.New(w, "x", 0)
	bodies := []func(){func() { x.Store(1) }}
	for range n {
		bodies = append(bodies, func() { x.Load() })
	}
	w.SpawnAll("t", bodies...)
}

// casw: n threads i: CAS x 0→1; W x = i+3.
func casw(w *sim.World, n int) {
	x := shared.New(w, "x", 0)
	var bodies []func()
	for i := range n {
		bodies = append(bodies, func() {
			x.CompareAndSwap(0, 1)
			x.Store(i + 3)
		})
	}
	w.SpawnAll("t", bodies...)
}

// counted are the programs by name, and how many traces each has.
var counted = map[string]struct {
	main   func(*sim.World)
	traces int
}{
	"lastzero-10": {func(w *sim.World) { lastzero(w, 10) }, 3328},
	"readers-13":  {func(w *sim.World) { readers(w, 13) }, 8192},
	"casw-4":      {func(w *sim.World) { casw(w, 4) }, 1200},
}

// programOfTest builds a program by its name: one that is counted, or one of the catalog with parameters.
func programOfTest(name string) (sim.Program, scheduler.Options, error) {
	if c, ok := counted[name]; ok {
		return sim.Program{Name: name, Main: c.main}, scheduler.Options{
			Strategy: "dpor", Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true, MaxSteps: 10000},
		}, nil
	}
	words := strings.Fields(name)
	params := map[string]string{}
	for _, word := range words[1:] {
		key, value, _ := strings.Cut(word, "=")
		params[key] = value
	}
	return build(words[0], params)
}
