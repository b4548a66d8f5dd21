package simtest_test

import (
	"strings"
	"testing"

	"simrun/properties/simtest"
	"simrun/sim"
)

// TestSometimes: the counter loses an addition in some schedule, and is never 3.
func TestSometimes(t *testing.T) {
	is := func(n int) func(x *sim.Execution) bool {
		return func(x *sim.Execution) bool { return x.Observation("n") == n }
	}
	x := inFake(t, "TestCounter", func(t testing.TB) { simtest.Sometimes(t, counter, "a lost addition", is(1)) })
	if want := "simtest: some schedule shows a lost addition; replay with: go test simrun/properties/simtest -run '^TestCounter$' -simrun.replay=s1."; x.failed || !strings.HasPrefix(x.out.String(), want) {
		t.Errorf("failed %v:\n%s", x.failed, x.out.String())
	}
	x = inFake(t, "TestCounter", func(t testing.TB) { simtest.Sometimes(t, counter, "three", is(3)) })
	if want := "simtest: no schedule shows three: exhaustive: "; !x.failed || !strings.HasPrefix(x.out.String(), want) {
		t.Errorf("failed %v:\n%s", x.failed, x.out.String())
	}
	x = inFake(t, "TestMeal", func(t testing.TB) {
		simtest.Sometimes(t, twoLocks(true), "a deadlock", func(x *sim.Execution) bool { return x.End == sim.Deadlock })
	})
	if x.failed {
		t.Errorf("a deadlock is not shown:\n%s", x.out.String())
	}
	x = inFake(t, "TestMeal", func(t testing.TB) {
		o := simtest.Options{Executions: 3, Strategy: "random"}
		simtest.SometimesWith(t, o, twoLocks(true), "anything", func(*sim.Execution) bool { return false })
	})
	if want := "simtest: no schedule that was tried shows anything; not exhaustive: 3 executions"; !x.failed || !strings.HasPrefix(x.out.String(), want) {
		t.Errorf("failed %v:\n%s", x.failed, x.out.String())
	}
}
