package report_test

import (
	"fmt"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/report"
	"simrun/sim"
)

// until carries on, in turns, and halts after so many steps.
type until struct{ steps int }

func (u until) Choose(p *sim.Point) int {
	if u.Halts(p) {
		return sim.Stop
	}
	return p.Len() - 1
}

func (u until) Halts(p *sim.Point) bool { return p.Step() >= u.steps }

// momentOf is the moment after so many steps.
func momentOf(main func(*sim.World), steps int) report.Moment {
	x := sim.Run(sim.Program{Name: "moment", Main: main}, sim.Config{Record: true}, until{steps})
	return report.NewMoment(x.Trace, 3)
}

func TestMoment(t *testing.T) {
	for _, c := range []struct {
		name  string
		main  func(*sim.World)
		steps int
		want  string
	}{
		{"pipeline", pipeline(1), 12, `
MainThread blocked time.sleep ()
producer ready pipeline.put ()
consumer blocked pipeline.get (0/1)
Queue pipeline 0/1, step 9
Event stop unset, step 11
9 consumer: pipeline.get: 22 → 0/1; preempted
10 producer: stop.is_set: unset; preempted
11 consumer: stop.is_set: unset; preempted
`},
		{"namesakes", func(w *sim.World) {
			l := lock.New(w, "l")
			for range 2 {
				w.Spawn("worker", func() { l.With(func() { w.Sleep(0) }) })
			}
			w.Sleep(sim.DefaultStepCost)
		}, 4, `
MainThread ready time.sleep () its time is up
worker 1 ready l.release ()
worker 2 blocked l.acquire (held by worker 1)
Lock l held by worker 1, step 1
1 worker 1: l.acquire → held; preempted
2 MainThread: spawn; timer
3 worker 1: time.sleep is over; timer
`},
	} {
		m := momentOf(c.main, c.steps)
		var b strings.Builder
		for _, th := range m.Threads {
			fmt.Fprintf(&b, "%s %v %s (%s)", th.Name, th.Status, th.Does, th.State)
			if th.Times {
				b.WriteString(" its time is up")
			}
			b.WriteString("\n")
		}
		for _, o := range m.Objects {
			fmt.Fprintf(&b, "%s %s %s, step %d\n", o.Kind, o.Name, o.State, o.Touched)
		}
		for _, s := range m.Steps {
			fmt.Fprintf(&b, "%d %s: %s; %s\n", s.Step, s.Thread, s.Does, s.Switch)
		}
		if got := "\n" + b.String(); got != c.want {
			t.Errorf("%s: got %s\nwant %s", c.name, got, c.want)
		}
	}
}
