package cli

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/properties/catalog"
	"simrun/sim"
)

// broken panics in what it shows of itself.
type broken struct{ sim.Object }

func (b *broken) State() string { panic("state is\nbroken") }

// brokenCheck panics when it is asked.
type brokenCheck struct{}

func (brokenCheck) Name() string                        { return "broken" }
func (brokenCheck) Check(x *sim.Execution) *sim.Failure { panic("no check") }

// A mistake in a program, or in what it is checked by, is one line with the place of the mistake, and no trace of Go's.
func TestCrashes(t *testing.T) {
	passes := func(w *sim.World) { lock.New(w, "l").With(func() {}) }
	made := func(main func(w *sim.World), list ...sim.Property) func(catalog.Values) (func(*sim.World), []sim.Property) {
		return func(catalog.Values) (func(*sim.World), []sim.Property) { return main, list }
	}
	transcript := filepath.Join(t.TempDir(), "transcript")
	if err := os.WriteFile(transcript, []byte("never\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for want, program := range map[string]func(catalog.Values) (func(*sim.World), []sim.Property){
		"panic: no build, at crash_test.go:":                                                func(catalog.Values) (func(*sim.World), []sim.Property) { panic(errors.New("no build")) },
		"panic: catalog: the program of bad is nil: return the function of its main thread": made(nil),
		"panic: catalog: parameter n is not declared as a number, at crash_test.go:": func(v catalog.Values) (func(*sim.World), []sim.Property) {
			v.Int("n")
			return passes, nil
		},
		"panic: no check, at crash_test.go:": made(passes, brokenCheck{}),
		"panic: state is broken, at crash_test.go:": made(func(w *sim.World) {
			b := &broken{}
			b.Init(w, "Broken", "b", b)
			w.Do(sim.Op{Name: "touch", Object: &b.Object})
			w.Fail("odd", "it failed")
		}),
		"panic: at the end, at crash_test.go:":                   made(func(w *sim.World) { w.OnEnd(func() { panic("at the end") }); passes(w) }),
		"sim: Choose(0): there must be at least one alternative": made(func(w *sim.World) { w.Sleep(1); w.Choose(0) }),
		"sim: Choose(2147483647): a search tries every alternative, so there may be at most 65536: use RandInt for a number that is not searched": made(
			func(w *sim.World) { w.Sleep(1); w.Choose(1<<31 - 1) }),
	} {
		search := filepath.Join(t.TempDir(), "search") // one that ends before it panics is of one program only
		for _, command := range []string{"run bad", "explore bad", "explore bad --workers 2 --strategy random --executions 9 --json",
			"explore bad --checkpoint " + search, "explain bad " + transcript} {
			if strings.HasPrefix(command, "explain") && (strings.Contains(want, "no check") || strings.Contains(want, "state is")) {
				continue // it neither judges nor shows what it executes
			}
			var out, errs bytes.Buffer
			code := newApp("mytool", []catalog.Entry{{Name: "bad", Program: program}}, strings.NewReader(""), &out, &errs).run(strings.Fields(command))
			if text := errs.String(); code != exitUsage || !strings.HasPrefix(text, "mytool: "+want) || strings.Count(text, "\n") != 1 {
				t.Errorf("%s: exit code %d, stderr %q, want %q", command, code, text, want)
			}
		}
	}
}

// The largest choice that there may be has a token that replays.
func TestLargestChoice(t *testing.T) {
	program := func(w *sim.World) { w.Sleep(1); w.Choose(1 << 16) }
	list := []catalog.Entry{{Name: "large", Program: func(catalog.Values) (func(*sim.World), []sim.Property) { return program, nil }}}
	var out, errs bytes.Buffer
	if code := newApp("mytool", list, strings.NewReader(""), &out, &errs).run([]string{"run", "large", "--seed", "3"}); code != 0 {
		t.Fatal(code, errs.String())
	}
	words := strings.Fields(out.String())
	if code := newApp("mytool", list, strings.NewReader(""), &out, &errs).run([]string{"replay", words[len(words)-1]}); code != 0 {
		t.Error(code, errs.String())
	}
}
