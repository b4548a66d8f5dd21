package cli

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"simrun/scheduler"
	"simrun/sim"
)

// reordering and alternative are the two sentences that say what makes the difference.
var (
	reordering  = regexp.MustCompile(`^It fails if (.+) \(step (\d+)\) comes before (.+?)(?: \(step (\d+)\))?; the other way round it passes\.$`)
	alternative = regexp.MustCompile(`^It fails if (.+) comes next in step (\d+); if (.+) does, it passes\.$`)
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
		failing := &walk{trace: finding.Trace}
		if !slices.ContainsFunc(failing.again(t, f, finding), func(x sim.Failure) bool { return x.Kind == finding.Kind && x.Where == finding.Where }) {
			t.Errorf("%s: the schedule does not fail in this way", finding.Where)
		}
		passing := &walk{trace: finding.Passing}
		if failures := passing.again(t, f, finding); len(failures) > 0 {
			t.Errorf("%s: the schedule that passes fails: %v", finding.Where, failures)
		}
		if err := contradicts(finding); err != nil {
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

// walk is a scheduler that chooses what was chosen in a trace.
type walk struct {
	trace   *sim.Trace
	choices int
	chosen  int // values
}

// Choose takes the thread of the step that was chosen there, or the value that a note speaks of.
func (s *walk) Choose(p *sim.Point) int {
	s.choices++
	if p.IsValue() {
		s.chosen++
		return s.value(s.chosen)
	}
	at := slices.IndexFunc(s.trace.Events, func(e sim.Event) bool { return e.Choice == s.choices-1 })
	if at < 0 {
		return sim.Stop
	}
	return p.Index(p.World().Threads()[s.trace.Events[at].Thread])
}

// value is the n-th of the values that were chosen.
func (s *walk) value(n int) int {
	for i := range s.trace.Events {
		if value := -1; strings.HasPrefix(s.trace.Events[i].Note, "chose ") {
			if _, err := fmt.Sscanf(s.trace.Events[i].Note, "chose %d of", &value); err != nil {
				return sim.Stop
			}
			if n--; n == 0 {
				return value
			}
		}
	}
	return sim.Stop
}

// again executes the trace in a world of its own, and judges it.
func (s *walk) again(t *testing.T, f found, finding *scheduler.Finding) []sim.Failure {
	t.Helper()
	cfg := finding.Token.Config()
	cfg.MaxSteps, cfg.Record = exploreSteps, true
	x := sim.Run(f.program, cfg, s)
	if diff := cmp.Diff(s.trace, x.Trace); diff != "" {
		t.Fatalf("it is another execution:\n%s", diff)
	}
	verdict, failures := sim.Judge(x, f.properties)
	if (verdict == sim.Failed) != (len(failures) > 0) || verdict == sim.Inconclusive {
		t.Fatalf("the verdict is %v with %v", verdict, failures)
	}
	return failures
}

// contradicts returns how the two executions of a finding differ from what its sentence says.
func contradicts(f *scheduler.Finding) error {
	if m := alternative.FindStringSubmatch(f.Why); m != nil {
		step, _ := strconv.Atoi(m[2])
		if err := does(f.Trace, step, m[1]); err != nil {
			return fmt.Errorf("where it fails: %w", err)
		}
		if err := does(f.Passing, step, m[3]); err != nil {
			return fmt.Errorf("where it passes: %w", err)
		}
		return nil
	}
	m := reordering.FindStringSubmatch(f.Why)
	if m == nil {
		return fmt.Errorf("the sentence has another form")
	}
	first, _ := strconv.Atoi(m[2])
	if err := does(f.Trace, first, m[1]); err != nil {
		return fmt.Errorf("where it fails: %w", err)
	}
	if m[4] != "" {
		second, _ := strconv.Atoi(m[4])
		if err := does(f.Trace, second, m[3]); err != nil || second <= first {
			return fmt.Errorf("where it fails: step %d does not come after step %d, or %w", second, first, err)
		}
	}
	// Where it passes the second comes before the first: as often as either was done before.
	a := occurrence(f.Trace, first, m[1])
	before := len(stepsOf(f.Trace, m[3], first))
	second, steps := stepsOf(f.Passing, m[3], scheduler.Unbounded), stepsOf(f.Passing, m[1], scheduler.Unbounded)
	if before >= len(second) || a < len(steps) && steps[a] < second[before] {
		return fmt.Errorf("where it passes: %s in the steps %v, %s in the steps %v", m[1], steps, m[3], second)
	}
	return nil
}

// does says whether a step of a trace is what a sentence calls so.
func does(t *sim.Trace, step int, deed string) error {
	if !slices.Contains(stepsOf(t, deed, step+1), step) {
		return fmt.Errorf("step %d is not %s", step, deed)
	}
	return nil
}

// occurrence is how often the deed was done before the step.
func occurrence(t *sim.Trace, step int, deed string) int { return len(stepsOf(t, deed, step)) }

// stepsOf are the steps before some step in which the deed is done: "producer's pipeline.put". The thread's number, which
// depends on how many have the same name, is not looked at.
func stepsOf(t *sim.Trace, deed string, before int) (steps []int) {
	who, what, _ := strings.Cut(deed, "'s ")
	for i := range t.Events {
		e := &t.Events[i]
		_, method, _ := strings.Cut(e.Op, ".")
		same := strings.HasPrefix(who, t.Threads[e.Thread].Name) || e.Label != "" && strings.HasPrefix(who, e.Label)
		switch {
		case e.Step >= before:
			return steps
		case e.Op == "ThreadPoolExecutor.worker" && deed == "a worker's look for a task",
			same && (what == e.Op || what == e.Object+"."+method || what == "executor."+method && e.Kind == "ThreadPoolExecutor"):
			steps = append(steps, e.Step)
		}
	}
	return steps
}
