package simtest_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"simrun/internal/outside"
	"simrun/properties/simtest"
	"simrun/sim"
)

// childVariable is set in the processes that these tests start: only there the tests that fail on purpose do something.
const childVariable = "SIMTEST_CHILD"

// TestChildFails is run by TestReplayLineWorksWhenPasted.
func TestChildFails(t *testing.T) {
	if os.Getenv(childVariable) == "" {
		t.Skip("for another test")
	}
	t.Run("of Plato's", func(t *testing.T) { simtest.Test(t, twoLocks(true)) })
}

// TestReplayLineWorksWhenPasted gives the last line of a failure to a shell, in another folder of the module.
func TestReplayLineWorksWhenPasted(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the test once more")
	}
	first := child(t, "-test.run=^TestChildFails$")
	at := strings.LastIndex(first, "replay with: ")
	if at < 0 {
		t.Fatal(first)
	}
	line, _, _ := strings.Cut(first[at+len("replay with: "):], "\n")
	shell := exec.Command("sh", "-c", line)
	shell.Dir = "../../models/queue"
	shell.Env = append(outside.Environ(), childVariable+"=1")
	out, err := shell.CombinedOutput()
	if _, ok := err.(*exec.ExitError); !ok || !strings.Contains(string(out), strings.TrimSpace(line)) {
		t.Fatalf("%s\n%v\n%s", line, err, out)
	}
}

// TestChildSettings is run by TestPrecedence: its program shows the seed as a random number.
func TestChildSettings(t *testing.T) {
	if os.Getenv(childVariable) == "" {
		t.Skip("for another test")
	}
	simtest.VerifyWith(t, simtest.Options{Seed: 5}, func(w *sim.World) { w.Fail("seed", "%d", w.Config().Seed) })
}

func TestPrecedence(t *testing.T) {
	for _, c := range []struct {
		env, flag, want string
	}{
		{"", "", "\n      5.\n"},
		{"SIMRUN_SEED=6", "", "\n      6.\n"},
		{"SIMRUN_SEED=6", "-simrun.seed=7", "\n      7.\n"},
		{"", "-simrun.seed=7", "\n      7.\n"},
		{"SIMRUN_SEED=six", "", "simtest: SIMRUN_SEED=six: give a whole number from 0 to 18446744073709551615"},
		{"", "-simrun.clock=never", `simtest: -simrun.clock=never: unknown clock "never": use one of virtual, anytime`},
		{"", "-simrun.workers=0", "simtest: -simrun.workers=0: give a whole number from 1"},
		{"", "-simrun.budget=-1s", "simtest: -simrun.budget=-1s: give a time above 0, such as 30s or 5m"},
		{"", "-simrun.repeats=-1", "simtest: -simrun.repeats=-1: give a whole number from 0"},
		{"SIMRUN_EXHAUSTIVE=maybe", "", "simtest: SIMRUN_EXHAUSTIVE=maybe: give true or false"},
		{"SIMRUN_STRATEGY=none", "", `simtest: SIMRUN_STRATEGY=none: unknown strategy "none": use one of `},
	} {
		if out := child(t, "-test.run=^TestChildSettings$", c.flag, c.env); !strings.Contains(out, c.want) {
			t.Errorf("%s %s: got\n%swant %q", c.env, c.flag, out, c.want)
		} else if strings.Contains(c.want, "simtest:") && (strings.Count(out, "simtest:") != 1 || strings.Contains(out, "Usage")) {
			t.Errorf("%s %s: more than one line:\n%s", c.env, c.flag, out)
		}
	}
}

// TestChildFindings is run by TestSameBytes.
func TestChildFindings(t *testing.T) {
	if os.Getenv(childVariable) == "" {
		t.Skip("for another test")
	}
	t.Run("Test", func(t *testing.T) { simtest.Test(t, pipeline(2)) })
	t.Run("Verify", func(t *testing.T) { simtest.Verify(t, pipeline(1)) })
}

// varies is what package testing puts into its output: the time, and a number in the name of the folder of artifacts.
var varies = regexp.MustCompile(`\(\d+\.\d+s\)|_artifacts/\d+`)

// TestSameBytes: two processes print and write the same, but for what varies.
func TestSameBytes(t *testing.T) {
	run := func() (out string, files map[string]string) {
		dir := t.TempDir()
		out = childIn(t, dir, "-test.run=^TestChildFindings$", "-test.v", "-test.artifacts", "-test.outputdir="+dir)
		out = strings.ReplaceAll(varies.ReplaceAllString(out, ""), dir, "")
		files = map[string]string{}
		err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, err := os.ReadFile(filepath.Join(dir, path))
				files[varies.ReplaceAllString(path, "")] = string(data)
				return err
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out, files
	}
	first, files := run()
	second, again := run()
	if first != second {
		t.Errorf("first:\n%s\nthen:\n%s", first, second)
	}
	if !strings.Contains(first, "lost-message in ") || len(files) < 10 { // a finding is one file and a folder of four
		t.Errorf("%d files; output:\n%s", len(files), first)
	}
	for path, text := range files {
		if again[path] != text {
			t.Errorf("%s differs", path)
		}
	}
	if len(again) != len(files) {
		t.Errorf("%d files, and %d the second time", len(files), len(again))
	}
}

// child runs this test binary with flags and variables, in an empty folder and the environment that package outside has for it.
func child(t *testing.T, more ...string) string {
	t.Helper()
	return childIn(t, t.TempDir(), more...)
}

// childIn is child in a folder.
func childIn(t *testing.T, dir string, more ...string) string {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary)
	cmd.Dir = dir
	cmd.Env = append(outside.Environ(), childVariable+"=1")
	for _, m := range more {
		if strings.HasPrefix(m, "-") {
			cmd.Args = append(cmd.Args, m)
		} else if m != "" {
			cmd.Env = append(cmd.Env, m)
		}
	}
	out, err := cmd.CombinedOutput()
	if _, ok := err.(*exec.ExitError); !ok {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return string(out)
}
