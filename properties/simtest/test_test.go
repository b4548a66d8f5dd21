package simtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/queue"
	"simrun/properties/simtest"
	"simrun/sim"
)

func TestTestPassesWhatIsRight(t *testing.T) {
	x := inFake(t, "TestRight", func(t testing.TB) { simtest.Test(t, twoLocks(false)) })
	if x.failed || !strings.HasPrefix(x.out.String(), "simtest: there is no failure: exhaustive: ") ||
		!strings.Contains(x.out.String(), " (switching call, clock anytime, the random numbers of seed 1)\n") {
		t.Fatal(x.out.String())
	}
}

// What a search that passes did not look at is named, in one line and only if the program has it.
func TestTestNamesWhatItDidNotLookAt(t *testing.T) {
	const starves, left = "starvation (properties.NewWaitingLine)", "items left in a queue on purpose (properties.NoItemLeft)"
	for want, program := range map[string]func(t testing.TB){
		"\nsimtest: not looked at: " + starves + "\n": func(t testing.TB) { simtest.Verify(t, twoLocks(false)) },
		"\nsimtest: not looked at: " + left + "\n":    func(t testing.TB) { simtest.Test(t, func(w *sim.World) { queue.New(w, "q", 0).Put(1) }) },
		"exhaustive: 1 execution shows all that there is (switching call, clock anytime, the random numbers of seed 1)\n": func(t testing.TB) { simtest.Verify(t, func(w *sim.World) { w.Sleep(1) }) },
	} {
		if x := inFake(t, "TestRight", program); x.failed || !strings.HasSuffix(x.out.String(), want) {
			t.Errorf("got %q, want %q at its end", x.out.String(), want)
		}
	}
}

// TestTestKeepsAFinding goes through the life of a finding: found, still there, fixed, found again.
func TestTestKeepsAFinding(t *testing.T) {
	bug := true
	program := func(t testing.TB) { simtest.Test(t, twoLocks(bug)) }
	x := inFake(t, "TestMeal/of two", program)
	wantLastLine(t, x, "replay with: go test simrun/properties/simtest -run '^TestMeal$/^of two$' -simrun.replay=s1.")
	stored, _ := filepath.Glob("testdata/simrun/TestMeal_of_two/*")
	if len(stored) != 1 || !strings.Contains(x.out.String(), "simtest: stored as "+stored[0]) || !strings.Contains(x.out.String(), "1 finding; exhaustive: ") {
		t.Fatalf("stored %v, output:\n%s", stored, x.out.String())
	}
	for _, name := range []string{"finding.txt", "finding.json", "finding.html", "trace.json"} {
		files, _ := filepath.Glob(filepath.Join(x.dir, "deadlock-*", name))
		if len(files) != 1 {
			t.Errorf("%s: %v", name, files)
		}
	}
	first := x.out.String()
	x = again(t, "TestMeal/of two", program)
	wantLastLine(t, x, "replay with: go test simrun/properties/simtest -run '^TestMeal$/^of two$' -simrun.replay=s1.")
	if want := "simtest: deadlock in " + stored[0] + ": still there: replayed by its token\nsimtest: no search, because a stored finding is still there\n"; !strings.HasPrefix(x.out.String(), want) {
		t.Errorf("got\n%swant\n%s", x.out.String(), want)
	}
	bug = false
	x = again(t, "TestMeal/of two", program)
	if !strings.HasPrefix(x.out.String(), "simtest: deadlock in "+stored[0]+": fixed: ") || x.failed {
		t.Errorf("failed %v:\n%s", x.failed, x.out.String())
	}
	bug = true
	if x = inFake(t, "TestMeal/of two", program); x.out.String() != first {
		t.Errorf("the second time:\n%s\nthe first time:\n%s", x.out.String(), first)
	}
}

func TestTestShowsEachFinding(t *testing.T) {
	x := inFake(t, "TestPipeline", func(t testing.TB) { simtest.Test(t, pipeline(2)) })
	out := x.out.String()
	for _, full := range []string{"\ndeadlock in TestPipeline\n", "\nlost-message in TestPipeline\n"} {
		if strings.Count(out, full) != 1 {
			t.Errorf("want one %q in full:\n%s", full, out)
		}
	}
}

// faces is a property that fails for each of six faces.
type faces struct{}

func (faces) Name() string { return "no face" }

func (faces) Check(x *sim.Execution) *sim.Failure {
	face := fmt.Sprint(x.Observation("face"))
	return &sim.Failure{Kind: "face", Message: "face " + face, Where: face}
}

// Of the findings of one kind the first is shown in full, some in a line each, and of the rest there is the number.
func TestTestShowsOneFindingOfAKind(t *testing.T) {
	x := inFake(t, "TestDice", func(t testing.TB) {
		simtest.Test(t, func(w *sim.World) { w.Observe("face", w.Choose(7)) }, faces{})
	})
	out := x.out.String()
	stored, _ := filepath.Glob("testdata/simrun/TestDice/*")
	if strings.Count(out, "\nface in TestDice\n") != 1 || strings.Count(out, "\nalso face in TestDice: face ") != 4 ||
		!strings.Contains(out, "simtest: 2 findings are not shown\n") || len(stored) != 5 {
		t.Errorf("stored %v\n%s", stored, out)
	}
}

func TestDamagedStoredFindingIsNamed(t *testing.T) {
	t.Chdir(t.TempDir())
	path := "testdata/simrun/TestMeal/x.json"
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	x := again(t, "TestMeal", func(t testing.TB) { simtest.Test(t, twoLocks(false)) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: "+path+": not a stored finding: ") {
		t.Error(x.out.String())
	}
}

// brokenCheck panics when it is asked.
type brokenCheck struct{}

func (brokenCheck) Name() string                      { return "broken" }
func (brokenCheck) Check(*sim.Execution) *sim.Failure { panic("no check") }

// A property that panics, and a misuse of the simulator, end a test in one line.
func TestCrashIsOneLine(t *testing.T) {
	for want, program := range map[string]func(t testing.TB){
		"simtest: panic: no check, at test_test.go:":                      func(t testing.TB) { simtest.Test(t, twoLocks(false), brokenCheck{}) },
		"simtest: panic: no check, at test_test.go: ":                     func(t testing.TB) { simtest.Verify(t, twoLocks(false), brokenCheck{}) },
		"simtest: sim: Choose(0): there must be at least one alternative": func(t testing.TB) { simtest.Verify(t, func(w *sim.World) { w.Sleep(1); w.Choose(0) }) },
	} {
		x := inFake(t, "TestCrash", program)
		if out := x.out.String(); !x.failed || !strings.HasPrefix(out, strings.TrimSuffix(want, " ")) || strings.Count(out, "\n") != 1 {
			t.Errorf("got %q, want %q", out, want)
		}
	}
}
