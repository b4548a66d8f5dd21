package report

import (
	"reflect"
	"testing"

	"simrun/sim"
)

// TestSplit has a worker that runs two tasks and waits before, between and after.
func TestSplit(t *testing.T) {
	trace := &sim.Trace{
		End:     sim.Deadlock,
		Threads: []sim.ThreadInfo{{Name: "main", Born: -1}, {Name: "worker", Label: "b"}},
		Events: []sim.Event{
			{Thread: 0},
			{Thread: 1},
			{Thread: 1, Label: "a", Ready: []int{0, 1}},
			{Thread: 1, Label: "a"},
			{Thread: 1, Label: "b"},
			{Thread: 0, Ready: []int{0, 1}},
		},
		Waits: []sim.Wait{
			{Thread: 1, From: 0, Until: 0}, {Thread: 1, From: 2, Until: 2}, {Thread: 1, From: 3, Until: 3},
			{Thread: 1, From: 4, Until: -1}, {Thread: 0, From: 0, Until: 4},
		},
		Waiting: []sim.Waiting{{Thread: 0, For: []int{1}}, {Thread: 1}},
		Log:     []sim.LogLine{{Event: 2, Thread: 1}, {Event: 4, Thread: 1}, {Event: -1, Thread: -1}},
		Raised:  []sim.Raised{{Event: 3, Thread: 1}},
	}
	got := split(trace)
	threads := func(n int, of func(i int) int) []int {
		var list []int
		for i := range n {
			list = append(list, of(i))
		}
		return list
	}
	for _, c := range []struct {
		what      string
		got, want []int
	}{
		{"events", threads(6, func(i int) int { return got.Events[i].Thread }), []int{0, 1, 1, 1, 2, 0}},
		{"waits", threads(5, func(i int) int { return got.Waits[i].Thread }), []int{1, 1, 2, 2, 0}},
		{"waiting", threads(2, func(i int) int { return got.Waiting[i].Thread }), []int{0, 2}},
		{"for", got.Waiting[0].For, []int{2}},
		{"ready first", got.Events[2].Ready, []int{0, 1}},
		{"ready last", got.Events[5].Ready, []int{0, 2}},
		{"log", threads(3, func(i int) int { return got.Log[i].Thread }), []int{1, 2, -1}},
		{"raised", []int{got.Raised[0].Thread}, []int{1}},
		{"born", threads(3, func(i int) int { return got.Threads[i].Born }), []int{-1, 0, 4}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	if done := got.Threads[1].Done; !done || got.Threads[2].Done {
		t.Error("the first task has ended, the second has not")
	}
	if trace.Events[4].Thread != 1 || trace.Waiting[0].For[0] != 1 {
		t.Error("the trace itself was changed")
	}
	if again := split(got); again != got {
		t.Error("there is nothing left to split")
	}
}
