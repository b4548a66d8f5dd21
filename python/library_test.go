//go:build cpython

package python_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// TestLibraryRewritten: the files of the library and of the packages that are installed go through the rewriting, and compile
// to the same functions with the same variables and lines; all of them with -whole, which are over a thousand in each version,
// or else every 40th.
func TestLibraryRewritten(t *testing.T) {
	every, least := 40, 25
	if *whole {
		every, least = 1, 1000
	}
	onEach(t, func(t *testing.T, interpreter string) {
		out, err := exec.Command(interpreter, "testdata/rewriteall.py", ".", fmt.Sprint(every)).CombinedOutput()
		var files, same int
		if _, scan := fmt.Sscanf(lastLine(string(out)), "%d files, %d the same", &files, &same); err != nil || scan != nil || files < least || same != files {
			t.Errorf("%v\n%s", err, out)
		}
		t.Logf("%d files", files)
	})
}

// TestCompiledOnce: a module that each execution imports again is rewritten and compiled once, unless its text is another one: to do so for
// the modules of a package took most of the time of a search.
func TestCompiledOnce(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		out, err := exec.Command(interpreter, "-c", `
import sys
sys.path.insert(0, ".")
from shim import rewrite
first = rewrite.compile_file(b"n = 1", "/m.py")
assert rewrite.compile_file(b"n = 1", "/m.py") is first
assert rewrite.compile_file(b"n = 2", "/m.py") is not first
assert rewrite.compile_file(b"n = 2", "/other.py").co_filename == "/other.py"
`).CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	})
}

// lastLine is the last line of a text.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// TestOwnTestsRewritten: CPython's own tests of what the rewriting touches pass as ever where they and what they test are rewritten, and
// every access calls its hook; a few of them, or all with -whole, which are 950 to 1,300 tests and over two million accesses.
func TestOwnTestsRewritten(t *testing.T) {
	tests, least := []string{"test_augassign", "test_with", "test_scope"}, 100
	if *whole {
		tests = append(tests, "test_dict", "test_dataclasses", "test_listcomps", "test_generators", "test_queue", "test_deque", "test_textwrap",
			"test_configparser", "test_sched")
		least = 2_000_000
	}
	onEach(t, func(t *testing.T, interpreter string) {
		var said [2]string
		var accesses [2]int
		for i, how := range []string{"plain", "rewritten"} {
			cmd := exec.Command(interpreter, append([]string{"testdata/rewriteown.py", how, "."}, tests...)...)
			var stderr strings.Builder
			cmd.Stderr = &stderr
			out, err := cmd.Output()
			if _, scan := fmt.Sscanf(lastLine(stderr.String()), "%d accesses", &accesses[i]); err != nil || scan != nil {
				t.Fatalf("%v\n%s%s", err, out, stderr.String())
			}
			said[i] = string(out)
		}
		if strings.Contains(said[0], "test_augassign 0 run") || said[1] != said[0] || accesses[0] != 0 || accesses[1] < least {
			t.Errorf("%d accesses\nas they are:\n%srewritten:\n%s", accesses[1], said[0], said[1])
		}
	})
}
