package cpython

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/sim"
)

// text is an error text of CPython 3.13, and what provokes it on both sides.
type text struct {
	want   string // the last line of Python's traceback: type and text
	python string // statements of Python, the last of which raises; empty if no program of one thread gets there
	since  int    // minor version of Python 3 that has this text
	how    how    // how the model says it
	model  func(w *sim.World) error
}

// how says in which way a model gives an error.
type how int

const (
	panics  how = iota // a mistake
	returns            // what may well happen
	logs               // a line of the log that begins with it
)

// does makes the model's side of a mistake.
func does(f func(w *sim.World)) func(w *sim.World) error {
	return func(w *sim.World) error { f(w); return nil }
}

// says executes the model's side in the main thread of a world, and returns the log, what it panicked with, and what it
// returned.
func (x *text) says() (log []string, raised any, returned error) {
	e := sim.Run(sim.Program{Name: "text", Main: func(w *sim.World) {
		defer func() {
			if raised = recover(); sim.Killed(raised) {
				panic(raised)
			}
		}()
		returned = x.model(w)
	}}, sim.Config{}, conformance.CarryOn{})
	for _, l := range e.Log {
		log = append(log, l.Text)
	}
	return log, raised, returned
}

// TestTexts holds the errors of the models to CPython's texts, to the letter. Panics and returned errors are
// *sim.Exception, so that a program can tell types apart.
func TestTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range slices.Sorted(maps.Keys(texts)) {
		for i := range texts[group] {
			x := &texts[group][i]
			name := fmt.Sprintf("%s/%d %s", group, i, x.want)
			t.Run(name, func(t *testing.T) {
				log, raised, returned := x.says()
				var got any
				switch x.how {
				case panics:
					got = raised
				case returns:
					got = returned
				case logs:
					if raised != nil || returned != nil || !hasLine(log, x.want) {
						t.Errorf("no line of the log begins with %q: it has %q; raised %v, returned %v", x.want, log, raised, returned)
					}
					return
				}
				e, ok := got.(*sim.Exception)
				if !ok || e.Error() != x.want || raised != nil && returned != nil {
					t.Errorf("raised %#v, returned %#v: want %q", raised, returned, x.want)
				}
			})
			seen[x.want] = true
		}
	}
	t.Logf("%d texts", len(seen))
}

func hasLine(log []string, want string) bool {
	for _, l := range log {
		if strings.HasPrefix(l, want) {
			return true
		}
	}
	return false
}

// raises finds where a model raises an exception with a fixed text.
var raises = regexp.MustCompile(`(?:sim\.(RuntimeError|ValueError)\(|&sim\.Exception\{Type: "(\w+)", Text: )"([^"]*)"[)}]`)

// TestTextsComplete: the table has every text that is in the source of the models.
func TestTextsComplete(t *testing.T) {
	known := map[string]bool{}
	for _, list := range texts {
		for i := range list {
			known[list[i].want] = true
		}
	}
	sources, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range raises.FindAllStringSubmatch(string(source), -1) {
			found++
			if want := m[1] + m[2] + ": " + m[3]; !known[want] {
				t.Errorf("%s raises %q, which is not in the table", path, want)
			}
		}
	}
	if found < 40 {
		t.Errorf("only %d texts found in the models: they are no longer raised as this test expects", found)
	}
}
