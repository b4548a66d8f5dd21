package simtest_test

import (
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/properties/simtest"
	"simrun/sim"
)

func TestProgramThatDoesNotRepeatIsNamed(t *testing.T) {
	forks := map[string]bool{"a": true, "b": true, "c": true, "d": true, "e": true, "f": true, "g": true, "h": true}
	executions := 0
	for _, c := range []struct {
		name    string
		program func(w *sim.World)
		want    string
	}{
		{"the order of a map", func(w *sim.World) {
			for name := range forks {
				lock.New(w, name).Acquire()
			}
		}, "simtest: the program does not repeat: with the same choices, step 0 was Lock.acquire of MainThread on "},
		{"what an execution leaves behind", func(w *sim.World) {
			l := lock.New(w, "")
			l.Acquire()
			executions++
			for range executions {
				w.Sleep(1)
			}
		}, "simtest: the program does not repeat: with the same choices, step 2 was missing in one execution and time.sleep of MainThread at repeat_test.go:"},
		{"a number from outside", func(w *sim.World) {
			executions++
			w.Observe("number", executions)
		}, `simtest: the program does not repeat: with the same choices, what came of it was "observation number = `},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := inFake(t, "TestOdd", func(t testing.TB) { simtest.Test(t, c.program) })
			if !x.failed || !strings.HasPrefix(x.out.String(), c.want) {
				t.Errorf("got  %swant %s", x.out.String(), c.want)
			}
		})
	}
}
