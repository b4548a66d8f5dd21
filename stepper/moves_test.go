package stepper

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// TestBackAndForth: whatever was gone forward and back, the same place is the same screen.
func TestBackAndForth(t *testing.T) {
	for _, c := range scenes {
		o := c.options(t)
		if c.name == "crowd" {
			o = crowd(20)
		}
		s := open(t, o, 100, 30)
		s.press("s 'random' enter r home")
		if s.session().at != 0 || s.session().far < 4 {
			t.Fatalf("%s: at %d of %d", c.name, s.session().at, s.session().far)
		}
		screens := []string{s.text()}
		for s.session().at < s.session().far {
			s.press("n")
			screens = append(screens, s.text())
		}
		for i := len(screens) - 2; i >= 0; i-- {
			s.press("b")
			if got := s.text(); got != screens[i] {
				t.Fatalf("%s: back at moment %d the screen is\n%s\nand was\n%s", c.name, i, got, screens[i])
			}
		}
		for i := 1; i < len(screens); i++ { // the cursor stands on what lies ahead
			s.press("enter")
			if got := s.text(); got != screens[i] {
				t.Fatalf("%s: chosen again, at moment %d the screen is\n%s\nand was\n%s", c.name, i, got, screens[i])
			}
		}
		s.press("home end")
		if got := s.text(); got != screens[len(screens)-1] {
			t.Errorf("%s: end does not lead to the last moment:\n%s", c.name, got)
		}
	}
}

// TestStrategyFromTheStart: a strategy that decides from the start on decides as in an execution of its own: it sees the
// steps, and learns first what it has to.
func TestStrategyFromTheStart(t *testing.T) {
	for _, named := range scheduler.Strategies() {
		for _, name := range []string{"queue-pipeline", "lost-update", "bounded-buffer-notify"} {
			o := program(t, name, sim.Anytime)
			o.Config.Seed = 5
			s := open(t, o, 80, 24)
			s.press("s '" + named.Name + "' enter r")
			r, own := sim.NewRunner(), named.New(5)
			strategy.BeginFirst(own, r, o.Program, o.Config)
			want := r.Run(o.Program, o.Config, own).Schedule().String()
			if got := s.session().path.String(); got != want {
				t.Errorf("%s of %s: choices\n%s\nand by itself\n%s", named.Name, name, got, want)
			}
			r.Close()
		}
	}
}

// TestChooseOther: another choice leads to where it would have led at once, whatever was undone before it.
func TestChooseOther(t *testing.T) {
	for _, name := range []string{"queue-pipeline", "cigarette-smokers"} {
		s := open(t, program(t, name, sim.Anytime), 80, 24)
		s.press("r home")
		for s.session().at < s.session().far {
			p := s.session().place
			if p.Alternatives > 1 {
				at := fmt.Sprint(s.session().at)
				other := open(t, program(t, name, sim.Anytime), 80, 24)
				other.press("n*" + at + " enter*" + at)
				for _, x := range []*screen{s, other} {
					order := x.m.(model).order()
					x.press("up*9")
					if order[0] == 0 {
						x.press("down")
					}
					x.press("enter")
				}
				if got, want := s.text(), other.text(); got != want {
					t.Fatalf("%s: from moment %s to\n%s\nat once to\n%s", name, at, got, want)
				}
				s.press("b r home n*" + at)
			}
			s.press("n")
		}
	}
}

// TestToChoice: the key goes on like enter, as long as there is no choice.
func TestToChoice(t *testing.T) {
	for _, c := range scenes {
		far, near := open(t, c.options(t), 80, 24), open(t, c.options(t), 80, 24)
		for n := 0; !far.session().place.Over() && n < 20; n++ {
			far.press("c")
			near.press("enter")
			for near.session().place.Alternatives == 1 {
				near.press("enter")
			}
			if got, want := far.text(), near.text(); got != want {
				t.Fatalf("%s: to\n%s\nand by single steps to\n%s", c.name, got, want)
			}
		}
	}
}

// TestFinishForgets: nothing lies ahead of an end, however long the execution before it was.
func TestFinishForgets(t *testing.T) {
	s := open(t, program(t, "queue-pipeline", sim.Anytime), 80, 24)
	s.press("s 'random' enter r")
	long := s.session().at
	s.press("home s 'run-to-block' enter r")
	if at, far := s.session().at, s.session().far; at != far || at >= long {
		t.Errorf("at %d of %d; it was %d", at, far, long)
	}
}

// TestPathCarriesOn: behind the last choice of a token everybody carries on, whatever the strategy is to be.
func TestPathCarriesOn(t *testing.T) {
	o := program(t, "queue-pipeline", sim.Anytime)
	o.Path = sim.Schedule{{N: 2}, {N: 2, Index: 1}}
	lengths := map[string]int{}
	for _, o.Strategy = range []string{carryOn, "random"} {
		s := open(t, o, 80, 24)
		s.press("end")
		if lengths[o.Strategy] = s.session().place.Step; !s.session().place.Over() {
			t.Errorf("%s: not at the end", o.Strategy)
		}
		if got := s.session().path.Trim().String(); got != o.Path.String() {
			t.Errorf("%s: path %s", o.Strategy, got)
		}
	}
	if lengths[carryOn] != lengths["random"] {
		t.Errorf("steps: %v", lengths)
	}
}

// TestOneExecution: each move executes the program once, however far it goes.
func TestOneExecution(t *testing.T) {
	executions := 0
	s := open(t, long(10_000, &executions), 80, 24)
	for _, keys := range []string{"g '9990' enter", "b", "n", "home", "end", "g '5' enter", "enter", "c", "r", "b", "t"} {
		executions = 0
		s.press(keys)
		if executions != 1 {
			t.Errorf("%s: %d executions", keys, executions)
		}
		s.text()
	}
	executions = 0
	s.press("down up esc ? ? s 'random' enter g esc")
	if executions != 0 {
		t.Errorf("keys that move nothing: %d executions", executions)
	}
	s.press("esc s 'pct' enter g '999999'")
	if s.press("enter"); executions < 2 {
		t.Errorf("pct has not learnt: %d executions", executions)
	}
	executions = 0
	if s.press("g '500' enter"); executions != 1 {
		t.Errorf("back to a step under pct: %d executions", executions)
	}
	s.press("end")
	if step := s.session().place.Step; step < 9_000 {
		t.Errorf("at step %d", step)
	}
}

// TestNotRepeatable: a program that does not repeat itself is named, and the screen stays where it was.
func TestNotRepeatable(t *testing.T) {
	executions := 0
	o := Options{Program: sim.Program{Name: "changing", Main: func(w *sim.World) {
		executions++
		w.Choose(executions + 1)
		w.Sleep(0)
	}}}
	s := open(t, o, 80, 24)
	s.press("enter")
	want := "diverged at choice 0: recorded 2 alternatives, found 3; MainThread was at"
	if got := s.text(); !strings.Contains(got, want) || s.session().at != 0 {
		t.Errorf("want %q at the start:\n%s", want, got)
	}
}

// TestStuck: a program that blocks for real is named.
func TestStuck(t *testing.T) {
	_, err := newModel(context.Background(), Options{Watchdog: 20 * time.Millisecond, Program: sim.Program{
		Name: "stuck", Main: func(*sim.World) { <-make(chan int) },
	}})
	var stuck *sim.StuckError
	if !errors.As(err, &stuck) {
		t.Errorf("error %v", err)
	}
}
