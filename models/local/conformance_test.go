package local_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/local"
	"simrun/models/thread"
	"simrun/sim"
)

// inThread runs f in a thread and waits for its end.
func inThread(w *sim.World, f func()) {
	t := thread.New(w, thread.Target("", f))
	t.Start()
	t.Join()
}

func TestMain(m *testing.M) { conformance.Main(m) }

func TestConformance(t *testing.T) {
	conformance.Run(t, []conformance.Case{
		{ID: "LO01", Want: "every schedule: what one thread sets another does not see: AttributeError",
			Main: func(w *sim.World, out *conformance.Out) {
				l := local.New(w)
				l.Set("x", 1)
				inThread(w, func() {
					out.Put(conformance.Try(func() { l.Get("x") }), l.Has("x"), conformance.Try(func() { l.Del("x") }))
					l.Set("x", 2)
				})
				out.Put(l.Get("x"))
				l.Del("x")
				out.Put(l.Has("x"))
			},
			Every: []string{"AttributeError: '_thread._local' object has no attribute 'x' F AttributeError: '_thread._local' object has no attribute 'x' 1 F"}},
		{ID: "LO02", Want: "every schedule: a subclass's __init__ is called in every thread that touches the object, at its first touch",
			Main: func(w *sim.World, out *conformance.Out) {
				calls := 0
				l := local.New(w, local.Args(7), local.Subclass("Sub", func(l *local.Local) {
					calls++
					l.Set("x", calls)
				}))
				out.Put(calls)
				for range 2 {
					inThread(w, func() { out.Put(l.Get("x"), l.Get("x"), conformance.Try(func() { l.Get("y") })) })
				}
				out.Put(l.Get("x"))
				inThread(w, func() {})
				out.Put(calls)
			},
			Every: []string{"1 2 2 AttributeError: 'Sub' object has no attribute 'y' 3 3 AttributeError: 'Sub' object has no attribute 'y' 1 3"}},
		{ID: "LO03", Want: "every schedule: local(1) without __init__ is a TypeError",
			Main: func(w *sim.World, out *conformance.Out) {
				out.Put(conformance.Try(func() { local.New(w, local.Args(1)) }), conformance.Try(func() { local.New(w) }))
			},
			Every: []string{"TypeError: Initialization arguments are not supported ok"}},
		{ID: "LO04", Want: "every schedule: the values of a thread are released when it has ended, before join returns",
			Main: func(w *sim.World, out *conformance.Out) {
				l := local.New(w)
				inThread(w, func() {
					l.Set("x", 1)
					out.Put(l.Holders())
				})
				out.Put(l.Holders())
			},
			Every: []string{"2 1"}},
		{ID: "LO06", Want: "every schedule: the values of a thread outlive what it does, until it ends: one task sees what the one before has set",
			Main: func(w *sim.World, out *conformance.Out) {
				l := local.New(w)
				task := func() bool {
					seen := l.Has("x")
					l.Set("x", 1)
					return seen
				}
				inThread(w, func() { out.Put(task(), task()) })
				inThread(w, func() { out.Put(task()) })
			},
			Every: []string{"F T F"}},
		{ID: "LO07", Want: "every schedule: an __init__ that raises leaves nothing behind, and is called again at the next touch",
			Main: func(w *sim.World, out *conformance.Out) {
				calls := 0
				l := local.New(w, local.Subclass("L", func(l *local.Local) {
					if calls++; calls == 2 {
						l.Set("y", 1)
						panic(sim.ValueError("init"))
					}
					l.Set("x", 1)
				}))
				inThread(w, func() {
					out.Put(conformance.Try(func() { l.Get("x") }))
					out.Put(l.Get("x"), l.Has("y"), calls)
				})
			},
			Every: []string{"ValueError: init 1 F 3"}},
		{ID: "LO05", Want: "every schedule: two threads that use one object never meet",
			Main: func(w *sim.World, out *conformance.Out) {
				l := local.New(w)
				sum := 0
				for i := range 2 {
					thread.New(w, thread.Target("", func() {
						l.Set("x", i)
						w.Sleep(1)
						sum += l.Get("x").(int) - i
					})).Start()
				}
				thread.AtExit(w, func() { out.Put(sum) })
			},
			Every: []string{"0"}},
	})
}
