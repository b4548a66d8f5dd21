package handlers_test

import (
	"fmt"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/logging/handlers"
	"simrun/models/queue"
	"simrun/sim"
)

func TestMain(m *testing.M) { conformance.Main(m) }

// listening has records of the root logger written by a listener.
func listening(w *sim.World, maxsize int) *handlers.QueueListener {
	q := queue.New(w, "q", maxsize)
	logging.GetLogger(w, "").AddHandler(handlers.NewQueueHandler(w, "queue", q))
	return handlers.NewQueueListener(w, q, logging.NewStreamHandler(w, ""))
}

// tree is an object whose text takes a lock.
type tree struct{ l *lock.RLock }

func (t tree) String() (text string) {
	t.l.With(func() { text = "tree" })
	return text
}

func TestConformance(t *testing.T) {
	conformance.Run(t, []conformance.Case{
		{ID: "LG16", Want: "every schedule: stop has everything written that was logged before, in its order",
			Main: func(w *sim.World, out *conformance.Out) {
				l := listening(w, 0)
				l.Start()
				logging.Warning(w, "%s", "a")
				logging.Warning(w, "b")
				l.Stop()
				logging.Print(w, "stopped")
			},
			Log: true, Every: []string{"[a] [b] [stopped]"}, Strategy: "dpor"},
		{ID: "LG16/exit", Want: "∃ without stop the last lines are lost: the listener's thread is a daemon",
			Main: func(w *sim.World, out *conformance.Out) {
				listening(w, 0).Start()
				logging.Warning(w, "a")
			},
			Log: true, Every: []string{"", "[a]"}, Strategy: "dpor"},
		{ID: "LG16/full", Want: "every schedule: a record for which there is no room is reported and lost; stop raises Full",
			Main: func(w *sim.World, out *conformance.Out) {
				l := listening(w, 1)
				logging.Warning(w, "a")
				logging.Warning(w, "b")
				out.Put(conformance.Try(l.Stop))
			},
			Log: true, Every: []string{"queue.Full [--- Logging error ---] [queue.Full] [Message: 'b'] [Arguments: []]"}, Strategy: "dpor"},
		{ID: "LG16/lock", Want: "∃ deadlock: the text of an argument is made under the queue handler's lock, not in the listener",
			Main: func(w *sim.World, out *conformance.Out) {
				l := lock.NewRLock(w, "l")
				logging.GetLogger(w, "").AddHandler(handlers.NewQueueHandler(w, "queue", queue.NewSimple(w, "q")))
				conformance.Start(w, "T", func() { logging.Warning(w, "in %s", tree{l}) })
				l.With(func() { logging.Warning(w, "changed") })
			},
			Every: []string{"", "deadlock"}, Strategy: "dpor"},
		{ID: "LG16/level", Want: "every schedule: the listener looks at the handlers' levels only if it is told to",
			Main: func(w *sim.World, out *conformance.Out) {
				for _, respect := range []bool{false, true} {
					q := queue.NewSimple(w, "")
					h := logging.NewHandler(w, "h", func(r *logging.Record) { out.Put(r.Message()) })
					h.SetLevel(logging.ERROR)
					l := handlers.NewQueueListener(w, q, h)
					l.RespectHandlerLevel = respect
					q.Put(&logging.Record{Level: logging.INFO, Format: fmt.Sprint(respect)})
					l.Start()
					l.Stop()
				}
			},
			Every: []string{"false"}, Strategy: "dpor"},
	})
}

// Example has lines written by another thread than the one that logs.
func Example() {
	x := sim.Run(sim.Program{Main: func(w *sim.World) {
		q := queue.New(w, "log", 0)
		logging.GetLogger(w, "").AddHandler(handlers.NewQueueHandler(w, "queue", q))
		listener := handlers.NewQueueListener(w, q, logging.NewStreamHandler(w, "%(threadName)s: %(message)s"))
		listener.Start()
		logging.Warning(w, "%d items", 3)
		listener.Stop()
	}}, sim.Config{}, conformance.CarryOn{})
	for _, line := range x.Log {
		fmt.Println(logging.Text(line))
	}
	// Output: 00:00:00: MainThread: 3 items
}
