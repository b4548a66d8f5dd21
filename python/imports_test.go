//go:build cpython

package python_test

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

var (
	importing     = flag.Int("importing", 0, "random programs of modules that import each other, whose outcomes are compared with those that each CPython shows by itself")
	importingFrom = flag.Int("importing.from", 0, "seed of the first of them")
)

const startsBoth = `
ts = [threading.Thread(target=f) for f in (one, two)]
for t in ts: t.start()
for t in ts: t.join()
`

// importPrograms are scripts with modules that their threads import, the outcomes of each, and the messages of its failures.
var importPrograms = []struct {
	name, script string
	modules      map[string]string
	outcomes     []string
	fails        []string
}{
	// Each thread has begun a module when it comes to the other one's: who closes the circle goes on with half a module, or, if it had
	// found none when it looked, with an error of importlib. In order: two threads that do not meet; half modules; the error.
	{"modules that import each other", `import threading
def one():
    import a
    try: print("one", a.show())
    except AttributeError: print("one: half")
def two():
    import b
    try: print("two", b.show())
    except AttributeError: print("two: half")
` + startsBoth, map[string]string{
		"a.py": "import b\ndef show(): return b.V\nV = 'a'\n",
		"b.py": "import a\ndef show(): return a.V\nV = 'b'\n",
	}, []string{"one b\ntwo a", "two a\none b", "one: half\ntwo a", "two a\none: half", "one b\ntwo: half", "two: half\none b"},
		[]string{"_DeadlockError: deadlock detected by _ModuleLock('a')", "_DeadlockError: deadlock detected by _ModuleLock('b')"}},
	// By import_module the error comes also where a half module was found, and it may come in both threads.
	{"modules that import each other by import_module", `import threading
def one():
    try:
        import a
        print("one", a.V)
    except Exception as e: print("one", type(e).__name__)
def two():
    try:
        import b
        print("two", b.V)
    except Exception as e: print("two", type(e).__name__)
` + startsBoth, map[string]string{
		"a.py": "import importlib\nimportlib.import_module('b')\nV = 'a'\n",
		"b.py": "import importlib\nimportlib.import_module('a')\nV = 'b'\n",
	}, []string{"one a\ntwo b", "two b\none a", "one _DeadlockError\ntwo b", "two b\none _DeadlockError", "two _DeadlockError\none a", "one a\ntwo _DeadlockError",
		"one _DeadlockError\ntwo _DeadlockError", "two _DeadlockError\none _DeadlockError"}, nil},
	{"the twin: the script has imported them", `import threading, a
def one():
    import a
    print("one", a.show())
def two():
    import b
    print("two", b.show())
` + startsBoth, map[string]string{
		"a.py": "import b\ndef show(): return b.V\nV = 'a'\n",
		"b.py": "import a\ndef show(): return a.V\nV = 'b'\n",
	}, []string{"one b\ntwo a", "two a\none b"}, nil},
	// from M import x reads an attribute, before or after the other thread has changed it.
	{"a name from a module", `import threading, state
def one():
    from state import counter
    print(counter)
def two():
    state.counter += 1
` + startsBoth, map[string]string{"state.py": "counter = 0\n"}, []string{"0", "1"}, nil},
	{"a script with names of its own for globals and __import__", `import threading
def one(globals=None, __import__=None):
    from state import counter
    print(counter)
two = one
` + startsBoth, map[string]string{"state.py": "counter = 0\n"}, []string{"0\n0"}, nil},
	{"the twin: the module", `import threading, state
def one():
    print(state.counter)
def two():
    state.counter += 1
` + startsBoth, map[string]string{"state.py": "counter = 0\n"}, []string{"0", "1"}, nil},
	// Whoever comes first executes the module, the other one waits for that. If the module fails, the one that waits has it all the same
	// if it had found it, and tries again if not.
	{"a module that fails at first", `import threading
def one():
    try: import half
    except ValueError: print("one fails")
def two():
    try: import half
    except ValueError: print("two fails")
` + startsBoth, map[string]string{"half.py": "import count\ncount.n += 1\nif count.n == 1: raise ValueError\nprint('again')\n", "count.py": "n = 0\n"},
		[]string{"one fails\nagain", "again\none fails", "two fails\nagain", "again\ntwo fails", "one fails", "two fails"}, nil},
	{"the twin: it never fails", `import threading
def one():
    import whole
def two():
    __import__("whole")
` + startsBoth, map[string]string{"whole.py": "print('once')\n"}, []string{"once"}, nil},
	// The module's body waits for a thread that waits for the module.
	{"a thread that a module waits for", "import app\n", map[string]string{"app.py": `import threading
def warm():
    import app
t = threading.Thread(target=warm)
t.start()
t.join()
`}, nil, []string{"warm"}},
}

// TestImports: what threads that import modules of the program show, all of it.
func TestImports(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for i, c := range importPrograms {
			if !hasTurn(interpreter, i/2) {
				continue
			}
			folder := t.TempDir()
			for name, text := range c.modules {
				writeFile(t, folder, name, text)
			}
			s, finds := openAt(t, interpreter, writeFile(t, folder, "main.py", c.script)), printedLines{}
			r := explore(t, s, scheduler.Options{Strategy: "dpor", NoShrink: true, Properties: []sim.Property{finds}})
			if r.Sharing != nil || !r.Exhausted || r.Truncated > 0 {
				t.Errorf("%s: exhausted %v, %d truncated, shares past the models: %+v", c.name, r.Exhausted, r.Truncated, r.Sharing)
			}
			for _, want := range c.outcomes {
				if !finds[want] {
					t.Errorf("%s: no execution prints %q", c.name, want)
				}
			}
			for _, want := range c.fails {
				if !strings.Contains(kinds(r), want) {
					t.Errorf("%s: nothing fails with %q: %s", c.name, want, kinds(r))
				}
			}
			if len(c.fails) == 0 && (len(finds) != len(c.outcomes) || len(r.Findings) > 0) {
				t.Errorf("%s: %d outcomes, want %d: %q; %s", c.name, len(finds), len(c.outcomes), slices.Sorted(maps.Keys(finds)), kinds(r))
			}
		}
	})
}

// TestImportsObserved: whatever CPython shows of a random program of modules that import each other, a search of all its schedules finds.
// The programs are drawn by testdata/imports/draw.py, and executed by observe.py there on real threads, which sleep at random lines.
func TestImportsObserved(t *testing.T) {
	if *importing == 0 {
		t.Skip("only with -importing: what threads of the system show is a matter of chance")
	}
	onEach(t, func(t *testing.T, interpreter string) {
		if strings.HasSuffix(t.Name(), "/3.8") {
			t.Skip("CPython 3.8 may loop for ever when it looks for a circle of imports (bpo-38091)")
		}
		compared, shown, found := 0, 0, 0
		for seed := *importingFrom; seed < *importingFrom+*importing; seed++ {
			path, shows := observeImports(t, interpreter, seed)
			s, finds := openAt(t, interpreter, path), printedLines{}
			r := explore(t, s, scheduler.Options{Strategy: "dpor", Executions: 3000, NoShrink: true, Properties: []sim.Property{finds}})
			s.Close()
			if !r.Exhausted || r.Sharing != nil {
				t.Errorf("program %d: exhausted %v after %d, shares past the models: %+v", seed, r.Exhausted, r.Executions, r.Sharing)
			}
			compared, shown, found = compared+1, shown+len(shows), found+len(finds)
			for _, outcome := range slices.Sorted(maps.Keys(shows)) {
				if !finds[outcome] {
					t.Errorf("program %d: CPython shows this %d times, and simrun never: %q", seed, shows[outcome], outcome)
				}
			}
		}
		t.Logf("%d programs, of which CPython shows %d outcomes and simrun %d", compared, shown, found)
	})
}

// observeImports writes the program of a seed to files, and says how often CPython shows which outcome of it.
func observeImports(t *testing.T, interpreter string, seed int) (path string, shows map[string]int) {
	t.Helper()
	folder := t.TempDir()
	outputOf(t, interpreter, "-B", "testdata/imports/draw.py", folder, fmt.Sprint(seed))
	path = filepath.Join(folder, "main.py")
	return path, shownOf(t, interpreter, "testdata/imports/observe.py", path, "300")
}
