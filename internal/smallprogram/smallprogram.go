// Package smallprogram has programs of a few operations on the models, to be drawn at random and compared under several
// strategies. It is for tests.
package smallprogram

import (
	"fmt"
	"slices"
	"strings"

	"simrun/models/thread"
	"simrun/sim"
)

// A Program is a list of operations for each thread. Thread 0 is the main thread; the others are started before it goes
// on.
type Program [][]Action

// Action is one operation on one of the few objects of a small program.
type Action struct {
	Op string
	On int
}

// Actions are the operations that can be drawn. Each is on one of two objects of its kind.
var Actions = []string{
	"acquire", "release", "try", "acquire-timeout", "load", "store", "cas", "add", "set", "clear", "is-set", "wait",
	"wait-timeout", "put", "get", "try-put", "try-get", "get-timeout", "down", "up", "try-down", "down-timeout", "sleep",
	"choose", "join",
}

// Parse reads what String writes, as "acquire(0) put(1) ‖ get(1)". It panics if that is no program.
func Parse(text string) Program {
	var p Program
	for thread := range strings.SplitSeq(text, "‖") {
		var list []Action
		for word := range strings.FieldsSeq(thread) {
			op, on, ok := strings.Cut(word, "(")
			i := slices.Index([]string{"0)", "1)"}, on)
			if !ok || i < 0 {
				panic(fmt.Sprintf("%q is no action: write it as \"put(1)\"", word))
			}
			list = append(list, Action{op, i})
		}
		p = append(p, list)
	}
	return p
}

func (p Program) String() string {
	var threads []string
	for _, thread := range p {
		var list []string
		for _, a := range thread {
			list = append(list, fmt.Sprintf("%s(%d)", a.Op, a.On))
		}
		threads = append(threads, strings.Join(list, " "))
	}
	return strings.Join(threads, " ‖ ")
}

// Chooses says whether the program chooses values. Then a sequence of a wakeup tree may leave the values of its last step
// open where another one names them, and in rare cases both are explored.
func (p Program) Chooses() bool {
	return slices.ContainsFunc(p, func(thread []Action) bool {
		return slices.ContainsFunc(thread, func(a Action) bool { return a.Op == "choose" })
	})
}

// Folds says whether a step of the program has several operations in the switching mode. Then what it would touch if it
// came earlier is not always known, and an execution may turn out to be redundant.
func (p Program) Folds(mode sim.Switching) bool {
	variable := []string{"load", "store", "cas", "add"}
	for _, thread := range p {
		before := false
		for _, a := range thread {
			if a.Op == "spawn" {
				return true // as part of the step of the operation before it
			}
			now := slices.Contains(variable, a.Op)
			if mode < sim.Call || mode == sim.Call && before && now {
				return true
			}
			before = now || before && a.Op == "if"
		}
	}
	return false
}

// Build makes the program: with Python's threads if daemons is not negative (the threads below it are daemons), and
// with bare ones that all exist from the start otherwise. Under the virtual clock its steps cost no time.
func (p Program) Build(daemons int) sim.Program {
	return sim.Program{Name: "small", Main: func(w *sim.World) {
		w.StandStill()
		o := NewObjects(w)
		states, spawned := make([]int, len(p)), make([]map[int]*int, len(p))
		body := func(i int) func() {
			spawned[i] = map[int]*int{}
			return func() {
				for k := 0; k < len(p[i]); k++ {
					switch {
					case p[i][k].Op == "if":
						k += states[i] % 2 // what was read says that the next one is left out
					case p[i][k].Op == "spawn" && k+1 < len(p[i]): // another thread does the next one
						k++
						action, state := p[i][k], new(int)
						spawned[i][k] = state
						w.Spawn("s", func() { o.Run(action, state) })
					case p[i][k].Op != "spawn":
						o.Run(p[i][k], &states[i])
					}
				}
			}
		}
		w.OnEnd(func() {
			w.Observe("states", fmt.Sprint(states))
			for _, list := range spawned {
				for k := range 8 {
					if state := list[k]; state != nil {
						w.Observe("of the spawned", *state)
					}
				}
			}
		})
		if daemons < 0 {
			var bodies []func()
			for i := range p {
				bodies = append(bodies, body(i))
			}
			w.SpawnAll("t", bodies...)
			return
		}
		for i := 1; i < len(p); i++ {
			o.Threads = append(o.Threads, thread.New(w, thread.Target("t", body(i)), thread.Daemon(i <= daemons)))
		}
		for _, t := range o.Threads {
			t.Start()
		}
		body(0)()
	}}
}
