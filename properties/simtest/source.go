package simtest

import (
	"strconv"
	"sync"
	"testing"

	"simrun/sim"
)

// Source is what can be tested: the function of the main thread, or a program with a name and parameters. The function
// makes all its objects itself; it runs many times.
type Source interface {
	func(w *sim.World) | sim.Program
}

// asProgram is the program of a source; a function has no name.
func asProgram[P Source](source P) sim.Program {
	if p, ok := any(source).(sim.Program); ok {
		return p
	}
	return sim.Program{Main: any(source).(func(w *sim.World))}
}

// programOf is the program of a source. One without a name is called as the test is, the second of a test "TestX#2".
func programOf[P Source](t testing.TB, source P) sim.Program {
	p := asProgram(source)
	if p.Name == "" {
		p.Name = nextName(t)
	}
	return p
}

// calls counts the programs without a name in each test that is under way, so that each gets one.
var calls = struct {
	sync.Mutex
	byTest map[string]int
}{byTest: map[string]int{}}

// nextName counts the calls of one run of a test; -count=2 runs it twice, and both have the same names.
func nextName(t testing.TB) string {
	name := t.Name()
	calls.Lock()
	defer calls.Unlock()
	if calls.byTest[name] == 0 {
		t.Cleanup(func() {
			calls.Lock()
			defer calls.Unlock()
			delete(calls.byTest, name)
		})
	}
	calls.byTest[name]++
	if n := calls.byTest[name]; n > 1 {
		return name + "#" + strconv.Itoa(n)
	}
	return name
}
