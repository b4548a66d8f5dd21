package bench

import (
	"context"
	"slices"

	"simrun/properties/catalog"
	"simrun/properties/catalog/sctbench"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// A Hunt is the search for the bug of one program of the literature under one strategy, with many seeds.
type Hunt struct {
	Program    sim.Program
	Strategy   string
	literature string // name of the program there
	published  *sctbench.ByStrategy
	cfg        sim.Config
	properties []sim.Property
}

// hunters are the strategies that are compared.
var hunters = []string{"random", "pct-2", "pct-3", "pos", "urw", "surw", "rff", "rare-states", "portfolio", "auto", "dpor"}

// Hunts are those for all programs of the literature, in the order in which they are shown.
func Hunts() []Hunt {
	var list []Hunt
	for _, row := range sctbench.Literature() {
		e, err := catalog.Lookup(row.Entry)
		if err != nil {
			panic(err)
		}
		p, properties, err := e.Build(row.Params)
		if err != nil {
			panic(err)
		}
		for _, strategy := range hunters {
			h := Hunt{Program: p, Strategy: strategy, literature: row.Name, properties: properties,
				cfg: sim.Config{Switching: e.Switching, Clock: sim.Anytime, MaxSteps: longest}}
			if i := slices.IndexFunc(row.By, func(b sctbench.ByStrategy) bool { return b.Strategy == strategy }); i >= 0 {
				h.published = &row.By[i]
			}
			list = append(list, h)
		}
	}
	return list
}

// Name is what the hunt is asked for by: "philosophers philosophers=3 pct-3".
func (h Hunt) Name() string { return h.Program.String() + " " + h.Strategy }

// Slow says that the hunt takes a while: its program has a hundred threads, or hardly any strategy finds its bug.
func (h Hunt) Slow() bool { return h.literature == "twostage_100" || h.literature == "safestack" }

// longest is the number of steps after which an execution is given up, in which threads wait in a loop for one that is not chosen.
const longest = 2000

// Run begins the search with each of the seeds from the first one on, and ends it at its first finding or at the limit of
// executions. It tells progress before each search how many of how many have ended, and how many of these have found the
// bug. If ctx ends, so does Run, and the power says nothing.
func (h Hunt) Run(ctx context.Context, first uint64, seeds, limit int, progress func(ended, seeds, found int)) Power {
	if h.Strategy == "dpor" {
		seeds = 1 // it draws nothing
	}
	p := Power{
		Program: h.literature, Scenario: h.Program.Name, Params: map[string]string{}, Strategy: h.Strategy, Limit: limit,
		Executions: make([]int, seeds),
	}
	for _, q := range h.Program.Params {
		p.Params[q.Name] = q.Value
	}
	runner := sim.NewRunner()
	defer runner.Close()
	for i := range seeds {
		progress(i, seeds, p.Found)
		p.Executions[i] = h.firstFinding(ctx, runner, first+uint64(i), limit)
		if p.Executions[i] > 0 {
			p.Found++
		}
	}
	p.conclude(h.published)
	return p
}

// firstFinding is the number of executions up to the first that shows a failure, or 0 if none up to the limit does. Those
// that the strategy learns from are random walks; they are not counted, and what they show is not a finding. Auto is a whole
// search, of which all executions count.
func (h Hunt) firstFinding(ctx context.Context, r *sim.Runner, seed uint64, limit int) int {
	if h.Strategy == "auto" {
		return h.searched(ctx, seed, limit)
	}
	by, err := scheduler.New(h.Strategy, seed)
	if err != nil {
		panic(err)
	}
	learning := 0
	if l, ok := by.(strategy.Learner); ok {
		learning = l.Learning()
	}
	repeater, _ := by.(strategy.Repeater)
	for i := 0; i < learning+limit; i++ {
		if ctx.Err() != nil || !by.Begin(i) {
			return 0
		}
		x := r.Run(h.Program, h.cfg, by)
		by.End(x)
		if repeater != nil && repeater.Repeats() {
			i-- // the same number once more
			continue
		}
		if verdict, _ := sim.Judge(x, h.properties); i >= learning && verdict == sim.Failed {
			return i - learning + 1
		}
	}
	return 0
}

// searched is the number of executions that a search makes up to its first finding.
func (h Hunt) searched(ctx context.Context, seed uint64, limit int) int {
	report, err := scheduler.Explore(ctx, h.Program, scheduler.Options{
		Config: h.cfg, Properties: h.properties, Strategy: h.Strategy, Seed: seed, Executions: limit, First: true, NoShrink: true,
	})
	switch {
	case err != nil:
		panic(err)
	case len(report.Findings) == 0:
		return 0
	}
	return report.Findings[0].FirstExecution + 1
}
