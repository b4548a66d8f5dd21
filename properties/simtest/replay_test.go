package simtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/models/thread"
	"simrun/properties"
	"simrun/properties/simtest"
	"simrun/sim"
)

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
		{"nothing", "simtest: -simrun.replay: \"nothing\" is not a simrun token (it does not begin with s1.), and there is no such file in the folder of the package\n"},
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

// TestReplayOfATokenFile: a file with a token is read as the command reads it.
func TestReplayOfATokenFile(t *testing.T) {
	x := inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, twoLocks(true)) })
	token := strings.TrimSpace(x.out.String()[strings.LastIndex(x.out.String(), "=")+1:])
	wide := "\xff\xfe"
	for _, c := range token {
		wide += string(byte(c)) + "\x00"
	}
	file := filepath.Join(t.TempDir(), "token.txt")
	for text, want := range map[string]string{
		token:                       "\ndeadlock in TestX",
		"\ufeff" + token + "\r\n":   "\ndeadlock in TestX",
		wide:                        "simtest: -simrun.replay: FILE: it is UTF-16: save it as UTF-8",
		token + "\n" + token + "\n": "simtest: -simrun.replay: FILE: 2 tokens are in it, and one can be executed",
		"see " + token:              "simtest: -simrun.replay: FILE: there is more in it than the token",
		"":                          "simtest: -simrun.replay: FILE: no token in it",
		"\ufeff{}":                  "simtest: -simrun.replay: not a stored finding",
	} {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		setFlag(t, "simrun.replay", file)
		x := inFake(t, "TestX", func(t testing.TB) { simtest.Verify(t, twoLocks(true)) })
		if !x.failed || !strings.HasPrefix(strings.ReplaceAll(x.out.String(), file, "FILE"), want) {
			t.Errorf("%q: %s; want %s", text, x.out.String(), want)
		}
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
