package report_test

import (
	"strings"
	"testing"

	"simrun/report"
)

// What is said of a schedule's length is what was proved of it.
func TestFacts(t *testing.T) {
	for want, f := range map[string]report.Finding{
		"9 steps, 2 preemptions.":                                                                     {Preemptions: 2},
		"9 steps, 2 preemptions (no schedule with fewer shows it).":                                   {Preemptions: 2, Fewest: true},
		"9 steps, 2 preemptions (there may be a smaller schedule: the search for it was cut short).":  {Preemptions: 2, Unfinished: true},
		"9 steps, no preemption needed.":                                                              {Fewest: true, Unfinished: true},
		"9 steps, no preemption needed; shows even in switching mode block.":                          {Fewest: true, Weakest: "block"},
		"9 steps, 1 preemption; needs switching mode call.":                                           {Preemptions: 1, Weakest: "call", Needed: true},
		"9 steps, 1 preemption; seen in no switching mode weaker than io; first seen in execution 4.": {Preemptions: 1, Weakest: "io", FirstExecution: 3},
	} {
		f.Kind, f.Steps = "deadlock", 9
		var b strings.Builder
		if err := report.Text(&b, f, report.Options{Width: 200}); err != nil || !strings.Contains(b.String(), "\n  "+want+"\n") {
			t.Errorf("want %q in\n%s%v", want, b.String(), err)
		}
	}
}
