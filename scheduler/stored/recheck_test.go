package stored_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// edits are what was changed in the program since its finding was stored.
type edits struct {
	renamed   bool // the forks have other names
	logs      bool // there are more lines of log
	reordered bool // what is declared in one order was declared in the other
	fixed     bool // both take the forks in one order
	removed   bool // there is one philosopher only
	moved     bool // the philosophers are started by another thread than before
	rlocks    bool // the forks are RLocks
}

// fork is a Lock or an RLock.
type fork interface {
	Acquire(args ...lock.Arg) bool
	Release()
}

// meal is a program of two philosophers who take two forks in two orders.
func meal(e edits) sim.Program {
	return sim.Program{Name: "meal", Main: func(w *sim.World) {
		log := func(text string) {
			if e.logs && w.Do(sim.Op{Name: "log", Object: w.Stderr(), Class: sim.IO}) {
				w.Logf("%s", text)
			}
		}
		names := [2]string{"left", "right"}
		if e.renamed {
			names = [2]string{"port", "starboard"}
		}
		make := func(name string) fork {
			if e.rlocks {
				return lock.NewRLock(w, name)
			}
			return lock.New(w, name)
		}
		var left, right fork
		declare := []func(){func() { left = make(names[0]) }, func() { right = make(names[1]) }}
		if e.reordered {
			declare[0], declare[1] = declare[1], declare[0]
		}
		declare[0]()
		declare[1]()
		eat := func(first, second *fork) func() {
			return func() {
				log("hungry")
				(*first).Acquire()
				log("one fork")
				(*second).Acquire()
				(*second).Release()
				(*first).Release()
			}
		}
		plato, kant := thread.Target("plato", eat(&left, &right)), thread.Target("kant", eat(&right, &left))
		if e.fixed {
			kant = thread.Target("kant", eat(&left, &right))
		}
		log("begin")
		targets := []thread.Option{plato, kant}
		switch {
		case e.reordered:
			targets = []thread.Option{kant, plato}
		case e.removed:
			targets = []thread.Option{plato}
		case e.moved:
			targets = []thread.Option{thread.Target("table", func() {
				a, b := thread.New(w, plato), thread.New(w, kant)
				a.Start()
				b.Start()
			})}
		}
		var threads []*thread.Thread
		for _, target := range targets {
			t := thread.New(w, target)
			t.Start()
			threads = append(threads, t)
		}
		for _, t := range threads {
			t.Join()
		}
	}}
}

// storedMeal is the deadlock of the program as it was, stored and read back.
func storedMeal(t *testing.T) *stored.Finding {
	t.Helper()
	o := scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{neverDeadlock{}}}
	r := searched(t, meal(edits{}), o)
	if len(r.Findings) != 1 {
		t.Fatal(r.Findings)
	}
	s, err := stored.Store(o.Subject(meal(edits{})), r.Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	s, err = stored.Parse(s.JSON())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStoredFindingSurvivesEdits(t *testing.T) {
	kept := storedMeal(t)
	for _, c := range []struct {
		name  string
		edits edits
		fate  stored.Fate
		way   stored.Way
		text  string
	}{
		{"unchanged", edits{}, stored.StillThere, stored.ByToken, "still there: replayed by its token"},
		{"renamed", edits{renamed: true}, stored.StillThere, stored.ByToken, ""},
		{"log lines", edits{logs: true}, stored.StillThere, stored.ByNames, "still there: replayed by the names of its choices"},
		{"renamed and log lines", edits{renamed: true, logs: true}, stored.StillThere, stored.ByNames, ""},
		{"reordered", edits{reordered: true}, stored.StillThere, stored.ByToken, ""},
		{"reordered and log lines", edits{reordered: true, logs: true}, stored.StillThere, stored.ByNames, ""},
		{"all of these", edits{renamed: true, reordered: true, logs: true}, stored.StillThere, stored.BySearch, ""}, // which fork is which?
		{"moved", edits{moved: true, logs: true}, stored.StillThere, stored.ByNames, ""},
		{"other locks", edits{rlocks: true, logs: true}, stored.StillThere, stored.BySearch, "still there: it cannot be replayed, and a search near it found it in execution "},
		{"fixed", edits{fixed: true}, stored.Fixed, stored.ByNames, "fixed: replayed by the names of its choices, it does not fail, nor do 1000 executions near it"},
		{"fixed and log lines", edits{fixed: true, logs: true}, stored.Fixed, stored.ByNames, ""},
		{"fixed and reordered", edits{fixed: true, reordered: true}, stored.Fixed, stored.ByNames, ""},
		{"removed thread", edits{removed: true}, stored.Inexpressible, stored.BySearch, "can no longer be expressed: there is no thread Thread-2 (kant); 1000 executions near it do not show it either"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := stored.Recheck(context.Background(), replay.Subject{Program: meal(c.edits), Properties: []sim.Property{neverDeadlock{}}}, kept)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(r)
			if r.Fate != c.fate || r.Way != c.way || !strings.HasPrefix(r.String(), c.text) {
				t.Errorf("%v %v, want %v %v; missed: %s", r.Fate, r.Way, c.fate, c.way, r.Missed)
			}
			if (r.Finding != nil) != (r.Fate == stored.StillThere) {
				t.Errorf("finding %v", r.Finding)
			}
		})
	}
}

// The stored finding says in words what its choices were.
func TestStoredFindingInWords(t *testing.T) {
	got := ""
	for _, turn := range storedMeal(t).Turns {
		got += fmt.Sprintf("%s until %s at %s %s\n", turn.Thread, turn.Until, turn.Operation, turn.Object)
	}
	want := `MainThread until blocked at Thread.started Thread-1 (plato)
Thread-1 (plato) until switched at Lock.acquire right
MainThread until blocked at Thread.started Thread-2 (kant)
Thread-2 (kant) until blocked at Lock.acquire left
MainThread until blocked at Thread.join Thread-1 (plato)
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// dice is a program that fails if thrower throws 0 and then 3; another thread with numbers of its own moves that.
func dice(more bool) sim.Program {
	return sim.Program{Name: "dice", Main: func(w *sim.World) {
		if more {
			thread.New(w, thread.Target("other", func() { w.Choose(4) })).Start()
			w.Sleep(1)
		}
		thread.New(w, thread.Target("thrower", func() {
			first := w.Choose(6)
			w.Sleep(0)
			if w.Choose(6) == 3 && first == 0 {
				w.Fail("three", "a three was thrown")
			}
		})).Start()
	}}
}

func TestStoredValuesSurviveEdits(t *testing.T) {
	o := scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: sim.Anytime}}
	kept, err := stored.Store(o.Subject(dice(false)), searched(t, dice(false), o).Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := stored.Recheck(context.Background(), o.Subject(dice(true)), kept)
	if err != nil || r.Fate != stored.StillThere || r.Way != stored.ByNames {
		t.Fatal(r, err)
	}
}

func TestDamagedStoredFinding(t *testing.T) {
	good := string(storedMeal(t).JSON())
	for _, c := range []struct{ text, want string }{
		{"", "not a stored finding: unexpected end of JSON input"},
		{"[]", "not a stored finding: json: cannot unmarshal array"},
		{"{}", "not a stored finding: it has no version"},
		{strings.Replace(good, `"version": 1`, `"version": 2`, 1), "this simrun reads version 1 only"},
		{strings.Replace(good, `"anytime"`, `"never"`, 1), "damaged: unknown clock"},
	} {
		if _, err := stored.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
	// Without a token that can be read the names remain.
	kept, err := stored.Parse([]byte(strings.Replace(good, `"s1.`, `"s0.`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := stored.Recheck(context.Background(), replay.Subject{Program: meal(edits{}), Properties: []sim.Property{neverDeadlock{}}}, kept)
	if err != nil || r.Fate != stored.StillThere || r.Way != stored.ByNames {
		t.Error(r, err)
	}
}

// neverDeadlock is a property as package properties has it.
type neverDeadlock struct{}

func (neverDeadlock) Name() string { return "no deadlock" }

func (neverDeadlock) Check(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	return &sim.Failure{Kind: "deadlock", Message: "deadlock", Where: "somewhere"}
}

// searched is what a search of the program reports.
func searched(t *testing.T, p sim.Program, o scheduler.Options) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
