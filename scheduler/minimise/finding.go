package minimise

import (
	"slices"
	"strings"

	"simrun/sim"
)

// Finding is one distinct failure.
type Finding struct {
	Kind           string
	Message        string
	Where          string    // what tells it apart from others of its kind
	Token          sim.Token // of the minimised schedule
	Steps          int
	Preemptions    int
	FirstExecution int
	Unfinished     bool          // the time or the executions for making it small were over: a smaller schedule may be near
	Fewest         bool          // it was proved that no schedule with fewer preemptions shows it
	Weakest        sim.Switching // the weakest switching mode in which a schedule was found that shows it
	Needed         bool          // it was proved that no schedule in a weaker mode shows it
	Trace          *sim.Trace    // of the minimised schedule; nil if it was not shrunk
	Passing        *sim.Trace    // of the nearest schedule that passes; nil if none was found
	Why            string        // what makes the difference between the two, in a sentence; empty if none was found
	Likely         []Likelihood  // under each scheduling; nil if it was not estimated
}

// In is the failure of the finding among those of an execution; nil if it is not there.
func (f *Finding) In(failures []sim.Failure) *sim.Failure {
	same := sim.Failure{Kind: f.Kind, Where: f.Where}.Same
	if i := slices.IndexFunc(failures, same); i >= 0 {
		return &failures[i]
	}
	return nil
}

// LikelyText says in a sentence how likely a finding is; it is empty if that was not estimated. Only CPython's threads have its lock.
func (f *Finding) LikelyText() string {
	list := f.Likely
	if f.Trace != nil && f.Trace.Called != "" && len(list) > 1 {
		list = list[:1]
	}
	var parts []string
	for _, l := range list {
		parts = append(parts, l.String())
	}
	if len(parts) == 0 {
		return ""
	}
	text := strings.Join(parts, "; ") + ", at 95 % confidence."
	return strings.ToUpper(text[:1]) + text[1:]
}
