package bench

import (
	"math"
	"time"

	"simrun/scheduler/sampling"
	"simrun/sim"
)

// cell is the cheapest object there can be: a step on it costs what the engine itself costs.
type cell struct {
	sim.Object
	value int
}

func (c *cell) store(v int) {
	if c.World().Do(sim.Op{Name: "Cell.store", Object: &c.Object}) {
		c.value = v
	}
}

// busy is a program of n threads that do nothing but steps, without an end: each writes a cell of its own.
func busy(n int) sim.Program {
	return sim.Program{Name: "busy", Main: func(w *sim.World) {
		bodies := make([]func(), n-1)
		cells := make([]cell, n)
		for i := range cells {
			cells[i].Init(w, "Cell", "", &cells[i])
		}
		loop := func(c *cell) {
			for !w.Killing() {
				c.store(1)
			}
		}
		for i := range bodies {
			bodies[i] = func() { loop(&cells[i+1]) }
		}
		if n > 1 {
			w.SpawnAll("busy", bodies...)
		}
		loop(&cells[0])
	}}
}

// stopwatch is a scheduler that measures an execution from inside, so that creating the threads and unwinding them is
// left out: it hands the turns of a subject over while the execution goes on.
type stopwatch struct {
	*sampling.Random
	from, to int // choices
	at       int
	start    time.Duration
	work     Work
}

// Choose passes the choice on, and stops the execution at the last one.
func (s *stopwatch) Choose(p *sim.Point) int {
	switch s.at++; s.at {
	case s.from:
		s.start = ProcessorTime()
	case s.to:
		n := s.to - s.from
		s.work = Work{Time: ProcessorTime() - s.start, Ops: n, Steps: n}
		return sim.Stop
	}
	return s.Random.Choose(p)
}

// steps is the average step of n threads under the random strategy, over a number of choices for each turn, when each
// thread has run some times.
func steps(n, choices int) subject {
	r := sim.NewRunner()
	random := sampling.NewRandom(1)
	program, cfg := busy(n), sim.Config{MaxSteps: math.MaxInt}
	i := 0
	return subject{close: r.Close, turn: func() Work {
		random.Begin(i)
		i++
		s := &stopwatch{Random: random, from: 2 * n, to: 2*n + choices}
		r.Run(program, cfg, s)
		return s.work
	}}
}

// sameThread is the step of a thread that goes on anyway, because there is no other.
func sameThread() subject {
	r := sim.NewRunner()
	const n = 20000
	program := busy(1)
	return subject{close: r.Close, turn: timed(n, func() {
		r.Run(program, sim.Config{MaxSteps: n}, sampling.NewRunToBlock())
	})}
}
