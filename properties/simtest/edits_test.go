package simtest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

// edit is what was changed in a program since its finding was stored.
type edit struct{ renamed, logs, reordered, fixed, removed, rlocks bool }

// fork is a Lock or an RLock.
type fork interface {
	Acquire(...lock.Arg) bool
	Release()
}

// meal is two philosophers who take two forks in two orders.
func meal(e edit) func(w *sim.World) {
	return func(w *sim.World) {
		make := func(name, renamed string) fork {
			if e.renamed {
				name = renamed
			}
			if e.rlocks {
				return lock.NewRLock(w, name)
			}
			return lock.New(w, name)
		}
		var left, right fork
		if e.reordered {
			right = make("right", "starboard")
			left = make("left", "port")
		} else {
			left = make("left", "port")
			right = make("right", "starboard")
		}
		eat := func(name string, first, second fork) {
			thread.New(w, thread.Target(name, func() {
				first.Acquire()
				if e.logs {
					logging.Warning(w, "one fork")
				}
				second.Acquire()
				second.Release()
				first.Release()
			})).Start()
		}
		switch {
		case e.fixed:
			eat("Plato", left, right)
			eat("Kant", left, right)
		case e.removed:
			eat("Plato", left, right)
		case e.reordered:
			eat("Kant", right, left)
			eat("Plato", left, right)
		default:
			eat("Plato", left, right)
			eat("Kant", right, left)
		}
	}
}

// TestStoredFindingsSurviveEdits says what becomes of a stored finding, in the words that a reader gets.
func TestStoredFindingsSurviveEdits(t *testing.T) {
	for _, c := range []struct {
		name string
		edit edit
		want string // what the line says of it
		more string // of the line after
	}{
		{"unchanged", edit{}, "still there: replayed by its token\n", "no search, because a stored finding is still there\n"},
		{"renamed variable", edit{renamed: true}, "still there: replayed by its token\n", "no search, "},
		{"extra log line", edit{logs: true}, "still there: replayed by the names of its choices\n", "no search, "},
		{"reordered declaration", edit{reordered: true}, "still there: replayed by its token\n", "no search, "},
		{"reordered, with a log line", edit{reordered: true, logs: true}, "still there: replayed by the names of its choices\n", "no search, "},
		{"other locks, with a log line", edit{rlocks: true, logs: true},
			"still there: it cannot be replayed, and a search near it found it in execution ", "no search, "},
		{"fixed bug", edit{fixed: true},
			"fixed: replayed by the names of its choices, it does not fail, nor do 1000 executions near it\n", "there is no failure: exhaustive: "},
		{"removed thread", edit{removed: true},
			"can no longer be expressed: there is no thread Thread-2 (Kant); 1000 executions near it do not show it either\n", "there is no failure: exhaustive: "},
	} {
		t.Run(c.name, func(t *testing.T) {
			inFake(t, "TestMeal", func(t testing.TB) { simtest.Test(t, meal(edit{})) })
			stored, _ := filepath.Glob("testdata/simrun/TestMeal/*")
			if len(stored) != 1 {
				t.Fatal(stored)
			}
			x := again(t, "TestMeal", func(t testing.TB) { simtest.Test(t, meal(c.edit)) })
			got, ok := strings.CutPrefix(x.out.String(), "simtest: deadlock in "+stored[0]+": "+c.want)
			if !ok || !strings.Contains(got, "simtest: "+c.more) {
				t.Errorf("%s", x.out.String())
			}
			if still := strings.HasPrefix(c.want, "still there"); x.failed != still {
				t.Errorf("failed %v", x.failed)
			}
		})
	}
}
