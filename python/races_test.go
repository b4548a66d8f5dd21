//go:build cpython

package python_test

import (
	"path/filepath"
	"strings"
	"testing"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// TestRaces: two accesses that nothing puts in an order are a failure with both lines, whatever comes of them; those under a lock,
// behind a join or behind an event are none, nor are two methods of a list, or what the library has a lock for. With a GIL it is so only if it is asked for.
func TestRaces(t *testing.T) {
	yes, no := true, false
	cases := []struct {
		how   string
		gil   python.GIL
		races *bool
		finds bool
	}{
		{"bare", "", &yes, true}, {"locked", "", &yes, false}, {"joined", "", &yes, false}, {"told", "", &yes, false},
		{"appends", "", &yes, false}, {"library", "", &yes, false},
		{"bare", python.Free, nil, true}, {"bare", python.Free, &no, false}, {"bare", python.GIL310, nil, false},
	}
	onEach(t, func(t *testing.T, interpreter string) {
		for _, c := range cases {
			s, err := python.OpenWith(python.Options{Interpreter: interpreter, GIL: c.gil, Races: c.races}, filepath.Join("testdata/shared", "races.py"), c.how)
			if err != nil {
				t.Fatal(err)
			}
			r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Config: sim.Config{Switching: s.Switching()}})
			if !r.Exhausted || c.finds != (len(r.Findings) > 0) {
				t.Errorf("%s with the GIL of %q: exhausted %v, %s", c.how, c.gil, r.Exhausted, kinds(r))
			}
			for _, f := range r.Findings {
				if f.Kind != "data-race" || !strings.Contains(f.Message, "at races.py:37") || !strings.Contains(f.Message, "at races.py:56") {
					t.Errorf("%s: %s: %s", c.how, f.Kind, f.Message)
				}
			}
			if again, _ := python.Recorded(s.Program().Params); (again.Races == nil) != (c.races == nil) || c.races != nil && *again.Races != *c.races {
				t.Errorf("%s: a token says %v", c.how, again.Races)
			}
			s.Close()
		}
	})
}

// TestDied: where a thread waits for what one would have done that an exception has ended, the reason says which. In the twin
// nobody waits in vain.
func TestDied(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		text := strings.Join(strings.Fields(asText(t, openOutside(t, python.Options{Interpreter: interpreter}, "died.py"), "deadlock", report.Options{})), " ")
		if want := "no thread ever set it, and worker ended at died.py:12 with ValueError: bad."; !strings.Contains(text, want) {
			t.Errorf("%q is not in: %s", want, text)
		}
		if r := everything(t, openOutside(t, python.Options{Interpreter: interpreter}, "died.py", "fixed")); len(r.Findings) > 0 {
			t.Error(kinds(r))
		}
	})
}
