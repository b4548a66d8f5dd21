package scheduler

import (
	"context"
	"fmt"
	"math"
	"strings"

	"simrun/sim"
)

// Likelihood is how often a finding showed in executions that were drawn independently of the search.
type Likelihood struct {
	Under      string  // the scheduling: "random switching"
	Executions int     // that were drawn
	Truncated  int     // of them cut short by the step limit: they count as not showing it
	Shown      int     // that showed the same failure at the same place
	Low, High  float64 // the interval for the probability, at a confidence of 95 %
}

// likelyRuns is the number of executions under each scheduling. They are drawn once for all findings.
const likelyRuns = 400

// schedulings are those under which the likelihood is estimated: what CPython mostly does, and a machine so busy that
// any thread may be late at any point.
var schedulings = []struct {
	name  string
	clock sim.Clock
	new   func(seed uint64) Strategy
}{
	{"random switching", sim.Anytime, func(seed uint64) Strategy { return NewRandom(seed) }},
	{"the time-sliced GIL", sim.Virtual, func(seed uint64) Strategy { return NewTimeSliced(seed, DefaultInterval) }},
}

// estimateLikelihoods gives each finding its likelihoods, and none if ctx ends before all executions are over: what a
// machine manages in the time must not decide what a report says.
func estimateLikelihoods(ctx context.Context, p sim.Program, o Options, findings []*Finding) error {
	if len(findings) == 0 {
		return nil
	}
	runner := sim.NewRunner()
	return watched(o, runner, func() { drawLikelihoods(ctx, runner, p, o, findings) })
}

// drawLikelihoods is the estimate.
func drawLikelihoods(ctx context.Context, runner *sim.Runner, p sim.Program, o Options, findings []*Finding) {
	shown, truncated := make([][]int, len(schedulings)), make([]int, len(schedulings))
	for k, s := range schedulings {
		shown[k] = make([]int, len(findings))
		cfg, strategy := o.Config, s.new(o.Seed)
		cfg.Clock, cfg.Record, cfg.Fingerprint = s.clock, false, false
		for i := range likelyRuns {
			if ctx.Err() != nil {
				return
			}
			strategy.Begin(i)
			x := runner.Run(p, cfg, strategy)
			strategy.End(x)
			verdict, failures := sim.Judge(x, o.Properties)
			if verdict == sim.Inconclusive {
				truncated[k]++
			}
			countShown(shown[k], findings, failures)
		}
	}
	for i, f := range findings {
		f.Likely = nil
		for k, s := range schedulings {
			l := Likelihood{Under: s.name, Executions: likelyRuns, Truncated: truncated[k], Shown: shown[k][i]}
			l.Low, l.High = interval95(l.Shown, l.Executions)
			f.Likely = append(f.Likely, l)
		}
	}
}

// countShown adds one to each finding that is among the failures of an execution.
func countShown(shown []int, findings []*Finding, failures []sim.Failure) {
	for i, f := range findings {
		for _, other := range failures {
			if other.Kind == f.Kind && other.Where == f.Where {
				shown[i]++
				break
			}
		}
	}
}

// LikelyText says in a sentence how likely a finding is; it is empty if that was not estimated.
func (f *Finding) LikelyText() string {
	var parts []string
	for _, l := range f.Likely {
		parts = append(parts, l.String())
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, "; ") + ", at 95 % confidence."
	return strings.ToUpper(text[:1]) + text[1:]
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

// interval95 has the probabilities that are not refuted by k of n, at a confidence of 95 % (Clopper and Pearson: The Use
// of Confidence or Fiducial Limits, Biometrika 26, 1934): each end is the one with which so many, or so few, would come
// about in 2.5 % of all cases. With none, or all, only one end is open, and it has the 5 % to itself.
func interval95(k, n int) (low, high float64) {
	switch k {
	case 0:
		return 0, missBound(n)
	case n:
		return 1 - missBound(n), 1
	}
	low = solve(func(p float64) bool { return 1-binomialUpTo(k-1, n, p) < confidence95/2 })
	high = solve(func(p float64) bool { return binomialUpTo(k, n, p) > confidence95/2 })
	return low, high
}

// solve finds where a condition that holds below some probability ceases to hold.
func solve(below func(p float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 50 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// binomialUpTo is the probability of at most k in n trials of probability p.
func binomialUpTo(k, n int, p float64) float64 {
	all, _ := math.Lgamma(float64(n + 1))
	sum := 0.0
	for i := 0; i <= k; i++ {
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}
