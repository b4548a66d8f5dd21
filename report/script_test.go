package report_test

import (
	"slices"
	"strconv"

	"simrun/report"
	"simrun/sim"
)

// turn is some steps of a thread.
type turn struct {
	thread string
	steps  int
}

// script is a schedule that a reader can follow: it lets each thread in turn make some steps, fewer if it blocks, and
// carries on at the end. Of values it takes the last one.
type script []turn

func (s *script) Choose(p *sim.Point) int {
	if p.IsValue() {
		return p.Len() - 1
	}
	for len(*s) > 0 {
		head := &(*s)[0]
		if head.steps > 0 {
			for i := range p.Len() {
				if p.Thread(i).Name() == head.thread {
					head.steps--
					return i
				}
			}
		}
		*s = (*s)[1:]
	}
	return 0
}

// Committed counts the steps for which there was no choice.
func (s *script) Committed(*sim.Step) {}

// find runs a program and describes its failure.
func find(f report.Finding, main func(w *sim.World), turns ...turn) report.Finding {
	s := script(turns)
	x := sim.Run(sim.Program{Name: f.Scenario, Main: main}, sim.Config{Record: true, Clock: sim.Anytime}, &s)
	f.Trace, f.Steps, f.Preemptions = x.Trace, x.Steps, x.Preemptions
	if f.Token == "" {
		f.Token = "s1.AAECAwQFBgcICQ"
	}
	renumber(x.Trace)
	f.ReplayLine = "simrun replay " + f.Token
	return f
}

func itoa(n int) string { return strconv.Itoa(n) }

// renumber makes golden files independent of where a program stands in its file: its lines are numbered from 1.
func renumber(t *sim.Trace) {
	var lines []int
	add := func(n int) {
		if n > 0 && !slices.Contains(lines, n) {
			lines = append(lines, n)
		}
	}
	for _, e := range t.Events {
		add(e.Line)
	}
	for _, v := range t.Waiting {
		add(v.Line)
	}
	for _, r := range t.Raised {
		add(r.Line)
	}
	slices.Sort(lines)
	set := func(file *string, line *int) {
		if *line > 0 {
			*file, *line = "program.go", slices.Index(lines, *line)+1
		}
	}
	for i := range t.Events {
		set(&t.Events[i].File, &t.Events[i].Line)
	}
	for i := range t.Waiting {
		set(&t.Waiting[i].File, &t.Waiting[i].Line)
	}
	for i := range t.Raised {
		set(&t.Raised[i].File, &t.Raised[i].Line)
	}
}
