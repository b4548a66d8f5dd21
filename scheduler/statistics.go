package scheduler

import (
	"simrun/internal/confidence"
	"simrun/scheduler/strategy"
)

// Estimate is what a random search can say about the executions that it has not seen. It takes those that it has seen
// for independent draws, which they are once the strategy has learned what it needs.
type Estimate struct {
	// Bound is an upper bound, at a confidence of 95 %, on the probability that one more execution of this search would
	// show a failure, given that none has: 1 - 0.05^(1/N) for N executions behind those that the strategy learns from, which
	// it draws otherwise; 1 if there are none. Where strategies take turns it bounds the mean over their executions. It speaks of
	// this strategy only: another one may find in ten executions what this one does not in a million. It is 0 if there is a
	// finding.
	Bound float64
	// Traces is an estimate of how many distinct traces there are in all, seen or not, that this strategy has any
	// chance to come to. It estimates a lower bound, and may be many times too small: an estimator from counts knows nothing of
	// traces so rare that none like them has turned up. 0 unless Config.Fingerprint.
	Traces float64
	// NewTrace is an estimate of the probability that one more execution would show a trace not seen before. 0 unless
	// Config.Fingerprint.
	NewTrace float64
}

// chao1 estimates the number of kinds from how many were seen at all, once, and twice (Chao: Nonparametric Estimation
// of the Number of Classes in a Population, Scandinavian Journal of Statistics 11, 1984; in the bias-corrected form,
// which needs no kind that was seen twice).
func chao1(seen, once, twice float64) float64 {
	return seen + once*max(once-1, 0)/(2*(twice+1))
}

// goodTuring estimates the probability that the next of n+1 draws is of a kind not seen in the first n (Good: The
// Population Frequencies of Species and the Estimation of Population Parameters, Biometrika 40, 1953, section 2).
func goodTuring(once float64, n int) float64 {
	if n == 0 {
		return 1
	}
	return min(once/float64(n), 1)
}

// estimate is that of a search under way by a strategy that draws its choices.
func (t *tally) estimate(s strategy.Strategy) *Estimate {
	e := &Estimate{}
	if len(t.findings) == 0 {
		learning := 0
		if l, ok := s.(strategy.Learner); ok {
			learning = l.Learning()
		}
		e.Bound = confidence.MissBound(max(t.executions-learning, 0))
	}
	if len(t.traces.seen) > 0 {
		seen, once, twice := t.traces.frequencies()
		e.Traces, e.NewTrace = chao1(seen, once, twice), goodTuring(once, t.executions)
	}
	return e
}
