package executor_test

import (
	"testing"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/models/logging"
)

// What Ctrl-C does to a main thread that waits for tasks.
func TestInterrupt(t *testing.T) {
	conformance.Run(t, []conformance.Case{
		{ID: "FU18", Want: "every schedule: KeyboardInterrupt in result(); the future is as it was, and can be waited for again",
			Main: func(w world, out result) {
				f := executor.NewFuture(w, "f")
				w.ArmSignal()
				out.Put(conformance.Try(func() { f.Result() }), f.State())
				w.DisarmSignal()
				conformance.Start(w, "T", func() { f.SetResult(1) })
				out.Put(value(f.Result()))
			},
			Every: []string{"KeyboardInterrupt PENDING 1"}},
		{ID: "WT14", Want: "every schedule: the same for wait and as_completed",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				w.ArmSignal()
				out.Put(conformance.Try(func() {
					if w.Choose(2) == 0 {
						executor.Wait(fs, executor.AllCompleted)
					}
					for range executor.AsCompleted(fs) {
						out.Put("given")
					}
				}))
				w.DisarmSignal()
				fs[0].SetResult(1)
				fs[1].SetResult(2)
				wait(out, fs, executor.AllCompleted)
			},
			Every: []string{"KeyboardInterrupt [a b] []"}},
		{ID: "TP36", Want: "every schedule: an interrupt in the with block, or while it waits, and the task is run all the same",
			Main: func(w world, out result) {
				var f *executor.Future
				p := executor.New(w, 1)
				w.ArmSignal()
				out.Put(conformance.Try(func() {
					p.With(func() {
						f = p.Submit("task", func() any { logging.Print(w, "task"); return 1 })
						f.Result()
					})
				}))
				w.DisarmSignal()
				out.Put(f != nil && f.Done())
			},
			Log: true, Strategy: "dpor",
			// It may come before the submit, while that starts the worker, in result(), or in the shutdown, which then no
			// longer waits.
			Every: []string{"ok T [task]", "KeyboardInterrupt T [task]", "KeyboardInterrupt F [task]", "KeyboardInterrupt F"}},
	})
}
