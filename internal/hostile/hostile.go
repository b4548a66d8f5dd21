// Package hostile has programs that do what a simulated program must not do. The tests of whatever executes programs use
// them: each execution has to end in time, and the message has to name the misdeed.
package hostile

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/sim"
)

// Body is a program, and what is said of it.
type Body struct {
	Name string
	Main func(w *sim.World)
	Says string // a regular expression
	Once bool   // it is in the sample that is always run
}

// Stuck is what is said of a step that does not end: it names the line.
const Stuck = `did not end within .*it stands at hostile\.go:\d+`

// Goexit is what is said of a thread that exits.
const Goexit = `called runtime\.Goexit at hostile\.go:\d+`

// All lists the programs: each misdeed in each place, and some that are only possible in one.
func All() []Body {
	var all []Body
	for _, m := range misdeeds() {
		for i, p := range places() {
			says := m.Says
			switch {
			case m.Says == Goexit && p.name == unwound:
				continue // the execution has ended, and nobody can see it
			case m.Says == Goexit && p.late:
				says = `runtime\.Goexit`
			}
			all = append(all, Body{m.Name + " " + p.name, func(w *sim.World) { p.put(w, m.does) }, says, m.Once && i < 2})
		}
	}
	return append(all, others()...)
}

type misdeed struct {
	Body
	does func()
}

func misdeeds() []misdeed {
	stuck := func(name string, does func()) misdeed { return misdeed{Body{Name: name, Says: Stuck}, does} }
	list := []misdeed{
		stuck("receive", func() { <-make(chan int) }),
		stuck("send", func() { make(chan int) <- 1 }),
		stuck("select", func() { select {} }),
		stuck("nil channel", func() { var c chan int; <-c }),
		stuck("mutex", func() { var m sync.Mutex; m.Lock(); m.Lock() }),
		stuck("rwmutex", func() { var m sync.RWMutex; m.Lock(); m.RLock() }),
		stuck("wait group", func() { var g sync.WaitGroup; g.Add(1); g.Wait() }),
		stuck("cond", func() { m := &sync.Mutex{}; m.Lock(); sync.NewCond(m).Wait() }),
		stuck("sleep", func() { time.Sleep(time.Hour) }),
		stuck("loop", func() { spin(func() {}) }),
		stuck("loop with calls", func() { spin(func() { _ = fmt.Sprint(time.Now()) }) }),
		stuck("memory", func() {
			var kept [][]byte
			spin(func() { kept = append(kept, make([]byte, 1<<20)); time.Sleep(10 * time.Millisecond) })
		}),
		{Body{Name: "goexit", Says: Goexit}, func() { runtime.Goexit() }},
	}
	for _, i := range []int{0, 4, 9, 12} {
		list[i].Once = true
	}
	return list
}

// spin does something for an hour, which is for ever.
func spin(do func()) {
	for end := time.Now().Add(time.Hour); time.Now().Before(end); {
		do()
	}
}

type place struct {
	name string
	put  func(w *sim.World, does func())
	late bool // the execution has ended by then
}

// unwound is the place behind the end of an execution.
const unwound = "while a thread is unwound"

func places() []place {
	start := func(w *sim.World, f func()) *thread.Thread {
		t := thread.New(w, thread.Name("bad"), thread.Target("bad", f))
		t.Start()
		return t
	}
	return []place{
		{"in the main thread", func(w *sim.World, does func()) { does() }, false},
		{"in a thread behind a sleep", func(w *sim.World, does func()) {
			start(w, func() { w.Sleep(time.Second); does() }).Join()
		}, false},
		{"in a thread that starts", func(w *sim.World, does func()) { start(w, does) }, false},
		{"in a task", func(w *sim.World, does func()) {
			x := executor.New(w, 1)
			x.Submit("bad", func() any { does(); return nil })
			x.Shutdown()
		}, false},
		{"in a predicate", func(w *sim.World, does func()) {
			c := condition.New(w, "c", nil)
			c.Acquire()
			c.WaitFor(func() bool { does(); return true })
		}, false},
		{"in what is deferred", func(w *sim.World, does func()) {
			defer does()
			logging.Warning(w, "before")
		}, false},
		{unwound, func(w *sim.World, does func()) {
			start(w, func() {
				defer func() {
					if w.Killing() {
						does()
					}
				}()
				event.New(w, "never").Wait()
			})
			w.Sleep(time.Second)
			w.Exit(0)
		}, true},
		{"at the end", func(w *sim.World, does func()) { w.OnEnd(does) }, true},
	}
}

// others are misdeeds that are not of a place.
func others() []Body {
	return []Body{
		{"the unwinding is swallowed", func(w *sim.World) {
			thread.New(w, thread.Daemon(true), thread.Target("", func() {
				e := event.New(w, "never")
				for {
					func() {
						defer func() { _ = recover() }()
						e.Wait()
					}()
				}
			})).Start()
		}, Stuck, true},
		{"a goroutine calls a model", func(w *sim.World) {
			e, done := event.New(w, "e"), make(chan int)
			go func() { defer close(done); e.Set() }()
			<-done
		}, Foreign, true},
		{"a goroutine calls a model while others run", func(w *sim.World) {
			e, done := event.New(w, "e"), make(chan int)
			go func() { defer close(done); e.Set() }()
			for range 100 {
				w.Sleep(time.Second)
			}
			<-done
		}, Foreign, false},
		{"goroutines call models that block", func(w *sim.World) {
			l, done := lock.New(w, "l"), make(chan int)
			for range 3 {
				go func() { defer func() { done <- 1 }(); l.Acquire() }()
			}
			for range 3 {
				<-done
			}
		}, Foreign, false},
		{"a state panics", func(w *sim.World) {
			o := &badState{}
			o.Init(w, "Bad", "bad", o)
			w.Do(sim.Op{Name: "touch", Object: &o.Object})
			w.Fail("odd", "it failed")
		}, `it failed|panic: no state, at hostile\.go:\d+`, true},
		{"a text panics", func(w *sim.World) {
			w.Logf("%v", badText{})
			w.Observe("text", badText{})
			w.Fail("odd", "it failed")
		}, `it failed|panic`, false},
		{"panic(nil)", func(w *sim.World) { panic(nil) }, "panic called with nil argument", true}, //nolint:govet
		{"panic(error)", func(w *sim.World) { panic(errors.New("an error of its own")) }, "an error of its own", false},
		{"panic(number)", func(w *sim.World) { panic(42) }, `\b42\b`, false},
		{"nil map", func(w *sim.World) { none[w.Choose(1)] = 1 }, "assignment to entry in nil map", false},
		{"index", func(w *sim.World) { var l []int; _ = l[w.Choose(1)] }, "index out of range", false},
		{"nil pointer", func(w *sim.World) { var l *lock.Lock; l.Acquire() }, "nil pointer", false},
		{"fail in a thread that is unwound", func(w *sim.World) {
			l := lock.New(w, "l")
			thread.New(w, thread.Target("", func() { defer l.Release(); l.Acquire(); w.Fail("odd", "first") })).Start()
		}, "first", false},
	}
}

// Foreign is what is said of a model that is called from a goroutine.
const Foreign = `is called from a goroutine that is no thread of the program, at hostile\.go:\d+`

// badState panics in what it shows of itself.
type badState struct{ sim.Object }

// State panics.
func (*badState) State() string { panic("no state") }

// badText panics where it is to be shown.
type badText struct{}

// String panics.
func (badText) String() string { panic("no text") }

// none is a map that nobody has made.
var none map[int]int
