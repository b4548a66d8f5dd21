package bench

import (
	"runtime"
	"slices"
	"time"
)

// A subject is one side of a ratio.
type subject struct {
	// turn does the work once and says what it was.
	turn func() Work
	// close gives back what the subject holds; it may be nil.
	close func()
}

// Work is what one turn did.
type Work struct {
	Time       time.Duration
	Ops        int // what the ratio is about: steps, round trips, executions
	Steps      int
	Executions int
}

func (w Work) add(v Work) Work {
	return Work{w.Time + v.Time, w.Ops + v.Ops, w.Steps + v.Steps, w.Executions + v.Executions}
}

// perOp is the time of one operation in nanoseconds.
func (w Work) perOp() float64 { return float64(w.Time) / float64(w.Ops) }

// timed makes a turn of a function that does n operations at a time: it is called until the turn has lasted long enough
// for the clock.
func timed(n int, f func()) func() Work {
	return func() Work {
		const enough = 3 * time.Millisecond
		var w Work
		start := ProcessorTime()
		for w.Time < enough {
			f()
			w.Ops += n
			w.Time = ProcessorTime() - start
		}
		return w
	}
}

// duel lets two subjects take turns and returns the median of the ratios of a's time for an operation to b's, with all
// the work of a. Which of the two begins changes, so that neither always finds the caches as the other left them.
func duel(a, b subject, turns int) (ratio float64, work Work) {
	a.turn()
	b.turn() // what is made at first is not what is measured
	ratios := make([]float64, turns)
	for i := range ratios {
		var x, y Work
		if i%2 == 0 {
			x = a.turn()
			y = b.turn()
		} else {
			y = b.turn()
			x = a.turn()
		}
		ratios[i] = x.perOp() / y.perOp()
		work = work.add(x)
	}
	return median(ratios), work
}

// done closes the subjects.
func done(subjects ...subject) {
	for _, s := range subjects {
		if s.close != nil {
			s.close()
		}
	}
}

func median(list []float64) float64 {
	slices.Sort(list)
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}

// allocations is how many allocations a call of f takes, on average. Those of other goroutines count too.
func allocations(times int, f func()) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range times {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(times)
}

// inUse is the memory that is in use when all garbage is gone: the heap and the stacks.
func inUse() float64 {
	runtime.GC()
	runtime.GC() // what a finalizer held back goes with the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}
