//go:build cpython

package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// dumpOf is a dump of testdata/hang with one text in place of another.
func dumpOf(t *testing.T, name, old, new string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "hang", name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s has no %q", name, old)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(data), old, new)), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestHang: of the dump of a process that hung a schedule is found that ends so, and replayed; of one that cannot be it is proved. Forth
// stands at 14 and back at 21, each with the other's lock; one at 12 or 19 would wait for a lock whose holder goes on.
func TestHang(t *testing.T) {
	const script = "testdata/hang/transfer.py"
	for _, dump := range []string{"pyspy.txt", "faulthandler.txt"} {
		out, said, code := inProcess(t, "python", "hang", filepath.Join("testdata", "hang", dump), script)
		for _, want := range []string{"This hang is possible: found after ", "forth and back wait for each other", "log.get for ever :29", "replay with: "} {
			if code != 0 || !strings.Contains(out, want) {
				t.Errorf("%s: code %d, nothing says %q\n%s%s", dump, code, want, out, said)
			}
		}
	}
	dump := dumpOf(t, "pyspy.txt", "transfer.py:21", "transfer.py:19")
	out, said, code := inProcess(t, "python", "hang", "--strategy", "dpor", dump, script)
	for _, want := range []string{"No schedule hangs so: ", "exhaustive.\n", "  transfer.py:19\n", "It can hang otherwise, with threads at\n  transfer.py:14, transfer.py:21, transfer.py:29\n"} {
		if code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("impossible: code %d, nothing says %q\n%s%s", code, want, out, said)
		}
	}
	out, said, code = inProcess(t, "python", "hang", "--strategy", "random", "--executions", "5", dump, script)
	if code != exitBudget || !strings.Contains(out, "not exhaustive: the limit of 5 executions was reached") {
		t.Errorf("cut short: code %d\n%s%s", code, out, said)
	}
}

// TestHangJSON: a script may read whether a hang is possible; where that is not known it is null.
func TestHangJSON(t *testing.T) {
	impossible := dumpOf(t, "pyspy.txt", "transfer.py:14", "transfer.py:15")
	for _, c := range []struct {
		args     []string
		code     int
		possible any
		others   int
	}{
		{[]string{"testdata/hang/pyspy.txt"}, 0, true, -1},
		{[]string{"--strategy", "dpor", impossible}, exitFailed, false, 1},
		{[]string{"--strategy", "run-to-block", "--executions", "1", impossible}, exitBudget, nil, 0},
	} {
		out, said, code := inProcess(t, append(append([]string{"python", "hang", "--json"}, c.args...), "testdata/hang/transfer.py")...)
		var j map[string]any
		if err := json.Unmarshal([]byte(out), &j); err != nil || code != c.code || j["possible"] != c.possible {
			t.Errorf("%q: code %d, %v\n%s%s", c.args, code, err, out, said)
			continue
		}
		if others := j["others"].([]any); c.others >= 0 && len(others) != c.others || len(j["lines"].([]any)) != 3 || (j["token"] != "") != (c.possible == true) {
			t.Errorf("%q: %s", c.args, out)
		}
	}
}

// TestHangErrors: what is no dump of the script is one line that says so.
func TestHangErrors(t *testing.T) {
	const script = "testdata/hang/transfer.py"
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "takes a dump and a script, but was given 0 arguments"},
		{[]string{"testdata/hang/pyspy.txt"}, "takes a dump and a script, but was given 1 argument"},
		{[]string{"none.txt", script}, `there is no dump "none.txt"`},
		{[]string{script, script}, "it has no stack of a thread"},
		{[]string{dumpOf(t, "pyspy.txt", "transfer.py", "other.py"), script}, "stands in a file of"},
		{[]string{dumpOf(t, "pyspy.txt", "transfer.py:29", "transfer.py:290"), script}, "has a thread at transfer.py:290, and the file has 30 lines"},
		{[]string{"testdata/hang/pyspy.txt", "none.py"}, "there is no script none.py"},
		{[]string{"testdata/hang/pyspy.txt", script + "::test"}, "hang takes a script"},
	} {
		out, said, code := inProcess(t, append([]string{"python", "hang"}, c.args...)...)
		if code != exitUsage || !strings.Contains(said, c.want) || strings.Count(said, "\n") != 1 || out != "" {
			t.Errorf("%q: code %d, %q\n%s", c.args, code, said, out)
		}
	}
}
