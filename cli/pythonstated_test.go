//go:build cpython

package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// counts has a counter that two threads change without a lock.
const counts = `import threading
class Counter:
    value = 0
def add(n):
    counter.value = n
counter = Counter()
for n in (1, 2):
    threading.Thread(target=add, args=(n,)).start()
`

// TestPythonStated: the file beside a script says what should hold, which is said once; what is found is replayed by its token, in a
// process of its own, and a change of the file is named. --check names another one, and the twin of the first passes.
func TestPythonStated(t *testing.T) {
	path := script(t, counts)
	beside := filepath.Join(filepath.Dir(path), "simrun_properties.py")
	fixed := filepath.Join(t.TempDir(), "fixed.py")
	for file, text := range map[string]string{
		beside: "def invariant(script):\n    assert script.counter.value < 2\n",
		fixed:  "import __main__\ndef invariant():\n    assert __main__.counter.value in (0, 1, 2)\ndef at_exit():\n    assert __main__.counter.value\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	search := []string{"python", "--strategy", "dpor", "--workers", "1"}
	out, said, code := inProcess(t, append(search, path)...)
	token := regexp.MustCompile(`replay (s1\.\S+)`).FindStringSubmatch(out)
	if code != exitFailed || token == nil || !strings.Contains(out, "AssertionError: assert script.counter.value < 2 at simrun_properties.py:2") ||
		strings.Count(said, beside+" says what should hold of it\n") != 1 {
		t.Fatalf("code %d\n%s%s", code, out, said)
	}
	for range 2 {
		again, _, code := inProcess(t, "replay", token[1])
		if code != exitFailed || !strings.Contains(again, "simrun_properties.py:2") {
			t.Fatalf("code %d\n%s", code, again)
		}
	}
	out, said, code = inProcess(t, append(search, "--check", fixed, path)...)
	if code != exitPassed || !strings.Contains(out, "There is no failure") || strings.Contains(said, "says what should hold") {
		t.Errorf("code %d\n%s%s", code, out, said)
	}
	if err := os.WriteFile(beside, []byte("def invariant(script):\n    assert script.counter.value < 3\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, said, code = inProcess(t, "replay", token[1]); code == exitFailed || !strings.Contains(said, "simrun_properties.py has changed") {
		t.Errorf("code %d: %s", code, said)
	}
}

// TestPythonStatedErrors: a file that cannot be used is named in one line, and the exit code is 2.
func TestPythonStatedErrors(t *testing.T) {
	path, folder := script(t, counts), t.TempDir()
	for _, c := range []struct{ text, says string }{
		{"def invariant(:\n", "bad.py:1: SyntaxError: "},
		{"x = 1\n", "bad.py has neither invariant() nor at_exit()"},
		{"invariant = 1\n", "bad.py: invariant is no function with one parameter, the script, or none"},
		{"def at_exit(one, two): pass\n", "bad.py: at_exit is no function with one parameter"},
		{"\nimport no_such_module\n", "bad.py:2, its properties: ModuleNotFoundError: No module named 'no_such_module'"},
		{"", "there is no file of properties "},
	} {
		bad := filepath.Join(folder, "bad.py")
		if c.text == "" {
			bad = filepath.Join(folder, "none.py")
		} else if err := os.WriteFile(bad, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		out, said, code := inProcess(t, "python", "--check", bad, path)
		if code != exitUsage || !strings.Contains(said, c.says) || strings.Count(said, "\n") != 1 || out != "" {
			t.Errorf("%q: code %d, stderr %q\n%s", c.text, code, said, out)
		}
	}
	if _, said, code := inProcess(t, "python", "--check", "", path); code != exitUsage || !strings.Contains(said, "--check takes the path of a file") {
		t.Errorf("code %d: %s", code, said)
	}
}
