package golang_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"simrun/models/golang"
	"simrun/scheduler"
	"simrun/sim"
)

type world = *sim.World

// all searches every schedule of a program, by a strategy.
func all(t testing.TB, strategy string, main func(w world)) *scheduler.Report {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), golang.Program("program", main), scheduler.Options{
		Strategy: strategy, Config: sim.Config{Clock: sim.Anytime}, NoShrink: true,
		Properties: []sim.Property{golang.NoDeadlock, golang.NoLeak, golang.NoPanic},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Exhausted {
		t.Fatalf("%s has not tried every schedule: %+v", strategy, r.Sharing)
	}
	return r
}

// outcomes are what the executions observed under the name "out", and the failures, each once.
func outcomes(r *scheduler.Report) []string {
	var list []string
	for _, o := range r.Outcomes {
		text := o.Kind
		for _, v := range o.Observed {
			if v.Name == "out" && text == "" {
				text = fmt.Sprint(v.Value)
			}
		}
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	slices.Sort(list)
	return list
}

// program is one of the specification's statements, and what comes of it in all schedules.
type program struct {
	name string
	main func(w world, out func(...any))
	want string // the outcomes, sorted, with | between them
}

// large marks a program with too many schedules for depth-first search.
const large = " (large)"

// check searches a program with two strategies that must agree.
func check(t *testing.T, programs []program) {
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			for _, strategy := range []string{"dpor", "dfs"} {
				if strategy == "dfs" && strings.HasSuffix(p.name, large) {
					continue
				}
				r := all(t, strategy, func(w world) {
					var said []string
					w.OnEnd(func() { w.Observe("out", strings.Join(said, " ")) })
					p.main(w, func(values ...any) { said = append(said, fmt.Sprint(values...)) })
				})
				if got := strings.Join(outcomes(r), "|"); got != p.want {
					t.Errorf("%s: %q, want %q", strategy, got, p.want)
				}
			}
		})
	}
}

// zeros is the scheduler that takes the first alternative.
type zeros struct{}

func (zeros) Choose(*sim.Point) int { return 0 }

// TestPolls: a livelock in which a goroutine waits is shown with the place that the search has found it at, although what goroutines wait in
// has its name only when it is asked for.
func TestPolls(t *testing.T) {
	r, err := scheduler.Explore(context.Background(), golang.Program("program", func(w world) {
		done := golang.Make[int](w, "done", 0)
		golang.Go(w, "poller", func() {
			for ready := golang.NewAtomic[bool](w, "ready"); !ready.Load(); {
				golang.Gosched(w)
			}
			done.Send(1)
		})
		done.Receive()
	}), scheduler.Options{Strategy: "random", First: true, Executions: 10})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || r.Findings[0].Where != "main in chan.receive on done; poller polls" || r.Findings[0].Trace == nil {
		t.Errorf("%+v", r.Findings)
	}
}

// TestNumGoroutine: whoever counts the goroutines sees which have ended.
func TestNumGoroutine(t *testing.T) {
	check(t, []program{
		{"two that start and end", func(w world, out func(...any)) {
			golang.Go(w, "a", func() { golang.Go(w, "b", func() {}) })
			out(golang.NumGoroutine(w))
		}, "1|2"},
		{"one that starts another", func(w world, out func(...any)) {
			c := golang.Make[int](w, "c", 0)
			golang.Go(w, "a", func() { golang.Go(w, "b", func() { c.Receive() }); c.Receive() })
			out(golang.NumGoroutine(w))
			c.Send(1)
			c.Send(1)
		}, "2|3"},
		{"none that stands for a timer", func(w world, out func(...any)) {
			golang.NewTimer(w, "", 1)
			out(golang.NumGoroutine(w))
		}, "1"},
	})
}

// TestGoexit: a goroutine that exits ends, what it has deferred is carried out, and a panic ends all.
func TestGoexit(t *testing.T) {
	ended := 0
	x := sim.Run(golang.Program("exits", func(w world) {
		g := golang.NewWaitGroup(w, "g")
		g.Go("exits", func() { ended++; runtime.Goexit() })
		g.Wait()
		golang.Go(w, "panics", func() { panic("boo") })
		golang.BlockForever(w, "select")
	}), sim.Config{}, zeros{})
	f := golang.NoPanic.Check(x)
	if ended != 1 || x.ExitCode != 2 || f == nil || f.Message != "panics panics: boo" {
		t.Errorf("%d, exit code %d, %+v", ended, x.ExitCode, f)
	}
}
