//go:build cpython

package python_test

import (
	"os"
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// TestLeaks: a script that finds what it has left behind in the interpreter is executed in forks, in which it does not; one
// that finds it on the disk differs there too; one that leaves nothing behind stays in one process. All say what it is.
func TestLeaks(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		leaks := open(t, interpreter, "leaks.py")
		if why := leaks.Leaks(); !strings.Contains(why, "wrote 'execution 2' at leaks.py:6, and the first time it wrote 'execution 1'") ||
			strings.Contains(why, "forks differ too") {
			t.Errorf("leaks.py: %q", why)
		}
		for range 3 {
			if shows := shown(leaks.Program()); !strings.Contains(shows, "execution 1") {
				t.Errorf("an execution in a fork finds something: %s", shows)
			}
		}
		if r := explore(t, leaks, scheduler.Options{Strategy: "dpor", Workers: 2}); !r.Exhausted || len(r.Findings) > 0 || r.DistinctLogs != 1 {
			t.Errorf("leaks.py: exhausted %v, %d logs, %s", r.Exhausted, r.DistinctLogs, kinds(r))
		}
		if s := open(t, interpreter, "two.py"); s.Leaks() != "" {
			t.Errorf("two.py: %q", s.Leaks())
		}
		dies := write(t, interpreter, "import keyword, ctypes\nkeyword.kwlist.append('n')\n"+
			"if keyword.kwlist.count('n') > 1: ctypes.string_at(0)\nprint(keyword.kwlist.count('n'))\n")
		if why := dies.Leaks(); !strings.Contains(why, "in the same process it ended the interpreter, by segmentation fault: ") || strings.Contains(why, "fork ended") {
			t.Errorf("a script that crashes when it is executed again: %q", why)
		}
		if shows := shown(dies.Program()); !strings.Contains(shows, " 1\n") {
			t.Errorf("and in a fork: %s", shows)
		}
		t.Chdir(t.TempDir())
		if err := os.WriteFile("file.py", []byte("f = open('left', 'a+')\nf.write('x')\nf.seek(0)\nprint(len(f.read()))\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		s, err := python.Open(interpreter, "file.py")
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if why := s.Leaks(); !strings.Contains(why, "wrote '2' at file.py:4, and the first time it wrote '1'") || !strings.Contains(why, "forks differ too") {
			t.Errorf("file.py: %q", why)
		}
	})
}

// TestPreloaded: where each execution is a fork of its own what it imports is loaded before, once in each of the few forks that show whether
// that changes anything, and not in each execution; but not where the script has set up something for the import.
func TestPreloaded(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		t.Chdir(t.TempDir())
		files := map[string]string{
			"script/script.py": `import os, sys
sys.path.append(sys.argv[1])
if len(sys.argv) > 2: os.environ["MODE"] = sys.argv[2]
import slow
slow.seen.append(1)
print(slow.mode, len(slow.seen))
`,
			"slow/slow.py": `import os
seen, mode = [], os.environ.get("MODE", "plain")
os.write(os.open(__file__ + ".loads", os.O_WRONLY | os.O_APPEND | os.O_CREAT), b".")
`,
		}
		for path, text := range files {
			writeFile(t, ".", path, text)
		}
		for _, mode := range []string{"plain", "special"} {
			args := []string{"slow", mode}
			if mode == "plain" {
				args = args[:1]
			}
			s, err := python.Open(interpreter, "script/script.py", args...)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			loads := func() int {
				text, err := os.ReadFile("slow/slow.py.loads")
				if err != nil {
					t.Fatal(err)
				}
				return len(text)
			}
			before := loads()
			for range 5 {
				if shows := shown(s.Program()); !strings.Contains(shows, mode+" 1") {
					t.Errorf("%s: %s", mode, shows)
				}
			}
			if loaded := loads() - before; loaded > 0 != (mode == "special") || !strings.Contains(s.Leaks(), "a fork of its own") {
				t.Errorf("%s: it was loaded %d times in five executions; %s", mode, loaded, s.Leaks())
			}
		}
	})
}

// TestForkAtEndOfThread: up to 3.10 the C library loads another one when the first thread ends, and a fork that is made meanwhile
// would crash at the end of its own first thread: so it is there before the script begins.
func TestForkAtEndOfThread(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := write(t, interpreter, "import sys\nprint(sys.platform != 'linux' or sys.version_info > (3, 11) or 'libgcc_s' in open('/proc/self/maps').read())\n")
		if shows := shown(s.Program()); s.Leaks() != "" || !strings.Contains(shows, " True\n") {
			t.Errorf("it is not loaded: %q %s", s.Leaks(), shows)
		}
	})
}

// TestTracingFunctions: a function that sys.settrace or sys.setprofile sets is the program's own, and runs beside none of simrun's code:
// in the midst of a hand-over it would run as another thread.
func TestTracingFunctions(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		p := open(t, interpreter, "looks.py").Program()
		for seed := range uint64(10) {
			x := sim.Run(p, sim.Config{Clock: sim.Anytime, Seed: seed, MaxSteps: 10_000}, sampling.NewRandom(seed))
			if x.End != sim.Completed || len(x.Log) != 1 || x.Log[0].Text != "True True False" {
				t.Fatalf("seed %d: %v %v", seed, x.End, x.Log)
			}
		}
	})
}
