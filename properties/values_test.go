package properties_test

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/sim"
)

// tree is an item that takes a lock, uses a queue and chooses a value to say what it is called.
type tree struct {
	w    *sim.World
	lock *lock.RLock
	q    *queue.Queue
}

func (t tree) String() (text string) {
	t.lock.With(func() {
		t.q.Put("shown")
		t.w.Choose(2)
		t.w.Spawn("ghost", func() {})
		text = "tree of " + thread.CurrentThread(t.w).Name()
	})
	return text
}

// angry is an item that cannot say what it is called.
type angry struct{ name *string }

func (a *angry) Error() string { return *a.name }

// TestShowingIsNoOperation: an execution that is recorded, in which values are shown, is the same as one that is not, and
// no text has an address.
func TestShowingIsNoOperation(t *testing.T) {
	held := func(w *sim.World) any { return tree{w, lock.NewRLock(w, "l"), queue.New(w, "inner", 0)} }
	for name, value := range map[string]func(w *sim.World) any{
		"thread":  func(w *sim.World) any { return thread.New(w, thread.Name("a thread")) },
		"current": func(w *sim.World) any { return thread.CurrentThread(w) },
		"threads": func(w *sim.World) any { return []*thread.Thread{thread.New(w, thread.Name("a thread"))} },
		"inside":  func(w *sim.World) any { return map[string]any{"t": thread.New(w)} },
		"lock":    func(w *sim.World) any { return lock.New(w, "a lock") },
		"queue":   func(w *sim.World) any { return queue.New(w, "a queue", 0) },
		"tree":    held,
		"trees":   func(w *sim.World) any { return []any{held(w), &struct{ t any }{held(w)}} },
		"angry":   func(*sim.World) any { return &angry{} },
		"none":    func(*sim.World) any { return (*thread.Thread)(nil) },
		"channel": func(*sim.World) any { return make(chan int) },
	} {
		t.Run(name, func(t *testing.T) {
			var seen any
			main := func(w *sim.World) {
				v := value(w)
				q, x := queue.New(w, "q", 2), shared.New[any](w, "x", nil)
				q.Put(v)
				x.Store(v)
				if !strings.HasPrefix(name, "tree") && name != "angry" && name != "none" { // a log line is formatted as the program does
					logging.Warning(w, "in %v", v)
				}
				w.Observe("v", v)
				w.Spawn("other", func() { q.Get(); x.Load(); panic(v) })
				w.OnEnd(func() { seen = len(w.Threads()) })
			}
			p := sim.Program{Name: name, Main: main}
			plain := sim.Run(p, sim.Config{}, first{})
			_, failures := sim.Judge(plain, properties.Default())
			kept := fmt.Sprint(plain.Steps, plain.Schedule(), plain.End, seen, failures, plain.Observed[0].Text())
			var traces []*sim.Trace
			for range 2 {
				x := sim.Run(p, sim.Config{Record: true}, first{})
				_, failures := sim.Judge(x, properties.Default())
				if got := fmt.Sprint(x.Steps, x.Schedule(), x.End, seen, failures, x.Observed[0].Text()); got != kept {
					t.Errorf("recorded it is %s, and otherwise %s", got, kept)
				}
				traces = append(traces, x.Trace)
			}
			if !reflect.DeepEqual(traces[0], traces[1]) {
				t.Errorf("two recordings differ")
			}
			if text := kept + fmt.Sprintf("%+v", *traces[0]); regexp.MustCompile(`0x[0-9a-f]{6}`).MatchString(text) {
				t.Errorf("there is an address in %s", text)
			}
		})
	}
}

// first takes alternative 0.
type first struct{}

func (first) Choose(*sim.Point) int { return 0 }
