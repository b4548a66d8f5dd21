package executor_test

import (
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
)

// wait puts the names of what Wait returns.
func wait(out result, fs []*executor.Future, when executor.ReturnWhen, timeout ...time.Duration) {
	done, notDone := executor.Wait(fs, when, timeout...)
	out.Put(names(done), names(notDone))
}

// open makes futures that nobody has finished.
func open(w world, names ...string) []*executor.Future {
	var fs []*executor.Future
	for _, name := range names {
		fs = append(fs, executor.NewFuture(w, name))
	}
	return fs
}

func waitCases() []conformance.Case {
	return []conformance.Case{
		{ID: "WT01", Want: "every schedule: the same future twice counts once",
			Main: func(w world, out result) {
				f := open(w, "f")[0]
				f.SetResult(1)
				wait(out, []*executor.Future{f, f}, executor.AllCompleted)
			},
			Every: []string{"[f] []"}},
		{ID: "WT02", Want: "every schedule: FIRST_COMPLETED: quick is done, cancelled is not",
			Main: func(w world, out result) {
				fs := open(w, "cancelled", "quick", "slow")
				fs[0].Cancel()
				conformance.Start(w, "T", func() {
					fs[1].SetResult(1)
					fs[2].SetResult(2)
				})
				wait(out, fs, executor.FirstCompleted)
			},
			Every: []string{"[quick] [cancelled slow]", "[quick slow] [cancelled]"}},
		{ID: "WT02/order", Want: "∃ of two that finish while the wait ends only the one that finished later counts as done",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c")
				conformance.Start(w, "T", func() {
					for _, i := range []int{2, 0, 1} {
						fs[i].SetResult(1)
					}
				})
				wait(out, fs, executor.FirstCompleted)
			},
			// The waiter is taken off a before a finishes, and off b after that.
			Every: []string{"[c] [a b]", "[a c] [b]", "[b c] [a]", "[a b c] []"}},
		{ID: "WT04", Want: "every schedule: FIRST_EXCEPTION: ok and raised are done, slow is not if it ends later",
			Main: func(w world, out result) {
				fs := open(w, "ok", "raised", "slow")
				conformance.Start(w, "T", func() {
					fs[0].SetResult(1)
					fs[1].SetException(executor.ErrTimeout)
				})
				wait(out, fs, executor.FirstException)
			},
			Every: []string{"[ok raised] [slow]"}},
		{ID: "WT05", Want: "every schedule: FIRST_EXCEPTION with a cancelled, a finished and a failing one",
			Main: func(w world, out result) {
				fs := open(w, "cancelled", "finished", "failing")
				fs[0].Cancel()
				fs[1].SetResult(1)
				conformance.Start(w, "T", func() { fs[2].SetException(executor.ErrTimeout) })
				wait(out, fs, executor.FirstException)
			},
			Every: []string{"[finished failing] [cancelled]"}},
		{ID: "WT05/early", Want: "every schedule: FIRST_EXCEPTION returns at once if one has failed already",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[1].SetException(executor.ErrTimeout)
				wait(out, fs, executor.FirstException)
			},
			Every: []string{"[b] [a]"}},
		{ID: "WT07", Want: "every schedule: ALL_COMPLETED: a result, an exception, a cancelled one that is notified",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c")
				fs[0].Cancel()
				conformance.Start(w, "T", func() {
					fs[0].SetRunningOrNotifyCancel()
					fs[1].SetException(executor.ErrTimeout)
				})
				conformance.Start(w, "U", func() { fs[2].SetResult(1) })
				wait(out, fs, "")
			},
			Every: []string{"[a b c] []"}, Strategy: "dpor"},
		{ID: "WT08", Want: "every schedule: a timeout gives what is done by then, and no exception",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[0].SetResult(1)
				conformance.Start(w, "T", func() { fs[1].SetResult(2) })
				wait(out, fs, executor.AllCompleted, short)
			},
			Every: []string{"[a] [b]", "[a b] []"}},
		{ID: "WT08/poll", Want: "every schedule: a timeout of 0 or less does not wait",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[0].SetResult(1)
				wait(out, fs, executor.AllCompleted, 0)
				wait(out, fs, executor.AllCompleted, -1)
			},
			Every: []string{"[a] [b] [a] [b]"}},
		{ID: "WT10", Want: "every schedule: a wrong return_when is a ValueError, but not if there is nothing to wait for",
			Main: func(w world, out result) {
				wait(out, nil, "X")
				fs := open(w, "a")
				out.Put(conformance.Try(func() { executor.Wait(fs, "X") }))
				fs[0].SetResult(1)
				wait(out, fs, "X")
			},
			Every: []string{"[] [] ValueError: Invalid return condition: 'X' [a] []"}},
		{ID: "WT11", Want: "every schedule: wait for a future that shutdown(cancel_futures) cancelled blocks for ever",
			Main: func(w world, out result) {
				f := afterShutdown(w, out)
				executor.Wait([]*executor.Future{f}, executor.AllCompleted)
			},
			Every: []string{"T deadlock"}, Strategy: "dpor"},
		{ID: "WT12", Want: "every schedule: a future that is only cancelled is not done for wait, though done() says so",
			Main: func(w world, out result) {
				f := open(w, "f")[0]
				f.Cancel()
				out.Put(f.Done())
				wait(out, []*executor.Future{f}, executor.AllCompleted, short)
			},
			Every: []string{"T [] [f]"}},
		{ID: "WT13", Want: "every schedule: FIRST_EXCEPTION is not ended by a future that is cancelled and notified",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[0].Cancel()
				conformance.Start(w, "T", func() {
					fs[0].SetRunningOrNotifyCancel()
					w.Sleep(short)
					out.Put("later")
					fs[1].SetResult(1)
				})
				wait(out, fs, executor.FirstException)
			},
			Every: []string{"later [a b] []"}},
		{ID: "WT11/taken", Want: "∃ a future that the worker had taken when shutdown(cancel_futures) came, and that is cancelled then, is done for wait",
			Main: func(w world, out result) {
				p := executor.New(w, 1)
				f := p.Submit("f", give(1))
				p.Shutdown(executor.NoWait(), executor.CancelFutures())
				out.Put(f.Cancel())
				wait(out, []*executor.Future{f}, executor.AllCompleted)
			},
			Every: []string{"T deadlock", "F [f] []", "T [f] []"}},
		{ID: "WT11/twin", Want: "every schedule: result() of the same future does not block",
			Main: func(w world, out result) {
				out.Put(value(afterShutdown(w, out).Result()))
			},
			Every: []string{"T " + cancelled}, Strategy: "dpor"},
	}
}

// afterShutdown is a future that was cancelled by the shutdown of its pool, whose only worker was busy.
func afterShutdown(w world, out result) *executor.Future {
	p := executor.New(w, 1)
	gate := busy(p)
	f := p.Submit("task", give(2))
	p.Shutdown(executor.NoWait(), executor.CancelFutures())
	out.Put(f.Cancelled())
	gate.SetResult(1)
	return f
}

// busy has a worker of the pool run a task that ends when the future that it returns is finished.
func busy(p *executor.Executor) *executor.Future {
	w := p.World()
	began, gate := executor.NewFuture(w, "began"), executor.NewFuture(w, "gate")
	p.Submit("busy", func() any {
		began.SetResult(nil)
		v, _ := gate.Result()
		return v
	})
	began.Result()
	return gate
}
