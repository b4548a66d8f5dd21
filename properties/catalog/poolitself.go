package catalog

import (
	"simrun/models/executor"
	"simrun/properties"
	"simrun/sim"
)

// Tasks that submit a task to their own pool and wait for it:
//
//	def outer():
//	    return executor.submit(inner).result()
//
//	with ThreadPoolExecutor(max_workers=2) as executor:
//	    futures = [executor.submit(outer) for _ in range(2)]
//	    results = [f.result() for f in futures]
//
// The twin has another pool for the inner tasks.
func init() {
	register(poolItself(Entry{
		Name:     "pool-submits-to-itself",
		Summary:  "tasks that wait for tasks of the same pool",
		Expected: Expected{Kinds: []string{"deadlock"}, Note: "when all workers wait, nobody is left to do what they wait for"},
	}, false))
	register(poolItself(Entry{
		Name:     "pool-submits-to-another",
		Summary:  "pool-submits-to-itself, repaired: the tasks that are waited for have a pool of their own",
		Expected: Expected{Note: "the workers of the second pool wait for nobody"},
	}, true))
}

func poolItself(e Entry, another bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("tasks", 2, 1, 8, "outer tasks"),
		Number("workers", 2, 1, 8, "max_workers of each pool"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		return func(w *sim.World) { runOuter(w, v.Int("tasks"), v.Int("workers"), another) },
			append(properties.Default(), properties.NoUnreadException)
	}
	return e
}

func runOuter(w *sim.World, tasks, workers int, another bool) {
	outerPool := executor.New(w, workers, executor.Prefix("pool"))
	innerPool := outerPool
	if another {
		innerPool = executor.New(w, workers, executor.Prefix("inner-pool"))
	}
	inner := func() any { return 1 }
	outer := func() any {
		value, err := innerPool.Submit("inner", inner).Result()
		if err != nil {
			panic(err)
		}
		return value
	}
	outerPool.With(func() {
		var futures []*executor.Future
		for range tasks {
			futures = append(futures, outerPool.Submit("outer", outer))
		}
		for _, f := range futures {
			f.Result()
		}
	})
	if another {
		innerPool.Shutdown()
	}
}
