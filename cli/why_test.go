package cli

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"simrun/internal/contradiction"
	"simrun/scheduler"
	"simrun/sim"
)

// checkWhy executes again, for each finding, the schedule that fails and the one that passes, and holds the sentence
// about them to what happens.
func (f found) checkWhy(t *testing.T) {
	for _, finding := range f.search.Findings {
		if finding.Why == "" {
			if slices.ContainsFunc(f.search.Outcomes, func(o *scheduler.Outcome) bool { return o.Verdict == sim.Passed }) {
				t.Errorf("%s: nothing says why, although others pass", finding.Where)
			}
			continue
		}
		if err := contradiction.Of(f.program, f.search.options, finding); err != nil {
			t.Errorf("%s\n%v", finding.Why, err)
		}
	}
}

// checkReplay: what is said of a finding does not depend on whether a search found it or a token led to it.
func (f found) checkReplay(t *testing.T) {
	for _, want := range f.search.Findings {
		e := &execution{
			program: f.program, failures: []sim.Failure{{Kind: want.Kind, Where: want.Where}}, token: want.Token, cfg: want.Token.Config(),
		}
		if err := e.compare(context.Background(), plan{properties: f.properties}, time.Minute); err != nil {
			t.Fatal(err)
		}
		got := e.compared
		if got.Why != want.Why || got.LikelyText() != want.LikelyText() || !cmp.Equal(got.Passing, want.Passing) || !cmp.Equal(got.Trace, want.Trace) {
			t.Errorf("a replay says\n%s\n%s\nthe search\n%s\n%s", got.Why, got.LikelyText(), want.Why, want.LikelyText())
		}
	}
}
