package properties_test

import (
	"testing"

	"simrun/models/logging"
	"simrun/properties"
	"simrun/sim"
)

// Two threads log a line each.
func twoLines(w *sim.World) {
	logging.BasicConfig(w, logging.Config{Level: logging.INFO})
	for _, name := range []string{"ask", "answer"} {
		start(w, name, func() { logging.Info(w, "%s", name) })
	}
	w.Observe("lines", 2)
}

func TestLines(t *testing.T) {
	ask, answer, other := properties.Says("ask"), properties.Says("answer"), properties.Says("other")
	expect(t, found(t, twoLines,
		properties.LinesAlways("an a", properties.Says("a")),
		properties.LinesNever("no other", other),
		properties.LinesEventually("asked", ask),
		properties.LinesLeadTo("other", other, ask),
		properties.AtExit("two", func(x *sim.Execution) bool { return x.Observation("lines") == 2 })))
	expect(t, found(t, twoLines, properties.LinesAlways("all ask", ask)),
		`invariant: all ask: line 2 of the log is "answer" [all ask]`)
	expect(t, found(t, twoLines, properties.LinesNever("silence", answer)),
		`forbidden-state: silence: line 2 of the log is "answer" [silence]`)
	expect(t, found(t, twoLines, properties.LinesEventually("other", other)),
		`never-happened: other: none of the 2 lines of the log says so [other]`)
	expect(t, found(t, twoLines, properties.LinesLeadTo("answered", ask, answer)),
		`no-response: answered: nothing follows line 2 of the log, "ask" [answered]`)
	expect(t, found(t, twoLines, properties.AtExit("three", func(x *sim.Execution) bool { return x.Observation("lines") == 3 })),
		`at-exit: three: it does not hold at the exit (lines=2) [three]`)
}
