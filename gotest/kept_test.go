package gotest_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// orders takes two locks in two orders, leaves a goroutine, and fails for one of twenty numbers.
const orders = `package kept

import (
	"math/rand"
	"sync"
	"testing"
)

func TestOrders(t *testing.T) {
	var a, b sync.Mutex
	done := make(chan bool)
	go func() {
		b.Lock()
		a.Lock()
		a.Unlock()
		b.Unlock()
		done <- true
	}()
	a.Lock()
	b.Lock()
	b.Unlock()
	a.Unlock()
	<-done
}

func TestLeak(t *testing.T) {
	answer := make(chan int)
	go func() { answer <- 1 }()
}

func TestDice(t *testing.T) {
	if rand.Intn(20) == 7 {
		t.Error("a seven")
	}
}
`

// module is a module of its own with one test file.
func module(t *testing.T, text string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module kept\n\ngo 1.25\n")
	write(t, filepath.Join(dir, "kept_test.go"), text)
	return dir
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// edited replaces texts of the test, each with the one behind it.
func edited(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(orders) }

// keptFiles are the findings of a test.
func keptFiles(t *testing.T, dir, test string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "testdata", "simrun", test, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

const noSearch = "simrun: no search, because a stored finding is still there\n"

// TestKept: a finding is stored, the next run looks for it first, and says what has become of it in the test as it is now.
func TestKept(t *testing.T) {
	dir := module(t, orders)
	code, out := run(t, dir, ".", "-run", "TestOrders")
	files := keptFiles(t, dir, "TestOrders")
	if code != 1 || len(files) != 1 || !strings.Contains(out, "simrun: stored as testdata/simrun/TestOrders/"+filepath.Base(files[0])+"\n") {
		t.Fatalf("exit code %d, files %v\n%s", code, files, out)
	}
	first, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	more := []string{"done := make(chan bool)", "done, ready := make(chan bool), make(chan bool, 1)\n\tready <- true", "b.Lock()\n\t\ta.Lock()", "<-ready\n\t\tb.Lock()\n\t\ta.Lock()"}
	for _, c := range []struct {
		name, text string
		code       int
		says       []string
		stored     bool // anew
	}{
		{"as it was", orders, 1, []string{": still there: replayed by its token\n", noSearch, "deadlock in TestOrders"}, false},
		{"other lines", edited("import (", "// It is a test.\nimport ("), 1, []string{": still there: replayed by its token\n", noSearch}, false},
		{"another name", edited("b.", "second.", "a, b", "a, second"), 1, []string{": still there: replayed by its token\n", noSearch}, false},
		{"more operations", edited(more...), 1, []string{": still there: replayed by the names of its choices\n", noSearch, "stored as"}, true},
		{"one order", edited("b.Lock()\n\t\ta.Lock()", "a.Lock()\n\t\tb.Lock()"), 0, []string{": fixed: replayed by its token, it does not fail, nor do 1000 executions near it\n", exhausted}, false},
		{"no goroutine", edited("go func() {\n\t\tb", "func() {\n\t\tb", "done <- true", "close(done)"), 0, []string{": can no longer be expressed: ", exhausted}, false},
		{"no test", edited("t *testing.T) {\n\tvar", "t *testing.T) {\n\tt.Skip()\n\tvar"), 0, []string{"--- SKIP: TestOrders"}, false},
	} {
		write(t, files[0], string(first))
		write(t, filepath.Join(dir, "kept_test.go"), c.text)
		code, out := run(t, dir, ".", "-run", "TestOrders", "-v")
		for _, says := range c.says {
			if !strings.Contains(out, says) {
				t.Errorf("%s: it does not say %q", c.name, says)
			}
		}
		now, err := os.ReadFile(files[0])
		if list := keptFiles(t, dir, "TestOrders"); err != nil || len(list) != 1 {
			t.Errorf("%s: files %v, %v", c.name, list, err)
		}
		if stored := string(now) != string(first); code != c.code || stored != c.stored || t.Failed() {
			t.Fatalf("%s: exit code %d, want %d; stored anew %v, want %v\n%s", c.name, code, c.code, stored, c.stored, out)
		}
		if c.stored {
			if _, out := run(t, dir, ".", "-run", "TestOrders"); !strings.Contains(out, ": still there: replayed by its token\n") {
				t.Errorf("%s: what was stored anew does not replay\n%s", c.name, out)
			}
		}
	}
}

// TestKeptSettings: a finding is looked for as it was searched. Without the flag by which it is a failure it is none, and a
// token has what it needs.
func TestKeptSettings(t *testing.T) {
	dir := module(t, orders)
	tokens := map[string]string{}
	for test, flag := range map[string]string{"TestLeak": "--leaks", "TestDice": "--inputs=100"} {
		_, out := run(t, dir, flag, ".", "-run", test)
		if m := replayLine.FindStringSubmatch(out); m == nil || len(keptFiles(t, dir, test)) != 1 {
			t.Fatalf("%s: %v\n%s", test, keptFiles(t, dir, test), out)
		} else {
			tokens[test] = m[1]
		}
	}
	code, results := gotest(t, dir, ".", "-run", "TestLeak|TestDice")
	if code != 1 {
		t.Errorf("exit code %d", code)
	}
	check(t, results, map[string]string{"TestDice": "test-failed", "TestLeak": exhausted})
	for test, says := range map[string]string{"TestLeak": ": not looked for without --leaks\n", "TestDice": ": still there: replayed by its token\n"} {
		if out := results[test].output; !strings.Contains(out, says) {
			t.Errorf("%s: it does not say %q: %s", test, says, out)
		}
	}
	for test, kind := range map[string]string{"TestLeak": "leak in TestLeak", "TestDice": "test-failed in TestDice"} {
		if code, out := run(t, dir, "--replay="+tokens[test], ".", "-run", test); code != 1 || !strings.Contains(out, kind) {
			t.Errorf("%s does not replay: exit code %d\n%s", test, code, out)
		}
	}
}

// TestKeptNowhere: --no-store keeps nothing and looks for nothing, what is damaged is one line, and nothing is written to
// a package that is not the user's.
func TestKeptNowhere(t *testing.T) {
	dir := module(t, orders)
	if code, out := run(t, dir, "--no-store", ".", "-run", "TestOrders"); code != 1 || strings.Contains(out, "stored") || keptFiles(t, dir, "TestOrders") != nil {
		t.Errorf("exit code %d\n%s", code, out)
	}
	write(t, filepath.Join(dir, "testdata", "simrun", "TestOrders", "0.json"), "{}")
	if code, out := run(t, dir, ".", "-run", "TestOrders"); code != 1 || !strings.Contains(out,
		"    simrun: testdata/simrun/TestOrders/0.json: not a stored finding: it has no version, or no kind of failure; remove it if it is of no use\nFAIL") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	vendored := filepath.Join(dir, "vendor", "kept")
	write(t, filepath.Join(vendored, "go.mod"), "module kept\n\ngo 1.25\n")
	write(t, filepath.Join(vendored, "kept_test.go"), orders)
	if code, out := run(t, vendored, ".", "-run", "TestOrders"); code != 1 || strings.Contains(out, "stored") || keptFiles(t, vendored, "TestOrders") != nil {
		t.Errorf("vendored: exit code %d\n%s", code, out)
	}
}

var replayLine = regexp.MustCompile(`replay with: \S+ gotest --replay=(\S+) `)

// TestTokens: a token shows the same execution in each of ten new processes, and says so where the test was edited.
func TestTokens(t *testing.T) {
	dir := module(t, orders)
	_, out := run(t, dir, "--no-store", ".", "-run", "TestOrders")
	token := replayLine.FindStringSubmatch(out)
	if token == nil {
		t.Fatal(out)
	}
	took := regexp.MustCompile(`\d+\.\d+s`)
	var first string
	for i := range 10 {
		code, out := run(t, dir, "--replay="+token[1], ".", "-run", "TestOrders")
		out = took.ReplaceAllString(out, "")
		if first == "" {
			first = out
		}
		if code != 1 || !strings.Contains(out, "deadlock in TestOrders") || out != first {
			t.Fatalf("replay %d: exit code %d\n%s\nbefore\n%s", i+1, code, out, first)
		}
	}
	write(t, filepath.Join(dir, "kept_test.go"), edited("}()\n\ta.Lock()", "}()\n\ta.Lock()\n\ta.Unlock()\n\ta.Lock()"))
	if code, out := run(t, dir, "--replay="+token[1], ".", "-run", "TestOrders"); code != 1 || !strings.Contains(out, "simrun: diverged at choice ") {
		t.Errorf("edited: exit code %d\n%s", code, out)
	}
}
