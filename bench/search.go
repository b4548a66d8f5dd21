package bench

import (
	"context"
	"time"

	"simrun/scheduler"
	"simrun/sim"
)

// toFirstHang is the median of the time, in milliseconds, that a search needs from its start to the first deadlock of
// the queue pipeline, over as many seeds.
func toFirstHang(seeds int) float64 {
	p, properties := build("queue-pipeline")
	times := make([]float64, seeds)
	for seed := range times {
		start := time.Now()
		_, err := scheduler.Explore(context.Background(), p, scheduler.Options{
			Config: sim.Config{Clock: sim.Anytime}, Strategy: "auto", Seed: uint64(seed), Properties: properties,
			First: true, NoShrink: true,
		})
		if err != nil {
			panic(err)
		}
		times[seed] = float64(time.Since(start)) / 1e6
	}
	return median(times)
}

// exploring is a search that goes on for a fixed number of executions, with a number of workers, as an operation each.
func exploring(workers, executions int) subject {
	p, properties := build("lock-pipeline")
	return subject{turn: func() Work {
		start := time.Now()
		r, err := scheduler.Explore(context.Background(), p, scheduler.Options{
			Strategy: "random", Executions: executions, Workers: workers, Properties: properties, NoShrink: true,
		})
		if err != nil {
			panic(err)
		}
		return Work{Time: time.Since(start), Ops: r.Executions, Executions: r.Executions, Steps: int(r.Steps)}
	}}
}
