package scheduler_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"simrun/internal/smallprogram"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// TestWorkersSeeTheSame: what a search sees does not depend on how many workers carry it out.
func TestWorkersSeeTheSame(t *testing.T) {
	for _, o := range oracles {
		if o.slow || o.traces > 2000 {
			continue
		}
		t.Run(o.name, func(t *testing.T) {
			cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}
			for _, workers := range []int{1, 2, 8} {
				r := explore(t, o.p, scheduler.Options{Strategy: "dpor", Config: cfg, NoShrink: true, Workers: workers})
				if r.Executions != o.traces || r.DistinctTraces != o.traces || !r.Exhausted || r.Redundant != 0 {
					t.Errorf("%d workers: %d executions, %d distinct traces, %d redundant, exhausted %v; want %d traces",
						workers, r.Executions, r.DistinctTraces, r.Redundant, r.Exhausted, o.traces)
				}
			}
		})
	}
}

// summary is what a report says about the program, without what depends on the machine.
func summary(r *scheduler.Report) string {
	s := fmt.Sprintf("%d executions, %d steps, %d truncated, %d livelocks, %d traces %t, %d logs %t, exhausted %v\n", r.Executions, r.Steps, r.Truncated, r.Livelocks, r.DistinctTraces, r.TracesAtLeast, r.DistinctLogs, r.LogsAtLeast, r.Exhausted)
	for _, o := range r.Outcomes {
		s += fmt.Sprintln(o.Verdict, o.Kind, o.Observed, o.Others, o.Count, o.First, o.Token())
	}
	for _, f := range r.Findings {
		s += fmt.Sprintln(f.Kind, f.Where, f.Message, f.Token, f.Steps, f.Preemptions)
	}
	return s
}

// TestWorkersReportTheSame does so for all strategies, with findings and values chosen by the program.
func TestWorkersReportTheSame(t *testing.T) {
	programs := map[string]sim.Program{
		"deadlock": smallprogram.Parse("acquire(0) acquire(1) ‖ acquire(1) acquire(0) put(0) ‖ get(0)").Build(-1),
		"choose":   smallprogram.Parse("acquire(0) choose(1) store(1) ‖ load(1) acquire(0)").Build(-1),
	}
	for name, p := range programs {
		for _, strategy := range []string{"random", "portfolio", "auto", "dpor", "dfs"} {
			for _, mode := range []sim.Switching{sim.Block, sim.Bytecode} {
				t.Run(fmt.Sprint(name, " ", strategy, " ", mode), func(t *testing.T) {
					var reports []string
					for _, workers := range []int{1, 2, 8} {
						o := scheduler.Options{
							Strategy: strategy, Workers: workers, Executions: 4000, Properties: []sim.Property{noneBlocked{}},
							Config: sim.Config{Switching: mode, Clock: sim.Anytime, Fingerprint: true},
						}
						reports = append(reports, summary(explore(t, p, o)))
					}
					// The number of an execution of DPOR says something for one worker only.
					if strategy != "dpor" && strategy != "auto" && reports[0] != reports[1] || reports[1] != reports[2] {
						t.Errorf("1 worker:\n%s\n2 workers:\n%s\n8 workers:\n%s", reports[0], reports[1], reports[2])
					}
				})
			}
		}
	}
}

// foldsLate is a program whose steps fold, which only a late execution shows: the one in which b finds that all of a came
// first.
func foldsLate() sim.Program {
	return sim.Program{Name: "folds late", Main: func(w *sim.World) {
		turn, v := shared.New(w, "turn", 0), shared.New(w, "v", 0)
		l, done := lock.New(w, "l"), event.New(w, "done")
		w.Spawn("b", func() {
			for range 4 {
				l.With(func() {})
			}
			if done.IsSet() {
				v.Add(turn.Load() + 1)
			}
		})
		w.Spawn("a", func() {
			for range 4 {
				l.With(func() {})
			}
			done.Set()
		})
	}}
}

// A checkpoint may have been written before that turned out: what it holds then is of no use, and the search is done again.
func TestCheckpointBeforeFolding(t *testing.T) {
	o := scheduler.Options{Strategy: "dpor", Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true}}
	want := summary(explore(t, foldsLate(), o))
	o.Checkpoint, o.Executions = filepath.Join(t.TempDir(), "search"), 1
	explore(t, foldsLate(), o)
	o.Executions = 0
	if got := summary(explore(t, foldsLate(), o)); got != want {
		t.Errorf("resumed:\n%s\nin one go:\n%s", got, want)
	}
}

// noneBlocked is the simplest property.
type noneBlocked struct{}

func (noneBlocked) Name() string { return "no deadlock" }

func (noneBlocked) Check(x *sim.Execution) *sim.Failure {
	if x.End != sim.Deadlock {
		return nil
	}
	where := ""
	for _, t := range x.Blocked() {
		where += fmt.Sprint(t.Index(), t.Pending().Name, t.Pending().Object, " ")
	}
	return &sim.Failure{Kind: "deadlock", Message: where, Where: where}
}

// TestWorkersFindFoldingLate: steps that fold only in a part of the schedules that several workers have shared out. The
// search is then done again by one of them, and sees what one sees from the beginning.
func TestWorkersFindFoldingLate(t *testing.T) {
	program := sim.Program{Name: "late", Main: func(w *sim.World) {
		x, order := &sim.Object{}, ""
		x.Init(w, "X", "", nil)
		work := func(name string) func() {
			return func() {
				for range 3 {
					if !w.Do(sim.Op{Name: "write", Object: x}) {
						return
					}
					order += name
				}
				if order != "cccbbbaaa" {
					return
				}
				for range 2 {
					w.Do(sim.Op{Name: "fold", Object: x, Class: sim.Bytecode})
				}
			}
		}
		w.OnEnd(func() { w.Observe("order", order) })
		w.SpawnAll("t", work("a"), work("b"), work("c"))
	}}
	for _, workers := range []int{1, 2, 4} {
		r := explore(t, program, scheduler.Options{Strategy: "dpor", Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime},
			NoShrink: true, Workers: workers})
		// 9!/(3!·3!·3!) orders.
		if !r.Exhausted || len(r.Outcomes) != 1680 {
			t.Errorf("%d workers: %d outcomes, exhausted %t", workers, len(r.Outcomes), r.Exhausted)
		}
	}
}
