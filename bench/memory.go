package bench

import (
	"context"
	"os"
	"strconv"
	"strings"

	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// perParkedThread is the memory in use for each thread of a world while all of them are parked.
func perParkedThread() float64 {
	const n = 20000
	var with float64
	r := sim.NewRunner()
	before := inUse()
	random := sampling.NewRandom(1)
	random.Begin(0)
	r.Run(busy(n), sim.Config{}, &atChoice{Scheduler: random, n: 2 * n, f: func() { with = inUse() }})
	r.Close()
	return (with - before) / n
}

// atChoice calls f at the n-th choice and then stops the execution.
type atChoice struct {
	sim.Scheduler
	n int
	f func()
}

// Choose counts down.
func (s *atChoice) Choose(p *sim.Point) int {
	if s.n--; s.n == 0 {
		s.f()
		return sim.Stop
	}
	return s.Scheduler.Choose(p)
}

// growth is the memory in use after many executions of one search, as a multiple of that after few.
func growth(few, many int) float64 {
	p, properties := build("lock-pipeline")
	main, n := p.Main, 0
	var afterFew, afterMany float64
	p.Main = func(w *sim.World) {
		switch n++; n {
		case few + 1:
			afterFew = inUse()
		case many + 1:
			afterMany = inUse()
		}
		main(w)
	}
	_, err := scheduler.Explore(context.Background(), p,
		scheduler.Options{Strategy: "random", Executions: many + 1, Properties: properties, NoShrink: true})
	if err != nil {
		panic(err)
	}
	return afterMany / afterFew
}

// peakMemory is the most memory that the process has had so far, in bytes; 0 where the system does not say.
func peakMemory() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			if err != nil {
				return 0
			}
			return kb * 1024
		}
	}
	return 0
}
