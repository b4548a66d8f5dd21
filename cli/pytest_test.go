//go:build cpython

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pytestPython is an interpreter that can import pytest: that of SIMRUN_PYTEST_PYTHON, or python3.
func pytestPython(t *testing.T) string {
	t.Helper()
	python := os.Getenv("SIMRUN_PYTEST_PYTHON")
	if python == "" {
		python = "python3"
	}
	if out, err := exec.Command(python, "-c", "import pytest").CombinedOutput(); err != nil {
		t.Skipf("%s cannot import pytest, which is not part of this module: %s", python, out)
	}
	return python
}

// suite copies the tests of testdata/pytest, and builds the command.
func suite(t *testing.T) (binary, folder string) {
	t.Helper()
	return suiteOf(t, "testdata/pytest")
}

// suiteOf copies the tests of a folder, and builds the command.
func suiteOf(t *testing.T, tests string) (binary, folder string) {
	t.Helper()
	dir := t.TempDir()
	binary, folder = filepath.Join(dir, "simrun"), filepath.Join(dir, "suite")
	if out, err := exec.Command("go", "build", "-o", binary, "simrun/cmd/simrun").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.CopyFS(folder, os.DirFS(tests)); err != nil {
		t.Fatal(err)
	}
	return binary, folder
}

// inFolder runs a command in a folder and returns what it prints, without the time that pytest took, and its exit code.
func inFolder(t *testing.T, folder string, words ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = folder
	out, _ := cmd.CombinedOutput()
	return took.ReplaceAllString(string(out), "$1"), cmd.ProcessState.ExitCode()
}

var (
	// The line is filled up with signs, the fewer the longer the time is.
	took   = regexp.MustCompile(`(?m)=* ?(\d+ (?:passed|failed|error).*) in \d+\.\d+s.*`)
	failed = regexp.MustCompile(`(?m)^FAILED \S+::(\w+)`)
	// The first line of a report, which the summary repeats where the variable CI is set.
	stillThere = regexp.MustCompile(`(?m)^simrun: .*still there: replayed by its token`)
)

// mentions is an error for each text that is not printed.
func mentions(t *testing.T, out string, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !strings.Contains(out, want) {
			t.Errorf("nothing says %q", want)
		}
	}
}

// bugs are the tests that have one, and what is said of it. The other fourteen pass, whatever the schedule.
var bugs = map[string]string{
	"test_lost_update":     "AssertionError: assert 1 == 2",
	"test_deadlock":        "wait for each other",
	"test_two_instances":   "comes before",
	"test_sleep_for_order": "AssertionError: assert [] == [1]",
	"test_missed_notify":   "no thread ever woke its waiters",
	"test_thread_dies":     "_queue.Empty",
}

// TestPytest: of twenty tests six have a bug each, which are found, and fourteen pass; once more, the same is printed; and
// what was found is looked for first when it was kept.
func TestPytest(t *testing.T) {
	python := pytestPython(t)
	binary, folder := suite(t)
	words := []string{binary, "python", "--python", python, "--executions", "40", "-m", "pytest", "-p", "no:cacheprovider"}
	first, code := inFolder(t, folder, words...)
	var names []string
	for _, f := range failed.FindAllStringSubmatch(first, -1) {
		if !slices.Contains(names, f[1]) {
			names = append(names, f[1])
		}
	}
	for name, says := range bugs {
		if !slices.Contains(names, strings.TrimPrefix(name, "TestQueue::")) && !strings.Contains(first, "FAILED test_bugs.py::TestQueue::"+name) {
			t.Errorf("%s passes", name)
		}
		if !strings.Contains(first, says) {
			t.Errorf("%s: nothing says %q", name, says)
		}
	}
	if code != 1 || !strings.Contains(first, "6 failed, 14 passed") || strings.Contains(first, "not searched") {
		t.Errorf("code %d\n%s", code, first)
	}
	kept := filepath.Join(folder, "testdata")
	if files, _ := filepath.Glob(filepath.Join(kept, "simrun", "*", "*.json")); len(files) != 6 {
		t.Errorf("%d failures are kept, want 6: %q", len(files), files)
	}
	third, _ := inFolder(t, folder, append(words, "test_bugs.py")...)
	if n := len(stillThere.FindAllString(third, -1)); n != 6 {
		t.Errorf("%d failures are found again at once, want 6\n%s", n, third)
	}
	if err := os.RemoveAll(kept); err != nil {
		t.Fatal(err)
	}
	if second, _ := inFolder(t, folder, words...); second != first {
		t.Errorf("first:\n%s\nthen:\n%s", first, second)
	}
	line := regexp.MustCompile(`replay with: (.*)`).FindStringSubmatch(first)
	if line == nil {
		t.Fatal("no line that replays")
	}
	if out, code := inFolder(t, folder, "sh", "-c", line[1]); code != exitFailed {
		t.Errorf("%s: code %d\n%s", line[1], code, out)
	}
}

// TestPytestErrors: wrong input is one line that names the remedy.
func TestPytestErrors(t *testing.T) {
	python := pytestPython(t)
	_, folder := suite(t)
	file := filepath.Join(folder, "test_right.py")
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"python", "--first", "-m", "pytest"}, "--first does not go with -m pytest"},
		{[]string{"python", "test", file}, "takes a test, such as"},
		{[]string{"python", "test", "--python", python, file + "::test_none"}, "not found"},
		{[]string{"python", "test", "--python", python, file + "::test_executor"}, "names 2 tests"},
		{[]string{"python", "--python", python, filepath.Join(folder, "none.py") + "::test"}, "there is no script"},
	} {
		out, err, code := inProcess(t, c.args...)
		if code != exitUsage || !strings.Contains(err, c.want) || strings.Count(err, "\n") != 1 || out != "" {
			t.Errorf("%q: code %d, %q\n%s", c.args, code, err, out)
		}
	}
}

// TestHypothesis: a search is about one example of a test with @given, the same each time, which the report shows. A test whose
// example is not to be had before it runs, or is not what it assumes, runs as ever.
func TestHypothesis(t *testing.T) {
	python := pytestPython(t)
	if out, err := exec.Command(python, "-c", "import hypothesis").CombinedOutput(); err != nil {
		t.Skipf("%s cannot import hypothesis, which is not part of this module: %s", python, out)
	}
	t.Setenv("CI", "true") // where pytest's summary repeats what a test fails with
	binary, folder := suiteOf(t, "testdata/hypothesis")
	words := []string{binary, "python", "--python", python, "--executions", "20", "-m", "pytest", "-p", "no:cacheprovider"}
	first, code := inFolder(t, folder, words...)
	mentions(t, first,
		"2 failed, 8 passed",
		"FAILED test_given.py::test_lost ",
		"FAILED test_given.py::TestUnit::test_unit ",
		"7 tests start threads and were searched\n",
		"test_given.py::test_assumes (simrun: test_given.py: n=1 is not what the test assumes: give it one with @example(…))",
		"test_given.py::test_draws (simrun: test_draws draws values while it runs (st.data, st.functions or st.randoms))",
	)
	shown := regexp.MustCompile(`"example:\s+amounts=\[[1-9], [1-9]\]"`)
	if code != 1 || len(shown.FindAllString(first, -1)) != 2 || strings.Contains(first, "@seed") {
		t.Errorf("code %d\n%s", code, first)
	}
	if err := os.RemoveAll(filepath.Join(folder, "testdata")); err != nil {
		t.Fatal(err)
	}
	if second, _ := inFolder(t, folder, words...); second != first {
		t.Errorf("first:\n%s\nthen:\n%s", first, second)
	}
}

// TestPytestCutShort: a test none of whose executions comes to its end within the limit has not passed in any: it runs as ever.
// One of which some do is searched in part, which the summary says.
func TestPytestCutShort(t *testing.T) {
	python := pytestPython(t)
	binary, folder := suiteOf(t, "testdata/pytestmore")
	out, code := inFolder(t, folder, binary, "python", "--python", python, "--executions", "20", "--steps", "300", "-m", "pytest", "-p", "no:cacheprovider", "test_cut.py")
	mentions(t, out,
		"2 tests start threads and were searched\n",
		"not searched, but run as ever: test_cut.py::test_long (simrun: the test cannot be searched: each of its 20 executions was cut short by the limit of 300 steps",
		"searched in part: test_cut.py::test_either (simrun: no failure found in 20 executions, 1 of them cut short by the limit of 300 steps",
		"3 passed",
	)
	if code != 0 || t.Failed() {
		t.Errorf("code %d\n%s", code, out)
	}
}

// TestPytestExecutor: the threads of an executor are joined in the same order in each execution of a process, so no execution
// needs a fork of its own.
func TestPytestExecutor(t *testing.T) {
	python := pytestPython(t)
	_, folder := suiteOf(t, "testdata/pytestmore")
	out, err, code := inProcess(t, "python", "test", "--python", python, "--executions", "10", filepath.Join(folder, "test_four.py")+"::test_four")
	if code != 0 || err != "" || out != "simrun: no failure found in 10 executions\n" {
		t.Errorf("code %d\n%s%s", code, out, err)
	}
}

// TestPytestOptions: a search executes the test with the options of the run that says to search.
func TestPytestOptions(t *testing.T) {
	python := pytestPython(t)
	binary, folder := suiteOf(t, "testdata/pytestmore")
	out, code := inFolder(t, folder, binary, "python", "--python", python, "--executions", "5", "-m", "pytest", "-p", "no:cacheprovider",
		"-p", "no:logging", "-W", "error::DeprecationWarning", "--only", "a", "--only=b", "test_options.py")
	if code != 0 || !strings.Contains(out, "1 test starts threads and was searched\n") || strings.Contains(out, "as ever") {
		t.Errorf("code %d\n%s", code, out)
	}
}
