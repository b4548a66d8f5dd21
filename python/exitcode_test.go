//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
)

// TestExitCode: a script that ends itself with another exit code than 0 has failed, at the line that did it; what an exception ends is
// told as that alone, and to end by a signal's handler is what the signal is for.
func TestExitCode(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range []struct{ program, says string }{
			{"import sys\nsys.exit()", ""},
			{"import sys\nsys.exit(0)", ""},
			{"import sys\nsys.exit(3)", "the script ended with exit code 3 at script.py:2"},
			{"import sys\nsys.exit('no space left')", "the script ended with exit code 1 at script.py:2"},
			{"import os\ndef end():\n    os._exit(4)\nend()", "the script ended with exit code 4 at script.py:3"},
			{"import sys, threading\nt = threading.Thread(target=sys.exit, args=[5])\nt.start()\nt.join()", ""}, // ends the thread alone
			{"1 / 0", "MainThread: ZeroDivisionError: division by zero"},
			{"import signal, sys, time\ndef end(*a):\n    sys.exit(6)\nsignal.signal(signal.SIGTERM, end)\ntime.sleep(1)", ""},
		} {
			s, err := python.OpenWith(python.Options{Interpreter: interpreter, Signals: []string{"SIGTERM"}}, written(t, c.program))
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			r := exploreByDefault(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true})
			switch {
			case c.says == "" && len(r.Findings) > 0:
				t.Errorf("%q: %s, and it does what it should", c.program, kinds(r))
			case c.says != "" && (len(r.Findings) != 1 || r.Findings[0].Message != c.says):
				t.Errorf("%q: %s, want %q", c.program, kinds(r), c.says)
			}
		}
	})
}

// TestLostUpdate: of a lost update of a script's variable, which has no value in the trace, the report says no value.
func TestLostUpdate(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		text := asText(t, openAt(t, interpreter, "testdata/field/tested.py"), "exit-code", report.Options{Width: 120})
		text = strings.Join(strings.Fields(text), " ")
		if !strings.Contains(text, "read Visits.count (step") || !strings.Contains(text, "and wrote it (step") || strings.Contains(text, "= (") {
			t.Error(text)
		}
	})
}
