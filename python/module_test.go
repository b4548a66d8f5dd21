//go:build cpython

package python_test

import (
	"strings"
	"testing"

	"simrun/python"
	"simrun/scheduler"
)

// TestModule: a package, and a module in a package within it, print under simrun what they print by python -m, which names them and
// what they import relatively. Of two threads that add to a total both may read it before either has written: the lost update is found,
// and with a lock there are two orders of their lines, and no failure.
func TestModule(t *testing.T) {
	t.Chdir("testdata/modules")
	onEach(t, func(t *testing.T, interpreter string) {
		for _, module := range []string{"jobs", "jobs.sub.again"} {
			want := alone(t, interpreter, "-m", module, "lock", "--flag")
			s := openAt(t, interpreter, python.ModulePrefix+module, "lock", "--flag")
			if have := prints(s); have != want {
				t.Errorf("-m %s prints\n%s\nand by python\n%s", module, have, want)
			}
			if title := python.Title(s.Program()); !strings.HasPrefix(title, "-m "+module+" lock --flag on CPython") {
				t.Errorf("it is called %s", title)
			}
			exhaustive(t, module, explore(t, s, scheduler.Options{Strategy: "dpor"}), 2)
			r := explore(t, openAt(t, interpreter, python.ModulePrefix+module), scheduler.Options{Strategy: "dpor"})
			if !strings.Contains(kinds(r), "the total is") {
				t.Errorf("-m %s without a lock: %s", module, kinds(r))
			}
		}
	})
}

// TestModuleOfLibrary: unittest runs the tests of the current folder, whose files are the program's.
func TestModuleOfLibrary(t *testing.T) {
	t.Chdir("testdata/modules")
	onEach(t, func(t *testing.T, interpreter string) {
		r := exploreByDefault(t, openAt(t, interpreter, python.ModulePrefix+"unittest", "-q", "unit"), scheduler.Options{Strategy: "dpor"})
		if r.Sharing != nil || len(r.Findings) == 0 || !strings.Contains(kinds(r), "exit code 1") {
			t.Errorf("%s, %v", kinds(r), r.Sharing)
		}
	})
}
