package simtest_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/simtest"
	"simrun/scheduler"
	"simrun/sim"
)

// adders add 1 twice, and say of a sum that is too small what they are told to.
func adders(right bool, says func(n int)) func(w *sim.World) {
	return func(w *sim.World) {
		n := shared.New(w, "n", 0)
		add := func() {
			v := n.Load()
			shared.Poll(w)
			n.Store(v + 1)
		}
		a, b := thread.New(w, thread.Target("add", add)), thread.New(w, thread.Target("add", add))
		a.Start()
		if right {
			a.Join()
		}
		b.Start()
		a.Join()
		b.Join()
		if v := n.Load(); v != 2 {
			says(v)
		}
	}
}

// TestAssertions: what a program says of its test is a finding, with a schedule and the line that replays it, whatever
// runs it; and it is said a few times, not once in each execution.
func TestAssertions(t *testing.T) {
	for name, run := range map[string]func(t testing.TB, program func(*sim.World)){
		"Test":   func(t testing.TB, p func(*sim.World)) { simtest.TestWith(t, simtest.Options{NoStore: true}, p) },
		"Verify": func(t testing.TB, p func(*sim.World)) { simtest.Verify(t, p) },
		"search": func(t testing.TB, p func(*sim.World)) {
			simtest.TestWith(t, simtest.Options{NoStore: true, Repeats: -1}, p)
		},
		"workers": func(t testing.TB, p func(*sim.World)) {
			simtest.TestWith(t, simtest.Options{NoStore: true, Repeats: -1, Workers: 3}, p)
		},
	} {
		for how, says := range map[string]func(t testing.TB, n int){
			"test-failed: Errorf":         func(t testing.TB, n int) { t.Errorf("SUM %d", n) },
			"test-failed: Fail":           func(t testing.TB, n int) { t.Logf("SUM %d", n); t.Fail() },
			"goexit: Fatalf":              func(t testing.TB, n int) { t.Errorf("SUM %d", n); t.FailNow() },
			"goexit: Fatalf in its place": func(t testing.TB, n int) { defer t.FailNow(); panic(n) },
		} {
			kind, _, _ := strings.Cut(how, ":")
			x := inFake(t, "TestAdders", func(t testing.TB) { run(t, adders(false, func(n int) { says(t, n) })) })
			out := x.out.String()
			if name == "workers" { // see ownTest
				if !x.failed || !strings.Contains(out, "\n"+kind+" in TestAdders\n") && !strings.Contains(out, "-simrun.workers=1 shows which") {
					t.Errorf("%s, %s: failed %v\n%s", name, how, x.failed, out)
				}
				continue
			}
			if !x.failed || !strings.Contains(out, "\n"+kind+" in TestAdders\n") || strings.Count(out, "SUM") > 6 ||
				!strings.Contains(out, "replay with: go test ") || !strings.Contains(out, "write n: 1") {
				t.Errorf("%s, %s: failed %v\n%s", name, how, x.failed, out)
			}
			x = inFake(t, "TestAdders", func(t testing.TB) { run(t, adders(true, func(n int) { says(t, n) })) })
			if x.failed || !strings.Contains(x.out.String(), "there is no failure") {
				t.Errorf("%s, %s, repaired: failed %v\n%s", name, how, x.failed, x.out.String())
			}
		}
	}
}

// TestAssertionIsReplayed: the token of such a finding shows it again, and so does the file that was stored.
func TestAssertionIsReplayed(t *testing.T) {
	test := func(t testing.TB) { simtest.Test(t, adders(false, func(n int) { t.Errorf("SUM %d", n) })) }
	x := inFake(t, "TestAdders", test)
	_, token, _ := strings.Cut(x.out.String(), "-simrun.replay=")
	x = again(t, "TestAdders", test)
	if !x.failed || !strings.Contains(x.out.String(), "still there: replayed by its token") || !strings.Contains(x.out.String(), "write n: 1") {
		t.Errorf("stored: %s", x.out.String())
	}
	setFlag(t, "simrun.replay", strings.TrimSpace(token))
	x = again(t, "TestAdders", test)
	if !x.failed || !strings.Contains(x.out.String(), "test-failed in TestAdders") || !strings.Contains(x.out.String(), "write n: 1") {
		t.Errorf("replayed: %s", x.out.String())
	}
}

// TestGoexitWithoutTest: runtime.Goexit that does not come from the test is a finding that is minimised.
func TestGoexitWithoutTest(t *testing.T) {
	x := inFake(t, "TestAdders", func(t testing.TB) { simtest.Test(t, adders(false, func(int) { runtime.Goexit() })) })
	if !x.failed || !strings.Contains(x.out.String(), "goexit in TestAdders") || !strings.Contains(x.out.String(), "1 preemption (no schedule with fewer shows it)") {
		t.Errorf("%s", x.out.String())
	}
}

// TestBudgetBoundsTheRecheck: a stored finding that has to be looked for, and made small, takes no longer than the budget.
func TestBudgetBoundsTheRecheck(t *testing.T) {
	consumer := func(w *sim.World) {
		stop, q := event.New(w, "stop"), queue.New(w, "q", 0)
		c := thread.New(w, thread.Name("consumer"), thread.Target("consume", func() {
			for !stop.IsSet() {
				q.Get(queue.Timeout(100 * time.Millisecond))
			}
		}))
		c.Start()
		q.Put(1)
		w.Sleep(time.Second)
		stop.Set()
		c.Join()
	}
	const budget = 500 * time.Millisecond
	test := func(t testing.TB) {
		simtest.TestWith(t, simtest.Options{Budget: budget}, consumer, properties.NoItemLeft)
	}
	inFake(t, "TestConsumer", test)
	start := time.Now()
	x := again(t, "TestConsumer", test)
	if took := time.Since(start); took > 20*budget || !x.failed {
		t.Errorf("after %v\n%s", took, x.out.String())
	}
}

// TestPollingIsSaid: a search of a program in which a thread polls says up to how many rounds everything was tried.
func TestPollingIsSaid(t *testing.T) {
	poller := func(w *sim.World) {
		stop := event.New(w, "stop")
		p := thread.New(w, thread.Name("poller"), thread.Target("poll", func() {
			for !stop.Wait(100 * time.Millisecond) {
			}
		}))
		p.Start()
		w.Sleep(time.Second)
		stop.Set()
		p.Join()
	}
	x := inFake(t, "TestPoller", func(t testing.TB) { simtest.TestWith(t, simtest.Options{Executions: 600}, poller) })
	if x.failed || !strings.Contains(x.out.String(), "no failure found; exhaustive up to ") ||
		!strings.Contains(x.out.String(), " of polling, sampled beyond: ") {
		t.Error(x.out.String())
	}
	for budget, took := range map[time.Duration]bool{time.Minute: false, time.Second: true} {
		x := inFake(t, "TestPoller", func(t testing.TB) {
			simtest.TestWith(t, simtest.Options{Executions: map[bool]int{false: 600, true: 1 << 30}[took], Budget: budget}, poller)
		})
		if said := strings.Contains(x.out.String(), "so the search took all of its budget of 1s (-simrun.budget)"); x.failed || said != took {
			t.Errorf("budget %v: %s", budget, x.out.String())
		}
	}
	for _, kind := range []string{"auto", "dpor"} {
		r, err := scheduler.Explore(t.Context(), sim.Program{Name: "poller", Main: poller}, scheduler.Options{
			Strategy: kind, Config: sim.Config{Clock: sim.Anytime, MaxSteps: 20_000}})
		if err != nil || r.Rounds != 3 || r.Exhausted || r.Verdict() != sim.Inconclusive {
			t.Errorf("%s: %+v, %v", kind, r, err)
		}
	}
}
