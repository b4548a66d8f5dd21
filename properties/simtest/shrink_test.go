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

// TestFortyPreemptionsShrinkToThree has rapid begin with schedules of 40 preemptions and more in which the queue pipeline
// hangs, and shrink them. Under the virtual clock, with a step of 0.6 ms, the pipeline runs for some 160 steps before its
// event is set. Where in their loops the threads are then decides how many preemptions a hang needs at least; here two
// are enough, with a step of 0.5 ms no schedule shrinks below four.
func TestFortyPreemptionsShrinkToThree(t *testing.T) {
	program := sim.Program{Name: "pipeline", Main: pipeline(math.MaxInt)}
	draw := simtest.Schedules(200)
	r := sim.NewRunner()
	defer r.Close()
	hangs := func(s simtest.Schedule) (preemptions int, yes bool) {
		x := r.Run(program, sim.Config{Clock: sim.Virtual, StepCost: 600 * time.Microsecond}, s.Scheduler())
		return x.Preemptions, x.End == sim.Deadlock
	}
	seed := 0
	for range 3 {
		for seed++; ; seed++ {
			if n, yes := hangs(draw.Example(seed)); yes && n >= many {
				break
			}
			if seed == 2000 {
				t.Fatal("there are not as many schedules with so many preemptions that fail")
			}
		}
		first, last := shrunk(t, seed, draw, hangs)
		before, _ := hangs(first)
		after, _ := hangs(last)
		t.Logf("%d preemptions, schedule %v", before, first)
		t.Logf("%d preemptions, schedule %v", after, last)
		if before < many || after > 3 || len(last) > 3 {
			t.Error("it did not shrink")
		}
	}
}

// shrunk is the schedule that rapid begins with if its seed is that of the example, and the one that it comes to.
func shrunk(t *testing.T, seed int, draw *rapid.Generator[simtest.Schedule], hangs func(simtest.Schedule) (int, bool)) (first, last simtest.Schedule) {
	setFlag(t, "rapid.seed", strconv.Itoa(seed))
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
	return first, last
}
