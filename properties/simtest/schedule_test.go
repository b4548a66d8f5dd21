package simtest_test

import (
	"fmt"
	"testing"

	"simrun/properties/simtest"
	"simrun/sim"
)

// A preemption picks among the other alternatives, round and round; 0 is the one that carries on.
func TestScheduleTakesOtherAlternatives(t *testing.T) {
	for _, c := range []struct {
		schedule simtest.Schedule
		want     string
	}{
		{nil, "[0 0 0]"},
		{simtest.Schedule{{0, 0}, {1, 1}, {2, 2}}, "[0 1 2]"},
		{simtest.Schedule{{0, 3}, {1, 4}, {2, 7}}, "[3 1 1]"},
		{simtest.Schedule{{2, 1}, {0, 2}}, "[2 0 1]"}, // in any order
		{simtest.Schedule{{1, 2}, {1, 3}, {9, 1}}, "[0 2 0]"},
	} {
		var got []int
		sim.Run(sim.Program{Main: func(w *sim.World) {
			got = []int{w.Choose(4), w.Choose(4), w.Choose(4)}
		}}, sim.Config{}, c.schedule.Scheduler())
		if fmt.Sprint(got) != c.want {
			t.Errorf("%v: got %v, want %s", c.schedule, got, c.want)
		}
	}
}

// Few, some and many preemptions are all drawn, at all places, with all targets.
func TestDrawnSchedulesAreVaried(t *testing.T) {
	const places = 10
	var lengths [4]int // none, up to 3, up to 30, more
	var at [places]int
	var to [8]int
	draw := simtest.Schedules(places)
	for seed := range 2000 {
		s := draw.Example(seed)
		switch n := len(s); {
		case n == 0:
			lengths[0]++
		case n <= 3:
			lengths[1]++
		case n <= 30:
			lengths[2]++
		default:
			lengths[3]++
		}
		for _, p := range s {
			at[p.At]++
			to[p.To]++
		}
	}
	for _, n := range lengths {
		if n < 100 {
			t.Errorf("lengths %v", lengths)
		}
	}
	if least, most := bounds(at[:]); least*11 < most*10 {
		t.Errorf("places %v", at)
	}
	if least, most := bounds(to[:]); least*11 < most*10 {
		t.Errorf("targets %v", to)
	}
}

// bounds are the smallest and the largest number.
func bounds(list []int) (least, most int) {
	least = list[0]
	for _, n := range list {
		least, most = min(least, n), max(most, n)
	}
	return least, most
}
