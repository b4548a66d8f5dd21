//go:build cpython

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// inModules goes to a folder with the package jobs, whose two threads lose an update, and others that cannot be executed.
func inModules(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"jobs/__init__.py": "",
		"jobs/store.py":    "class Store:\n    total = 0\n    def add(self, n):\n        total = self.total\n        print('adding', n)\n        self.total = total + n\n",
		"jobs/__main__.py": `import sys, threading
from .store import Store
store = Store()
threads = [threading.Thread(target=store.add, args=(n,)) for n in (1, 2)]
for t in threads: t.start()
for t in threads: t.join()
assert store.total == 3, sys.argv[1:]
`,
		"jobs/hangs.py":      "import threading\nprint('it hangs')\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n",
		"nomain/__init__.py": "",
		"folder/__main__.py": "",
		"broken.py":          "def f(:\n",
	} {
		if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
}

// TestPythonModule: the commands take -m in place of a script, flags behind it are for the module, and a token of it replays where
// the module is found.
func TestPythonModule(t *testing.T) {
	inModules(t)
	out, said, code := inProcess(t, "python", "--first", "-m", "jobs", "--steps", "x")
	token := regexp.MustCompile(`replay (s1\.\S+)`).FindStringSubmatch(out)
	if code != exitFailed || !strings.Contains(out, "in -m jobs --steps x on CPython") || !strings.Contains(out, "AssertionError: ['--steps', 'x']") || token == nil {
		t.Fatalf("code %d\n%s%s", code, out, said)
	}
	for _, args := range [][]string{{"replay", token[1]}, {"report", token[1]}} {
		if again, said, code := inProcess(t, args...); code == exitUsage || !strings.Contains(again, "store.py:") || said != "" {
			t.Errorf("%s: code %d\n%s%s", args[0], code, again, said)
		}
	}
	for _, c := range []struct {
		args []string
		want string
		code int
	}{
		{[]string{"python", "explore", "--first", "--module=jobs", "--steps"}, "AssertionError: ['--steps']", exitFailed},
		{[]string{"python", "run", "--seed", "3", "-mjobs.hangs", "--steps"}, "it hangs", exitFailed},
		{[]string{"python", "run", "-m", "jobs", "-m", "x"}, "adding 2", exitPassed},
		{[]string{"python", "explain", "log.txt", "-m", "jobs.hangs"}, "it hangs", exitPassed},
		{[]string{"python", "hang", "dump.txt", "-m", "jobs.hangs", "--steps"}, "This hang is possible", exitPassed},
	} {
		if err := os.WriteFile("log.txt", []byte("it hangs\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("dump.txt", []byte("Thread 1 (idle): \"MainThread\"\n    <module> (jobs/hangs.py:5)\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, said, code := inProcess(t, c.args...); code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("%q: code %d\n%s%s", c.args, code, out, said)
		}
	}
	t.Chdir(t.TempDir())
	if _, said, code := inProcess(t, "replay", token[1]); code != exitUsage || !strings.Contains(said, "there is no module jobs here: call simrun from the folder") {
		t.Errorf("elsewhere: code %d, %s", code, said)
	}
}

// TestPythonModuleErrors: what cannot be executed as a module is named in one line, with the remedy.
func TestPythonModuleErrors(t *testing.T) {
	inModules(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"python", "-m"}, "simrun: -m needs a value: module to execute as python3 -m does"},
		{[]string{"python", "--module"}, "simrun: --module needs a value: module to execute"},
		{[]string{"python", "run", "-m"}, "simrun: -m needs a value: module to execute"},
		{[]string{"python", "run", "-m", ""}, "simrun: -m needs a value: module to execute"},
		{[]string{"python", "-m", "none"}, "-m none: there is no module none here: call simrun from the folder from which python3 -m none finds it"},
		{[]string{"python", "-m", "jobs.none"}, "there is no module jobs.none here"},
		{[]string{"python", "-m", "jobs.store.none"}, "jobs.store is no package, and has no module none"},
		{[]string{"python", "-m", ".store"}, "the name of a module begins with"},
		{[]string{"python", "-m", "nomain"}, "it is a package without __main__.py, and cannot be executed: name one of its modules, as in -m nomain.MODULE"},
		{[]string{"python", "-m", "jobs.py"}, "which has no .py: -m jobs\n"},
		{[]string{"python", "-m", "jobs/store"}, "which has dots: -m jobs.store\n"},
		{[]string{"python", "-m", "broken.py"}, "it is a file: leave out -m"},
		{[]string{"python", "-m", "broken"}, "broken.py:1: SyntaxError: "},
		{[]string{"python", "-m", "math"}, "-m math: it has no file with Python's source"},
		{[]string{"python", "-m", "sys"}, "-m sys: it has no file with Python's source"},
		{[]string{"python", "run", "-m", "pytest"}, "simrun python run takes a test, such as tests/test_pool.py::test_close; simrun python -m pytest searches them all"},
		{[]string{"python", "jobs"}, "jobs is a package: -m jobs executes it as python3 -m does, and jobs/__main__.py as a script"},
		{[]string{"python", "folder"}, "folder is a folder: name the script that python3 would execute, folder/__main__.py"},
		{[]string{"python", "hang", "-m", "jobs"}, "takes a dump and a script, but was given 1 argument"},
	} {
		out, said, code := inProcess(t, c.args...)
		if code != exitUsage || !strings.Contains(said, c.want) || strings.Count(said, "\n") != 1 || out != "" {
			t.Errorf("%q: code %d, %q\n%s", c.args, code, said, out)
		}
	}
}
