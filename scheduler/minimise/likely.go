package minimise

import (
	"context"
	"fmt"

	"simrun/internal/confidence"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Likelihood is how often a finding showed in executions that were drawn independently of the search that found it.
type Likelihood struct {
	Under      string  // the scheduling: "random switching"
	Executions int     // that were drawn
	Truncated  int     // of them cut short by the step limit: they count as not showing it
	Shown      int     // that showed the same failure at the same place
	Low, High  float64 // the interval for the probability, at a confidence of 95 %
}

// Under each scheduling likelyRuns executions are drawn, once for all findings. Those of a program in another process may
// take a minute, because what polls goes round thousands of times: it gets as many as have likelySteps steps together, if
// all are as long as the first leastLikelyRuns on average, and at least these.
const (
	likelyRuns      = 400
	leastLikelyRuns = 50
	likelySteps     = 40000
)

// schedulings are those under which the likelihood is estimated: what CPython mostly does, and a machine so busy that
// any thread may be late at any point.
var schedulings = []struct {
	name  string
	clock sim.Clock
	new   func(seed uint64) strategy.Strategy
}{
	{"random switching", sim.Anytime, func(seed uint64) strategy.Strategy { return sampling.NewRandom(seed) }},
	{"the time-sliced GIL", sim.Virtual, func(seed uint64) strategy.Strategy { return sampling.NewTimeSliced(seed, sampling.DefaultInterval) }},
}

// estimateLikelihoods gives each finding its likelihoods, and none if ctx ends before all executions are over: what a
// machine manages in the time must not decide what a report says.
func estimateLikelihoods(ctx context.Context, of replay.Subject, findings []*Finding) error {
	if len(findings) == 0 {
		return nil
	}
	runner := sim.NewRunner()
	return of.Watched(runner, func() { drawLikelihoods(ctx, runner, of, findings) })
}

// drawLikelihoods is the estimate.
func drawLikelihoods(ctx context.Context, runner *sim.Runner, of replay.Subject, findings []*Finding) {
	shown, truncated, runs := make([][]int, len(schedulings)), make([]int, len(schedulings)), make([]int, len(schedulings))
	for k, s := range schedulings {
		shown[k], runs[k] = make([]int, len(findings)), likelyRuns
		cfg, by := of.Config, s.new(of.Seed)
		cfg.Clock, cfg.Record, cfg.Fingerprint = s.clock, false, false
		for i, steps := 0, 0; i < runs[k]; i++ {
			if ctx.Err() != nil {
				return
			}
			by.Begin(i)
			x := runner.Run(of.Program, cfg, by)
			by.End(x)
			verdict, failures := sim.Judge(x, of.Properties)
			if verdict == sim.Inconclusive {
				truncated[k]++
			}
			countShown(shown[k], findings, failures)
			if steps += x.Steps; i == leastLikelyRuns-1 && of.Program.Stands != nil {
				runs[k] = enoughRuns(steps)
			}
		}
	}
	for i, f := range findings {
		f.Likely = nil
		for k, s := range schedulings {
			l := Likelihood{Under: s.name, Executions: runs[k], Truncated: truncated[k], Shown: shown[k][i]}
			l.Low, l.High = confidence.Interval(l.Shown, l.Executions)
			f.Likely = append(f.Likely, l)
		}
	}
}

// enoughRuns is how many executions are drawn of a program in another process, if the first leastLikelyRuns have so many
// steps.
func enoughRuns(steps int) int {
	return min(likelyRuns, max(leastLikelyRuns, leastLikelyRuns*likelySteps/max(steps, 1)))
}

// countShown adds one to each finding that is among the failures of an execution.
func countShown(shown []int, findings []*Finding, failures []sim.Failure) {
	for i, f := range findings {
		if f.In(failures) != nil {
			shown[i]++
		}
	}
}

// String is "about 1 in 40 executions under random switching (1.2 % to 4.5 %)".
func (l Likelihood) String() string {
	cut := ""
	if l.Truncated > 0 {
		cut = fmt.Sprintf("; %d were cut short", l.Truncated)
	}
	switch l.Shown {
	case 0:
		return fmt.Sprintf("none of %d under %s (below %s%s)", l.Executions, l.Under, percent(l.High), cut)
	case l.Executions:
		return fmt.Sprintf("all of %d under %s (above %s)", l.Executions, l.Under, percent(l.Low))
	}
	often := fmt.Sprintf("about 1 in %.0f executions", float64(l.Executions)/float64(l.Shown))
	if 2*l.Shown > l.Executions {
		often = fmt.Sprintf("%d of %d executions", l.Shown, l.Executions)
	}
	return fmt.Sprintf("%s under %s (%s to %s%s)", often, l.Under, percent(l.Low), percent(l.High), cut)
}

// percent is a probability with two figures, or as many as tell it from 1.
func percent(p float64) string {
	if p > .99 {
		return fmt.Sprintf("%.2f %%", 100*p)
	}
	return fmt.Sprintf("%.2g %%", 100*p)
}
