package simtest_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/properties/simtest"
	"simrun/sim"
)

// TestSchedulesComposeWithOtherGenerators draws the number of messages beside the schedule; the fewest with which the
// pipeline hangs are none.
func TestSchedulesComposeWithOtherGenerators(t *testing.T) {
	messages := -1
	x := inFake(t, "TestCompose", func(t testing.TB) {
		rapid.Check(t, func(rt *rapid.T) {
			messages = rapid.IntRange(0, 5).Draw(rt, "messages")
			simtest.Execute(rt, simtest.Schedules(60).Draw(rt, "schedule"), pipeline(messages))
		})
	})
	out := x.out.String()
	if !x.failed || messages != 0 || strings.Contains(out, "flaky") || !strings.Contains(out, "deadlock in TestCompose") {
		t.Fatal(messages, out)
	}
}

// account is a balance that is changed under a lock; with the bug, a deposit forgets it.
type account struct {
	balance *shared.Var[int]
	guard   *lock.Lock
	bug     bool
	paid    int
}

func (a *account) change(n int) {
	if !a.bug || n < 0 {
		a.guard.Acquire()
		defer a.guard.Release()
	}
	v := a.balance.Load()
	shared.Poll(a.balance.World())
	a.balance.Store(v + n)
	a.paid += n
}

// accounts is the check of a state machine whose actions are deposits and withdrawals of two clients.
func accounts(bug bool, draws *int) func(rt *rapid.T) {
	return func(rt *rapid.T) {
		m := simtest.NewMachine(func(w *sim.World) *account {
			return &account{balance: shared.New(w, "balance", 0), guard: lock.New(w, "guard"), bug: bug}
		})
		m.After(func(a *account) {
			if got := a.balance.Load(); got != a.paid {
				a.balance.World().Fail("lost-update", "the balance is not what was paid")
			}
		})
		client := rapid.SampledFrom([]string{"Ann", "Bob"})
		n := 0
		rt.Repeat(map[string]func(*rapid.T){
			"deposit": func(rt *rapid.T) {
				amount := rapid.IntRange(1, 9).Draw(rt, "amount")
				m.Do(client.Draw(rt, "client"), func(a *account) { a.change(amount) })
				n++
			},
			"withdraw": func(rt *rapid.T) {
				m.Do(client.Draw(rt, "client"), func(a *account) { a.change(-1) })
				n++
			},
		})
		*draws = n
		m.Execute(rt)
	}
}

func TestActionsOfAStateMachineRunAsThreads(t *testing.T) {
	actions := 0
	if x := inFake(t, "TestAccount", func(t testing.TB) { rapid.Check(t, accounts(false, &actions)) }); x.failed {
		t.Fatal(x.out.String())
	}
	x := inFake(t, "TestAccount", func(t testing.TB) { rapid.Check(t, accounts(true, &actions)) })
	out := x.out.String()
	if !x.failed || strings.Contains(out, "flaky") || !strings.Contains(out, "lost-update in TestAccount") {
		t.Fatal(out)
	}
	if actions > 3 { // two suffice; rapid may leave one that does no harm
		t.Errorf("%d actions are left after shrinking", actions)
	}
}
