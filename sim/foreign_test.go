package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"simrun/sim"
)

// zeroes carries on at each choice.
type zeroes struct{}

func (zeroes) Choose(*sim.Point) int { return 0 }

// A goroutine that a program starts beside its threads may work for it, but not call a model: it is named, by one line,
// whatever thread runs at that moment, and the runner can be used again.
func TestModelsAreNotForOtherGoroutines(t *testing.T) {
	r := sim.NewRunner()
	defer r.Close()
	for name, call := range map[string]func(w *sim.World) bool{
		"an operation": func(w *sim.World) bool { w.Sleep(1); return true },
		"none":         func(w *sim.World) bool { return false },
	} {
		for _, record := range []bool{true, false} {
			foreign := false
			main := func(w *sim.World) {
				w.Sleep(1)
				w.Spawn("t", func() { w.Sleep(1) })
				done := make(chan bool)
				go func() {
					defer close(done)
					foreign = call(w)
				}()
				<-done
				w.Sleep(1)
			}
			text := panicOf(func() { r.Run(sim.Program{Main: main}, sim.Config{Record: record}, zeroes{}) })
			named := strings.Contains(text, "time.sleep is called from a goroutine that is no thread of the program, at foreign_test.go:2")
			if named != (name == "an operation") || foreign || !named && text != "" {
				t.Errorf("%s, recorded %v: %q, foreign %v", name, record, text, foreign)
			}
			if text := panicOf(func() { r.Run(sim.Program{Main: func(w *sim.World) { w.Sleep(1) }}, sim.Config{}, zeroes{}) }); text != "" {
				t.Errorf("the execution after it: %q", text)
			}
		}
	}
}

func panicOf(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}
