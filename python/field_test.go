//go:build cpython

package python_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// field are scripts of shapes that bugs in the field have, and what is found in each.
var field = []struct{ script, kind, says string }{
	{"wiped_flag.py", "deadlock", "printer waits in Event.wait on some"},
	{"guests.py", "uncaught-exception", "dictionary changed size during iteration"},
	{"two_caches.py", "uncaught-exception", "the cache is closed"},
	{"unread.py", "exception-unread", "nobody was given the exception of invert: ZeroDivisionError: division by zero at unread.py:7"},
	{"batches.py", "uncaught-exception", "ValueError: generator already executing"},
	{"latest.py", "uncaught-exception", "RuntimeError: deque mutated during iteration"},
	{"agenda.py", "uncaught-exception", "IndexError: index out of range"},
	{"crew.py", "deadlock", "waits in Queue.get on crew.jobs"},
	{"loaded.py", "deadlock", "filler waits in import on loader"},
	{"ranking.py", "uncaught-exception", "ValueError: list modified during sort"},
	{"dispatch.py", "uncaught-exception", "RuntimeError: list changed size during iteration"},
	{"two_pools.py", "deadlock", "walk waits in Future.result on read"},
	{"window.py", "deadlock", "waits in Condition.wait on channel.room"},
	{"sessions.py", "uncaught-exception", "bob has the session of alice"},
	{"crawler.py", "deadlock", "site waits in futures.as_completed on page"},
	{"links.py", "uncaught-exception", "AssertionError: ['/about', '/about']"},
	{"tested.py", "exit-code", "the script ended with exit code 1 at tested.py:34"},
}

// TestField: with the options of a search by default each bug is found, with its cause, and the same script
// passes when it is repaired: all of its schedules were tried.
func TestField(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range field {
			if !hasTurn(interpreter, i) {
				continue
			}
			path := filepath.Join("testdata/field", c.script)
			r := exploreByDefault(t, openAt(t, interpreter, path), scheduler.Options{First: true, NoShrink: true, Executions: 400})
			if len(r.Findings) != 1 || r.Findings[0].Kind != c.kind || !strings.Contains(r.Findings[0].Message, c.says) {
				t.Errorf("%s: %s", c.script, kinds(r))
			}
			r = exploreByDefault(t, openAt(t, interpreter, path, "fixed"), scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}})
			if !r.Exhausted || len(r.Findings) > 0 || r.Sharing != nil {
				t.Errorf("%s, fixed: exhausted %v after %d executions, %s", c.script, r.Exhausted, r.Executions, kinds(r))
			}
		}
	})
}

// TestPoolAtExit: a thread that submits to a pool after the main thread has ended may find that the interpreter is at its exit, or that a worker
// has noted so in the pool, and each order of the two is tried; up to 3.8 the exit waits for the thread first. Nobody finds so where
// the main thread waits for it.
func TestPoolAtExit(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, args := range [][]string{nil, {"fixed"}} {
			if !hasTurn(interpreter, i) {
				continue
			}
			s := openAt(t, interpreter, "testdata/field/after_main.py", args...)
			r := exploreByDefault(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Clock: sim.Anytime}})
			want := 2
			if args != nil || strings.Contains(python.Title(s.Program()), "CPython 3.8") {
				want = 0
			}
			if !r.Exhausted || r.Sharing != nil || len(r.Findings) != want {
				t.Errorf("%v: %s, exhausted %v, %v", args, kinds(r), r.Exhausted, r.Sharing)
			}
		}
	})
}

// withDaemons searches a script, whose daemons are looked at or not.
func withDaemons(t *testing.T, interpreter string, looks bool, name string, args []string) (*python.Script, *scheduler.Report) {
	t.Helper()
	s, err := python.OpenWith(python.Options{Interpreter: interpreter, Daemons: looks}, "testdata/field/"+name, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // its processes have nothing more to say
	r := exploreByDefault(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Clock: sim.Anytime}})
	return s, r
}

// TestDaemons: a daemon that the exit ends in a with statement is found if that is asked for, whether the lock is one by itself or
// that of a condition, and one that only waits is not; without it the search says that it did not look.
func TestDaemons(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, args := range [][]string{{}, {"condition"}, {"fixed"}} {
			for _, looks := range []bool{true, false} {
				s, r := withDaemons(t, interpreter, looks, "flusher.py", args)
				bug := len(args) == 0 || args[0] != "fixed"
				if want := bug && looks; !r.Exhausted || want != (len(r.Findings) == 1) || want && r.Findings[0].Kind != "ended-while-locked" {
					t.Errorf("%v, looks %v: exhausted %v, %s", args, looks, r.Exhausted, kinds(r))
				}
				says := strings.Contains(strings.Join(s.Unlooked(), ", "), "--daemons")
				if want := bug && !looks; says != want {
					t.Errorf("%v, looks %v: says what it did not look at: %v, want %v", args, looks, says, want)
				}
			}
		}
	})
}

// TestDaemonsInACircle: daemons that wait for each other's locks are found if that is asked for, although the script ends, with who waits
// for what; without it the search says that it did not look. In one order of the locks nothing is found.
func TestDaemonsInACircle(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, args := range [][]string{{}, {"methods"}, {"fixed"}} {
			for _, looks := range []bool{true, false} {
				s, r := withDaemons(t, interpreter, looks, "movers.py", args)
				bug, found := len(args) == 0 || args[0] != "fixed", ""
				for _, f := range r.Findings {
					if f.Kind == "partial-deadlock" {
						found = f.Message
					}
				}
				want := []string{"daemons wait for each other for ever, move 1 at ", " for b, which move 2 holds, move 2 at ", " for a, which move 1 holds; the program ends all the same"}
				missing := slices.ContainsFunc(want, func(part string) bool { return !strings.Contains(found, part) })
				if missing == (bug && looks) || !r.Exhausted {
					t.Errorf("%v, looks %v: exhausted %v, %s", args, looks, r.Exhausted, kinds(r))
				}
				if says := strings.Contains(strings.Join(s.Unlooked(), ", "), "wait for each other (--daemons)"); says != (bug && !looks) {
					t.Errorf("%v, looks %v: says what it did not look at: %v", args, looks, says)
				}
			}
		}
	})
}

// TestFieldReads: what the report of a bug says of its cause, in the words of the script.
func TestFieldReads(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range []struct {
			script, kind string
			says         []string
		}{
			{"two_pools.py", "deadlock", []string{"only walk worked on it, and it waits in read.result", "on read; no thread ever worked on it"}},
			{"window.py", "deadlock", []string{" waits in Condition.wait on channel.room; only MainThread woke its waiters, and it waits in sender "}},
			{"facade.py", "deadlock", []string{"loop waits in Future.result on fetch, which only loop could run", "MainThread waits in Future.result on fetch"}},
			{"crawler.py", "deadlock", []string{
				"MainThread waits in Future.result on site; only site worked on it, and it waits in futures.as_completed.",
				"waits in futures.as_completed on page and page (2); no thread is left that could let it go on.",
			}},
			{"licences.py", "deadlock", []string{"waits for a task of pool. MainThread waits in Thread.join for ", "✗ pool.worker for ever"}},
			{"loaded.py", "deadlock", []string{"filler waits for the import of loader to end.", "✗ import for ever loader.py:10"}},
			{"crew.py", "deadlock", []string{"on crew.jobs, which is empty; only MainThread put into it", "crew.jobs.put(None) →"}},
			{"agenda.py", "uncaught-exception", []string{"✗ IndexError: index out of range :16"}},
			{"batches.py", "uncaught-exception", []string{"✗ ValueError: generator already executing :36"}},
		} {
			if !hasTurn(interpreter, i) {
				continue
			}
			text := asText(t, open(t, interpreter, "field/"+c.script), c.kind, report.Options{Width: 160})
			for _, want := range c.says {
				if !strings.Contains(strings.Join(strings.Fields(text), " "), want) { // it may be broken into lines
					t.Errorf("%q is missing in:\n%s", want, text)
				}
			}
		}
	})
}
