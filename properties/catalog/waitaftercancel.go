package catalog

import (
	"simrun/models/executor"
	"simrun/properties"
	"simrun/sim"
)

// Futures that are cancelled by the shutdown of their executor, and then waited for:
//
//	futures = [executor.submit(work) for _ in range(2)]
//	executor.shutdown(wait=False, cancel_futures=True)
//	wait(futures)
//
// A future that is cancelled counts as done for wait() when a worker comes across it, and after that shutdown none
// does. The twin waits for those that were not cancelled:
//
//	wait([f for f in futures if not f.cancelled()])
func init() {
	register(waitAfterCancel(Entry{
		Name:    "wait-after-cancel",
		Summary: "wait() for futures that shutdown(cancel_futures=True) has cancelled",
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "wait() never learns that they were cancelled",
		},
	}, false))
	register(waitAfterCancel(Entry{
		Name:     "wait-after-cancel-filtered",
		Summary:  "wait-after-cancel, repaired: only those are waited for that were not cancelled",
		Expected: Expected{Note: "cancelled() says so at once, wait() does not"},
	}, true))
}

func waitAfterCancel(e Entry, filtered bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("tasks", 2, 1, 16, "how many tasks are submitted"),
		Number("workers", 1, 1, 8, "max_workers of the executor"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			pool := executor.New(w, v.Int("workers"))
			var futures, left []*executor.Future
			for range v.Int("tasks") {
				futures = append(futures, pool.Submit("work", func() any { return nil }))
			}
			pool.Shutdown(executor.NoWait(), executor.CancelFutures())
			for _, f := range futures {
				if !filtered || !f.Cancelled() {
					left = append(left, f)
				}
			}
			executor.Wait(left, executor.AllCompleted)
		}
		return run, properties.Default()
	}
	return e
}
