package simtest_test

import (
	"math"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"simrun/properties/simtest"
	"simrun/sim"
)

// many is how many preemptions the first failing schedule has at least.
const many = 40

// TestFortyPreemptionsShrinkToThree has rapid begin with a schedule of 40 preemptions in which the queue pipeline
// hangs, and shrink it. Under the virtual clock, with a step of half a millisecond, the pipeline runs for 192 steps. Where
// in their loops the threads are then decides how many preemptions a hang needs.
func TestFortyPreemptionsShrinkToThree(t *testing.T) {
	program := sim.Program{Name: "pipeline", Main: pipeline(math.MaxInt)}
	draw := simtest.Schedules(200)
	r := sim.NewRunner()
	defer r.Close()
	hangs := func(s simtest.Schedule) (preemptions int, yes bool) {
		x := r.Run(program, sim.Config{Clock: sim.Virtual, StepCost: 520 * time.Microsecond}, s.Scheduler())
		return x.Preemptions, x.End == sim.Deadlock
	}
	seed := 1
	for ; ; seed++ {
		if n, yes := hangs(draw.Example(seed)); yes && n >= many {
			break
		}
		if seed == 2000 {
			t.Fatal("no schedule of so many preemptions fails")
		}
	}
	var first, last simtest.Schedule
	setFlag(t, "rapid.seed", strconv.Itoa(seed)) // the first draw is that of the example
	inFake(t, "TestForty", func(t testing.TB) {
		rapid.Check(t, func(rt *rapid.T) {
			schedule := draw.Draw(rt, "schedule")
			if _, yes := hangs(schedule); yes {
				if first == nil {
					first = schedule
				}
				last = schedule
				rt.Fatalf("the pipeline hangs")
			}
		})
	})
	before, _ := hangs(first)
	after, _ := hangs(last)
	t.Logf("%d preemptions, schedule %v", before, first)
	t.Logf("%d preemptions, schedule %v", after, last)
	if before < many || after > 3 || len(last) > 3 {
		t.Fatal("it did not shrink")
	}
}
