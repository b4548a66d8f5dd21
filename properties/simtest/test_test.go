package simtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/simtest"
	"simrun/sim"
)

func TestTestPassesWhatIsRight(t *testing.T) {
	x := inFake(t, "TestRight", func(t testing.TB) { simtest.Test(t, twoLocks(false)) })
	if x.failed || !strings.HasPrefix(x.out.String(), "simtest: there is no failure: exhaustive: ") {
		t.Fatal(x.out.String())
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

// shoppers are more threads on one lock than can be searched in a few executions.
func shoppers(w *sim.World) {
	till := lock.New(w, "till")
	for range 4 {
		thread.New(w, thread.Target("shop", func() {
			for range 3 {
				till.Acquire()
				till.Release()
			}
		})).Start()
	}
}

func TestBoundsAreNamed(t *testing.T) {
	o := simtest.Options{Executions: 300}
	x := inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found; not exhaustive: ") {
		t.Error(x.out.String())
	}
	o.Exhaustive = true
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found, but not exhaustive: ") {
		t.Error(x.out.String())
	}
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.VerifyWith(t, simtest.Options{Executions: 300}, shoppers) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: no failure found, but not exhaustive: ") {
		t.Error(x.out.String())
	}
	o = simtest.Options{Steps: 10, Executions: 100}
	x = inFake(t, "TestShop", func(t testing.TB) { simtest.TestWith(t, o, shoppers) })
	if !strings.Contains(x.out.String(), "100 executions, 100 cut short by the limit of 10 steps") {
		t.Error(x.out.String())
	}
}

// The number of schedules of n independent steps on either side of two threads is a binomial coefficient.
func TestEstimateOfSchedules(t *testing.T) {
	x := inFake(t, "TestShop", func(t testing.TB) {
		simtest.TestWith(t, simtest.Options{Executions: 20, Strategy: "random"}, sim.Program{Name: "values", Main: func(w *sim.World) {
			for range 4 {
				w.Choose(10)
			}
		}})
	})
	if !strings.Contains(x.out.String(), "20 executions of an estimated 10,000 schedules") {
		t.Error(x.out.String())
	}
}

func TestProgramThatDoesNotRepeatIsNamed(t *testing.T) {
	forks := map[string]bool{"a": true, "b": true, "c": true, "d": true, "e": true, "f": true, "g": true, "h": true}
	executions := 0
	for _, c := range []struct {
		name    string
		program func(w *sim.World)
		want    string
	}{
		{"the order of a map", func(w *sim.World) {
			for name := range forks {
				lock.New(w, name).Acquire()
			}
		}, "simtest: the program does not repeat: with the same choices, step 0 was Lock.acquire of MainThread on "},
		{"what an execution leaves behind", func(w *sim.World) {
			l := lock.New(w, "")
			l.Acquire()
			executions++
			for range executions {
				w.Sleep(1)
			}
		}, "simtest: the program does not repeat: with the same choices, step 2 was missing in one execution and time.sleep of MainThread at test_test.go:"},
		{"a number from outside", func(w *sim.World) {
			executions++
			w.Observe("number", executions)
		}, `simtest: the program does not repeat: with the same choices, what came of it was "observation number = `},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := inFake(t, "TestOdd", func(t testing.TB) { simtest.Test(t, c.program) })
			if !x.failed || !strings.HasPrefix(x.out.String(), c.want) {
				t.Errorf("got  %swant %s", x.out.String(), c.want)
			}
		})
	}
}

func TestTwoProgramsInOneTest(t *testing.T) {
	x := inFake(t, "TestBoth", func(t testing.TB) {
		simtest.Test(t, twoLocks(false))
		simtest.Test(t, twoLocks(true))
	})
	if !strings.Contains(x.out.String(), "deadlock in TestBoth#2\n") {
		t.Fatal(x.out.String())
	}
	if x := again(t, "TestBoth", func(t testing.TB) { simtest.Test(t, twoLocks(false)) }); strings.Contains(x.out.String(), "fixed") {
		t.Errorf("the finding of one program is looked for in another:\n%s", x.out.String())
	}
	token := x.out.String()[strings.LastIndex(x.out.String(), "-simrun.replay=")+len("-simrun.replay="):]
	setFlag(t, "simrun.replay", strings.TrimSpace(token))
	x = inFake(t, "TestBoth", func(t testing.TB) {
		simtest.Test(t, twoLocks(false))
		simtest.Test(t, twoLocks(true))
	})
	want := "simtest: the recording is of TestBoth#2, so TestBoth is not replayed\n\ndeadlock in TestBoth#2\n"
	if !x.failed || !strings.HasPrefix(x.out.String(), want) {
		t.Fatal(x.out.String())
	}
}

func TestReplayOfOtherThings(t *testing.T) {
	for _, c := range []struct{ replay, want string }{
		{"nothing", "simtest: -simrun.replay: not a simrun token: it does not begin with s1., and there is no such file in the folder of the package\n"},
		{"s1.AAAA", "simtest: -simrun.replay: the token is damaged"},
		{"s0.AAAA", "simtest: -simrun.replay: the token is of version s0"},
	} {
		setFlag(t, "simrun.replay", c.replay)
		x := inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, twoLocks(true)) })
		if !x.failed || !strings.HasPrefix(x.out.String(), c.want) {
			t.Errorf("got %swant %s", x.out.String(), c.want)
		}
	}
	setFlag(t, "simrun.replay", "")
	x := inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, twoLocks(true)) })
	setFlag(t, "simrun.replay", strings.TrimSpace(x.out.String()[strings.LastIndex(x.out.String(), "=")+1:]))
	x = inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, pipeline(1)) })
	if !x.failed || !strings.HasPrefix(x.out.String(), "simtest: diverged at choice ") {
		t.Error(x.out.String())
	}
	x = inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, twoLocks(true), properties.NoUncaughtException) })
	if x.failed || x.out.String() != "simtest: the recorded execution passed\n" {
		t.Error(x.out.String())
	}
}

// TestReplayOfAFile replays a stored finding of a program that was edited since.
func TestReplayOfAFile(t *testing.T) {
	x := inFake(t, "TestMeal", func(t testing.TB) { simtest.Test(t, twoLocks(true)) })
	stored, _ := filepath.Glob("testdata/simrun/TestMeal/*")
	if len(stored) != 1 {
		t.Fatal(x.out.String())
	}
	setFlag(t, "simrun.replay", stored[0])
	x = again(t, "TestMeal", func(t testing.TB) {
		simtest.Check(t, func(w *sim.World) {
			thread.New(w, thread.Target("other", func() { w.Sleep(1) })).Start()
			twoLocks(true)(w)
		})
	})
	want := fmt.Sprintf("simtest: deadlock in %s: still there: replayed by the names of its choices\n\ndeadlock in TestMeal\n", stored[0])
	if !x.failed || !strings.HasPrefix(x.out.String(), want) {
		t.Fatal(x.out.String())
	}
}
