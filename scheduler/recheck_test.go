package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/scheduler"
	"simrun/sim"
)

// edits are what was changed in the program since its finding was stored.
type edits struct {
	renamed   bool // the left fork has another name
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
		name := "left"
		if e.renamed {
			name = "port"
		}
		make := func(name string) fork {
			if e.rlocks {
				return lock.NewRLock(w, name)
			}
			return lock.New(w, name)
		}
		var left, right fork
		declare := []func(){func() { left = make(name) }, func() { right = make("right") }}
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
func storedMeal(t *testing.T) *scheduler.Stored {
	t.Helper()
	o := scheduler.Options{Strategy: "dpor", Config: sim.Config{Clock: sim.Anytime}, Properties: []sim.Property{noDeadlock{}}}
	r := explore(t, meal(edits{}), o)
	if len(r.Findings) != 1 {
		t.Fatal(r.Findings)
	}
	s, err := scheduler.Store(meal(edits{}), o, r.Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	s, err = scheduler.ParseStored(s.JSON())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStoredFindingSurvivesEdits(t *testing.T) {
	stored := storedMeal(t)
	for _, c := range []struct {
		name  string
		edits edits
		fate  scheduler.Fate
		way   scheduler.Way
		text  string
	}{
		{"unchanged", edits{}, scheduler.StillThere, scheduler.ByToken, "still there: replayed by its token"},
		{"renamed", edits{renamed: true}, scheduler.StillThere, scheduler.ByToken, ""},
		{"log lines", edits{logs: true}, scheduler.StillThere, scheduler.ByNames, "still there: replayed by the names of its choices"},
		{"renamed and log lines", edits{renamed: true, logs: true}, scheduler.StillThere, scheduler.ByNames, ""},
		{"reordered", edits{reordered: true}, scheduler.StillThere, scheduler.ByToken, ""},
		{"reordered and log lines", edits{reordered: true, logs: true}, scheduler.StillThere, scheduler.ByNames, ""},
		{"all of these", edits{renamed: true, reordered: true, logs: true}, scheduler.StillThere, scheduler.ByNames, ""},
		{"moved", edits{moved: true, logs: true}, scheduler.StillThere, scheduler.ByNames, ""},
		{"other locks", edits{rlocks: true, logs: true}, scheduler.StillThere, scheduler.BySearch, "still there: it cannot be replayed, and a search near it found it in execution "},
		{"fixed", edits{fixed: true}, scheduler.Fixed, scheduler.ByNames, "fixed: replayed by the names of its choices, it does not fail, nor do 1000 executions near it"},
		{"fixed and log lines", edits{fixed: true, logs: true}, scheduler.Fixed, scheduler.ByNames, ""},
		{"fixed and reordered", edits{fixed: true, reordered: true}, scheduler.Fixed, scheduler.ByNames, ""},
		{"removed thread", edits{removed: true}, scheduler.Inexpressible, scheduler.BySearch, "can no longer be expressed: there is no thread Thread-2 (kant); 1000 executions near it do not show it either"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := scheduler.Recheck(context.Background(), meal(c.edits), scheduler.Options{Properties: []sim.Property{noDeadlock{}}}, stored)
			if err != nil {
				t.Fatal(err)
			}
			t.Log(r)
			if r.Fate != c.fate || r.Way != c.way || !strings.HasPrefix(r.String(), c.text) {
				t.Errorf("%v %v, want %v %v; missed: %s", r.Fate, r.Way, c.fate, c.way, r.Missed)
			}
			if (r.Finding != nil) != (r.Fate == scheduler.StillThere) {
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

// dice is a program that fails if the second number of thrower is 3; log lines and another thread with numbers of its
// own move it.
func dice(more bool) sim.Program {
	return sim.Program{Name: "dice", Main: func(w *sim.World) {
		if more {
			thread.New(w, thread.Target("other", func() { w.Choose(4) })).Start()
			w.Sleep(1)
		}
		thread.New(w, thread.Target("thrower", func() {
			w.Choose(6)
			if w.Choose(6) == 3 {
				w.Fail("three", "a three was thrown")
			}
		})).Start()
	}}
}

func TestStoredValuesSurviveEdits(t *testing.T) {
	o := scheduler.Options{Strategy: "dfs", Config: sim.Config{Clock: sim.Anytime}}
	stored, err := scheduler.Store(dice(false), o, explore(t, dice(false), o).Findings[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := scheduler.Recheck(context.Background(), dice(true), o, stored)
	if err != nil || r.Fate != scheduler.StillThere || r.Way != scheduler.ByNames {
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
		if _, err := scheduler.ParseStored([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
	// Without a token that can be read the names remain.
	stored, err := scheduler.ParseStored([]byte(strings.Replace(good, `"s1.`, `"s0.`, 1)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := scheduler.Recheck(context.Background(), meal(edits{}), scheduler.Options{Properties: []sim.Property{noDeadlock{}}}, stored)
	if err != nil || r.Fate != scheduler.StillThere || r.Way != scheduler.ByNames {
		t.Error(r, err)
	}
}

// noDeadlock is a property as package properties has it.
type noDeadlock struct{}

func (noDeadlock) Name() string { return "no deadlock" }

func (noDeadlock) Check(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	return &sim.Failure{Kind: "deadlock", Message: "deadlock", Where: "somewhere"}
}
