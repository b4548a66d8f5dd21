package queue_test

import (
	"fmt"
	"testing"

	"simrun/models/queue"
	"simrun/scheduler"
	"simrun/sim"
)

// explore searches all schedules and returns how many executions ended in each way that the program reports.
func explore(t testing.TB, main func(w *sim.World)) map[string]int {
	t.Helper()
	r := sim.NewRunner()
	defer r.Close()
	dfs := scheduler.NewDFS()
	ends := map[string]int{}
	for dfs.Begin(0) {
		x := r.Run(sim.Program{Main: main}, sim.Config{Clock: sim.Anytime}, dfs)
		ends[fmt.Sprint(x.End, x.Observed)]++
		dfs.End(x)
	}
	return ends
}

func TestProducerConsumer(t *testing.T) {
	ends := explore(t, func(w *sim.World) {
		q := queue.New(w, "", 1)
		w.SpawnAll("t", func() {
			for i := range 2 {
				q.Put(i)
			}
		}, func() {
			a, _ := q.Get()
			b, _ := q.Get(queue.Timeout(1))
			w.Observe("got", []any{a, b})
		})
	})
	t.Log(ends)
}
