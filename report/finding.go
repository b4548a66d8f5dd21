package report

import (
	"io"

	"simrun/sim"
)

// Finding is one failure as plain data. Whoever searches fills it in from what the search returned.
type Finding struct {
	Scenario       string // with its parameters: "queue-pipeline messages=2"
	Kind           string // one word: "deadlock"
	Message        string // of the property that failed
	Where          string // what tells it apart from other findings of its kind
	Token          string // of the minimised schedule
	Seed           uint64
	Steps          int
	Preemptions    int
	Unfinished     bool       // it was not made as small as it gets, because time was up
	Fewest         bool       // it was proved that no schedule with fewer preemptions shows it
	Weakest        string     // the weakest switching mode that shows it: "call"; empty if not known
	Needed         bool       // it was proved that no weaker mode shows it
	FirstExecution int        // number of the execution that showed it first, from 0
	Trace          *sim.Trace // nil if none was recorded
	ReplayLine     string     // the command that replays it
	Why            string     // the one difference to a schedule that passes, if somebody found it
	Likely         string     // how probable it is, in words, if somebody estimated it
	Elsewhere      string     // where else it can show, in sentences: in which versions, say; empty if nobody looked
	Passing        *sim.Trace // of the nearest schedule that passes, if there is one
}

// The kinds of what is no failure.
const (
	Passed       = "passed"          // an execution that came to its end, or a search that has tried everything
	Inconclusive = "inconclusive"    // a search that ended before that
	CutShort     = sim.StepLimitKind // an execution, or each one of a search, that did not come to its end: it says nothing
)

// Options say how much room a report has.
type Options struct {
	Width   int  // columns; default 100
	Lines   int  // at most; default 60; ignored if Verbose
	Verbose bool // every event, however many lines that takes
	ASCII   bool // no character outside ASCII
}

func (o Options) withDefaults() Options {
	if o.Width <= 0 {
		o.Width = 100
	}
	o.Width = max(o.Width, minWidth)
	if o.Lines <= 0 {
		o.Lines = 60
	}
	return o
}

// minWidth is what one lane with its step number needs.
const minWidth = 40

// lineWriter writes lines until the first error. It never writes a line that a CI would take for a command, wherever a
// text was broken.
type lineWriter struct {
	w   io.Writer
	err error
}

func (l *lineWriter) line(s string) {
	if l.err == nil {
		_, l.err = io.WriteString(l.w, guarded(s)+"\n")
	}
}
