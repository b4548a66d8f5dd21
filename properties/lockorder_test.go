package properties_test

import (
	"slices"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// nested takes locks one inside the other.
func nested(locks ...*lock.Lock) {
	if len(locks) > 0 {
		locks[0].With(func() { nested(locks[1:]...) })
	}
}

// one runs a program once, each thread up to where it blocks, and returns its failures.
func one(main func(w *sim.World)) []string {
	s := sampling.NewRunToBlock()
	s.Begin(0)
	x := sim.Run(sim.Program{Main: main}, sim.Config{}, s)
	var got []string
	for _, f := range x.Failures {
		got = append(got, f.Kind+": "+f.Message)
	}
	return got
}

// In a run in which each thread has done before the next begins there is no deadlock, but it shows that there could be.
func TestDetectLockOrder(t *testing.T) {
	program := func(locks int, order ...string) func(w *sim.World) {
		return func(w *sim.World) {
			properties.DetectLockOrder(w)
			all := make([]*lock.Lock, locks)
			for i := range all {
				all[i] = lock.New(w, string(rune('a'+i)))
			}
			for _, letters := range order {
				var mine []*lock.Lock
				for _, c := range letters {
					mine = append(mine, all[c-'a'])
				}
				thread.New(w, thread.Name(letters), thread.Target("", func() { nested(mine...) })).Start()
			}
		}
	}
	for _, c := range []struct {
		locks int
		order []string
		want  string
	}{
		{2, []string{"ab", "ba"}, "a deadlock is possible: ab took b while it held a, ba took a while it held b"},
		{2, []string{"ab", "ab"}, ""},
		{3, []string{"ab", "bc", "ca"}, "a deadlock is possible: ab took b while it held a, bc took c while it held b, ca took a while it held c"},
		{3, []string{"ab", "bc", "ac"}, ""},
		{3, []string{"cab", "cba"}, ""}, // c is held by both
		{3, []string{"cab", "ba"}, "a deadlock is possible: cab took b while it held a, ba took a while it held b"},
	} {
		want := []string{"lock-order: " + c.want}
		if c.want == "" {
			want = nil
		}
		if got := one(program(c.locks, c.order...)); !slices.Equal(got, want) {
			t.Errorf("%v: %v, want %v", c.order, got, want)
		}
	}
}

// One thread after the other, by a join, cannot block each other, and a thread cannot block itself.
func TestLockOrderAfterJoin(t *testing.T) {
	for _, joined := range []bool{true, false} {
		got := one(func(w *sim.World) {
			properties.DetectLockOrder(w)
			a, b := lock.New(w, "a"), lock.New(w, "b")
			join := start(w, "T1", func() { nested(a, b); nested(b, a) })
			if joined {
				join()
			}
			nested(b, a)
		})
		if (len(got) == 0) != joined {
			t.Errorf("joined %t: %s", joined, strings.Join(got, "; "))
		}
	}
}
