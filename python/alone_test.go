//go:build cpython

package python_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// prints is what a script prints when every thread carries on until it blocks.
func prints(s *python.Script) string {
	var b strings.Builder
	for _, line := range sim.Run(s.Program(), sim.Config{}, carryOn{}).Log {
		b.WriteString(line.Text + "\n")
	}
	return b.String()
}

// alone is what a command of the interpreter prints without simrun.
func alone(t *testing.T, interpreter string, args ...string) string {
	t.Helper()
	out, err := exec.Command(interpreter, append([]string{"-B"}, args...)...).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// TestAsAlone: a script prints what it prints without simrun, whatever it looks at that has nothing to do with the order of threads: how
// long objects live, as weak references and finalizers show; which of its special methods are called; what the calls raise.
func TestAsAlone(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		for _, name := range []string{"lifetimes.py", "asked.py", "arguments.py"} {
			path := filepath.Join("testdata/alone", name)
			s := openAt(t, interpreter, path)
			if have, want := prints(s), alone(t, interpreter, path); have != want || s.Leaks() != "" {
				t.Errorf("%s: %s\n%s", name, s.Leaks(), difference(have, want))
			}
		}
	})
}

// writeFile writes a file of a folder, which is made if it is not there, and returns its path.
func writeFile(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	err := os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// stripes is a package that is installed, and makes several locks in one statement when it is imported. Its main module starts threads.
var stripes = map[string]string{
	"__init__.py": `import threading
LOCKS = [threading.Lock() for _ in range(2)]
A, B = threading.Lock(), threading.Lock()
with A, B, LOCKS[0], LOCKS[1]:
    pass
`,
	"__main__.py": `import threading
from . import LOCKS
done = []
def work(lock):
    with lock:
        done.append(1)
threads = [threading.Thread(target=work, args=(lock,)) for lock in LOCKS]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(done))
`,
}

// TestPackageLocks: locks that an installed package makes when it is imported are operations as those of the program are, and as many as
// there are. Two threads that take two of them in opposite orders can deadlock. In the same order there are two traces, by who comes
// first. It was said that every schedule was tried, in one.
func TestPackageLocks(t *testing.T) {
	folder := t.TempDir()
	for name, text := range stripes {
		writeFile(t, folder, "site-packages/stripes/"+name, text)
	}
	script := writeFile(t, folder, "program/script.py", `import sys, threading, stripes
def work(a, b):
    with a, b:
        pass
a, b = (stripes.A, stripes.B) if sys.argv[1] == "names" else stripes.LOCKS
threads = [threading.Thread(target=work, args=(a, b)), threading.Thread(target=work, args=(a, b) if sys.argv[2] == "same" else (b, a))]
for t in threads:
    t.start()
for t in threads:
    t.join()
`)
	t.Setenv("PYTHONPATH", filepath.Join(folder, "site-packages"))
	onEach(t, func(t *testing.T, interpreter string) {
		for i, which := range []string{"names", "list"} {
			if !hasTurn(interpreter, i) {
				continue
			}
			if r := explore(t, openAt(t, interpreter, script, which, "other"), scheduler.Options{Strategy: "dpor", NoShrink: true}); !strings.Contains(kinds(r), "deadlock") {
				t.Errorf("%s: %s, in %d traces", which, kinds(r), r.DistinctTraces)
			}
			s := openAt(t, interpreter, script, which, "same")
			if r := explore(t, s, scheduler.Options{Strategy: "dpor"}); len(r.Findings) > 0 || !r.Exhausted || r.DistinctTraces != 2 || s.Leaks() != "" {
				t.Errorf("%s in the same order: %s, in %d traces; %s", which, kinds(r), r.DistinctTraces, s.Leaks())
			}
		}
		s := openAt(t, interpreter, python.ModulePrefix+"stripes")
		if have, want := prints(s), alone(t, interpreter, "-m", "stripes"); have != want {
			t.Errorf("-m stripes prints %q, and by python %q", have, want)
		}
		if r := explore(t, s, scheduler.Options{Strategy: "dpor"}); len(r.Findings) > 0 || !r.Exhausted {
			t.Errorf("-m stripes: %s, exhausted %v", kinds(r), r.Exhausted)
		}
	})
}
