package bench

import (
	"math"
	"slices"

	"simrun/properties/catalog/sctbench"
)

// Power is how soon a strategy found the bug of a program: a number of executions for each seed.
type Power struct {
	Program    string            `json:"program"`  // in the literature
	Scenario   string            `json:"scenario"` // in the catalog
	Params     map[string]string `json:"params"`
	Strategy   string            `json:"strategy"`
	Limit      int               `json:"limit"`      // executions for each seed
	Executions []int             `json:"executions"` // by seed, up to the first finding; 0 if there was none
	Found      int               `json:"found"`      // seeds with a finding
	Median     float64           `json:"median"`     // 0 if it is beyond the limit
	Min        int               `json:"min"`        // 0 if there was no finding
	Max        int               `json:"max"`        // 0 if a seed had none
	Mean       float64           `json:"mean"`       // executions for each finding; 0 if there was none
	Published  *Expected         `json:"published"`  // null if nothing is
}

// Expected is what follows from a published figure for the same program and strategy.
type Expected struct {
	Probability float64 `json:"probability"`     // that one execution finds the bug; 0 if a mean was published
	Median      float64 `json:"median"`          // of the executions up to the first that does; 0 if only a mean is known
	Mean        float64 `json:"mean"`            // of the same; 0 if none was found
	NoneIn      int     `json:"none_in"`         // so many executions found nothing; 0 if some did
	Off         float64 `json:"standard_errors"` // by which it took too many executions, or too few; 0 without a probability
	Differs     bool    `json:"differs"`         // that is too much for an error of sampling
}

// tooFar is the number of standard errors from which on a difference is not taken for an error of sampling. With 45
// figures and 20 seeds there is one so far off in 1 of 90 tables.
const tooFar = 4

// conclude works out what the executions come to.
func (p *Power) conclude(published *sctbench.ByStrategy) {
	sorted := slices.Clone(p.Executions)
	total := 0
	for i, n := range sorted {
		if n == 0 {
			sorted[i] = math.MaxInt // later than any that was found
			n = p.Limit
		}
		total += n
	}
	slices.Sort(sorted)
	n := len(sorted)
	if p.Found > 0 {
		p.Min, p.Mean = sorted[0], float64(total)/float64(p.Found)
	}
	if p.Found == n {
		p.Max = sorted[n-1]
	}
	if sorted[n/2] < math.MaxInt {
		p.Median = float64(sorted[(n-1)/2]+sorted[n/2]) / 2
	}
	if published == nil {
		return
	}
	e := &Expected{Probability: published.Probability, Mean: published.Mean, NoneIn: published.NoneIn}
	if q := e.Probability; q > 0 {
		e.Median, e.Mean = math.Ceil(math.Ln2/-math.Log1p(-q)), 1/q
		e.Off = standardErrors(q, total, p.Found)
		e.Differs = math.Abs(e.Off) > tooFar
	}
	p.Published = e
}

// standardErrors is how many fewer findings there are in all executions than the probability q lets expect. The error
// is that of both sides: q, too, was measured.
func standardErrors(q float64, total, found int) float64 {
	n := float64(total)
	return (n*q - float64(found)) / math.Sqrt(n*q*(1-q)*(1+n/sctbench.PublishedRuns))
}
