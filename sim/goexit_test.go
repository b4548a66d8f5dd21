package sim_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"simrun/sim"
)

// zeros always takes the first alternative.
type zeros struct{}

func (zeros) Choose(*sim.Point) int { return 0 }

// TestGoexit: a thread that calls runtime.Goexit fails its execution wherever it does so, the runner can be used again,
// and no goroutine is left behind.
func TestGoexit(t *testing.T) {
	before := runtime.NumGoroutine()
	r := sim.NewRunner()
	for name, main := range map[string]func(w *sim.World){
		"in the main thread": func(w *sim.World) { runtime.Goexit() },
		"behind an operation": func(w *sim.World) {
			w.Sleep(time.Second)
			runtime.Goexit()
		},
		"in a thread without an operation": func(w *sim.World) { w.Spawn("t", func() { runtime.Goexit() }) },
		"in a thread": func(w *sim.World) {
			w.Spawn("t", func() { w.Sleep(time.Second); runtime.Goexit() })
			w.Sleep(time.Minute)
		},
		"deferred":            func(w *sim.World) { defer runtime.Goexit(); w.Sleep(time.Second) },
		"in place of a panic": func(w *sim.World) { defer runtime.Goexit(); panic("lost") },
		"with a deferred operation": func(w *sim.World) {
			defer w.Sleep(time.Second)
			runtime.Goexit()
		},
	} {
		for range 3 {
			x := r.Run(sim.Program{Name: name, Main: main}, sim.Config{}, zeros{})
			if x.End != sim.Failing || len(x.Failures) != 1 || x.Failures[0].Kind != sim.GoexitKind ||
				!strings.Contains(x.Failures[0].Message, " called runtime.Goexit") {
				t.Errorf("%s: %v, %+v", name, x.End, x.Failures)
			}
		}
	}
	// While the threads are unwound it is too late for a failure.
	x := r.Run(sim.Program{Main: func(w *sim.World) {
		w.Spawn("t", func() { defer runtime.Goexit(); w.Sleep(time.Hour) })
		w.Exit(0)
	}}, sim.Config{}, zeros{})
	if x.End != sim.Completed || len(x.Failures) != 0 {
		t.Errorf("unwound: %v, %+v", x.End, x.Failures)
	}
	r.Close()
	for i := 0; runtime.NumGoroutine() > before; i++ { // a goroutine that is at its end may be counted still
		if i == 100 {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
		time.Sleep(time.Millisecond)
	}
}

// TestWatchdog names the line of the program, in the time that it says, and Close does not wait.
func TestWatchdog(t *testing.T) {
	const limit = 200 * time.Millisecond
	fails := property{func() { select {} }}
	for _, c := range []struct {
		name, says string
		main       func(w *sim.World)
		properties []sim.Property
	}{
		{"main", "step 0 of thread MainThread, which began with its start", func(w *sim.World) { <-make(chan int) }, nil},
		{"library", "step 2 of thread t, which began with time.sleep", func(w *sim.World) {
			w.Spawn("t", func() { w.Sleep(time.Second); time.Sleep(time.Minute) })
		}, nil},
		{"unwinding", "of thread t, which began with time.sleep", func(w *sim.World) {
			w.Spawn("t", func() {
				defer func() { select {} }()
				w.Sleep(time.Hour)
			})
			w.Exit(0)
		}, nil},
		{"end", "of thread MainThread", func(w *sim.World) { w.OnEnd(func() { select {} }) }, nil},
		{"property", `the property "waits" did not end within 200ms`, func(w *sim.World) {}, []sim.Property{fails}},
	} {
		r := sim.NewRunner()
		start := time.Now()
		err := r.Watchdog(limit, func() { sim.Judge(r.Run(sim.Program{Main: c.main}, sim.Config{}, zeros{}), c.properties) })
		took := time.Since(start)
		r.Close()
		var stuck *sim.StuckError
		if !errors.As(err, &stuck) || !strings.Contains(err.Error(), c.says) || !strings.HasPrefix(stuck.Source, "goexit_test.go:") {
			t.Errorf("%s: %v", c.name, err)
		}
		if took < limit || took > 30*time.Second { // a busy machine makes it late; what is not ended takes a minute or more
			t.Errorf("%s: after %v", c.name, took)
		}
	}
	r := sim.NewRunner()
	defer r.Close()
	exits := property{runtime.Goexit}
	err := r.Watchdog(limit, func() {
		sim.Judge(r.Run(sim.Program{Main: func(*sim.World) {}}, sim.Config{}, zeros{}), []sim.Property{exits})
	})
	if err == nil || !strings.Contains(err.Error(), "called runtime.Goexit") {
		t.Errorf("property that exits: %v", err)
	}
}

// property does something when it looks.
type property struct{ does func() }

func (property) Name() string                        { return "waits" }
func (p property) Check(*sim.Execution) *sim.Failure { p.does(); return nil }

// TestGoexitEnds: where runtime.Goexit ends its thread the others go on, wherever it is called, and what is deferred above
// it in the thread is carried out.
func TestGoexitEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	r := sim.NewRunner()
	for name, main := range map[string]func(w *sim.World){
		"in the main thread": func(w *sim.World) { w.Spawn("t", func() { w.Sleep(time.Second) }); runtime.Goexit() },
		"at once":            func(w *sim.World) { w.Spawn("t", runtime.Goexit); w.Sleep(time.Second) },
		"later": func(w *sim.World) {
			w.Spawn("t", func() {
				defer w.Sleep(time.Second / 2)
				w.Sleep(time.Second / 2)
				runtime.Goexit()
			})
		},
		"several": func(w *sim.World) {
			for range 6 {
				w.Spawn("t", func() { w.Sleep(time.Second); runtime.Goexit() })
			}
		},
	} {
		for range 3 {
			x := r.Run(sim.Program{Name: name, Main: func(w *sim.World) { w.GoexitEnds(); w.StandStill(); main(w) }}, sim.Config{}, zeros{})
			if x.End != sim.Completed || len(x.Failures) != 0 || x.Now != time.Second {
				t.Errorf("%s: %v after %v, %+v", name, x.End, x.Now, x.Failures)
			}
		}
	}
	r.Close()
	for i := 0; runtime.NumGoroutine() > before; i++ {
		if i == 100 {
			t.Fatalf("%d goroutines, before %d", runtime.NumGoroutine(), before)
		}
		time.Sleep(10 * time.Millisecond)
	}
}
