package properties_test

import (
	"slices"
	"testing"

	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// What is not looked at is named if the program has such objects, and not if it is looked at.
func TestUnchecked(t *testing.T) {
	const (
		unread  = "exceptions that nobody reads (properties.NoUnreadException)"
		left    = "items left in a queue on purpose (properties.NoItemLeft)"
		starves = "starvation (properties.NewWaitingLine)"
		races   = "data races (properties.DetectRaces)"
	)
	all := func(w *sim.World) {
		queue.New(w, "", 0)
		lock.New(w, "")
		shared.New(w, "", 0)
		executor.New(w, 1).With(func() {})
		executor.New(w, 1).Submit("task", func() any { return nil })
	}
	for _, c := range []struct {
		name string
		main func(w *sim.World)
		list []sim.Property
		want []string
	}{
		{"no objects", func(*sim.World) {}, properties.Default(), nil},
		{"all objects", all, properties.Default(), []string{unread, left, starves, races}},
		{"all is looked at", func(w *sim.World) { properties.DetectRaces(w); properties.NewWaitingLine(w, "", 1); all(w) },
			append(properties.Default(), properties.NoItemLeft, properties.NoUnreadException), nil},
		{"a simple queue", func(w *sim.World) { queue.NewSimple(w, "") }, properties.Default(), []string{left}},
		{"one queue is looked at", func(w *sim.World) { queue.NewLifo(w, "q", 0) }, []sim.Property{properties.NoItemLeftIn("q")}, []string{left}},
		{"a semaphore", func(w *sim.World) { semaphore.NewBounded(w, "", 1) }, nil, []string{starves}},
		{"unread exceptions are looked for", func(w *sim.World) {
			properties.LooksFor(w, "exception-unread")
			executor.New(w, 1).Submit("task", func() any { return nil })
		}, nil, nil},
		{"races are looked for", func(w *sim.World) { properties.DetectRaces(w); shared.New(w, "", 0) }, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := sim.Run(sim.Program{Main: c.main}, sim.Config{}, sampling.NewRandom(0))
			if got := properties.Unchecked(x, c.list); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
