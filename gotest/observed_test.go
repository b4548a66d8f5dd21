package gotest_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	observed     = flag.Int("observed", 3, "random tests of each mode whose outcomes are compared with those that Go shows by itself")
	observedFrom = flag.Int("observed.from", 0, "seed of the first of them")
	observedIn   = flag.String("observed.in", "", "folder to which they are written, for a look; empty: one that is removed")
)

// TestObserved: whatever Go's own scheduler shows of a random test, a search of all its schedules finds. The tests are drawn from
// testdata/observed, and executed by the harness there. What Go has not shown may be a matter of chance.
func TestObserved(t *testing.T) {
	for _, mode := range []string{"plain", "timed", "bubble", "subtests"} {
		t.Run(mode, func(t *testing.T) {
			var flags []string
			if mode == "timed" { // Go may be late
				flags = []string{"--clock=anytime"}
			}
			dir := drawnModule(t, mode)
			shows := outcomes(natively(t, dir, mode, 200, "-vet=off", "-count=1", "."))
			out := simulated(t, dir, mode, flags...)
			finds, compared, found := outcomes(out), 0, 0
			for test, said := range verdicts(out) {
				switch {
				case strings.Contains(said, "--- FAIL") || !strings.Contains(said, "--- "):
					t.Errorf("%s: %s", test, said)
				case !strings.Contains(said, exhausted):
					t.Logf("%s: %s", test, said)
				default:
					compared, found = compared+1, found+len(finds[test])
					for _, outcome := range slices.Sorted(maps.Keys(shows[test])) {
						if !finds[test][outcome] {
							t.Errorf("%s: Go shows this, and simrun never: %s\nsimrun shows %s", test, outcome, slices.Sorted(maps.Keys(finds[test])))
						}
					}
				}
			}
			t.Logf("%d of %d tests were compared, which have %d outcomes", compared, *observed, found)
		})
	}
}

// TestObservedRaces: of a random test in which Go's own race detector finds something, a search with --races does not say that there is no
// failure.
func TestObservedRaces(t *testing.T) {
	dir := drawnModule(t, "races")
	native, binary := map[string]bool{}, filepath.Join(dir, "native.test")
	build := exec.Command("go", "test", "-race", "-vet=off", "-c", "-o", binary, ".")
	build.Dir = dir
	if out, err := build.CombinedOutput(); bytes.Contains(out, []byte("-race ")) || bytes.Contains(out, []byte("C compiler")) {
		t.Skipf("Go's race detector is not here: %s", out)
	} else if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for seed := *observedFrom; seed < *observedFrom+*observed; seed++ {
		cmd := exec.Command(binary, "-test.run", fmt.Sprintf("^Test%d$", seed))
		cmd.Env = environment("races", 100)
		out, _ := cmd.CombinedOutput() // it fails if there is one
		native[fmt.Sprintf("Test%d", seed)] = bytes.Contains(out, []byte("DATA RACE")) || bytes.Contains(out, []byte("fatal error: concurrent map"))
	}
	proved, races := 0, 0
	for test, said := range verdicts(simulated(t, dir, "races", "--races")) {
		switch {
		case strings.Contains(said, "data-race in"):
			races++
			if !native[test] {
				t.Logf("%s, of which simrun alone shows a race: %s", test, said)
			}
		case strings.Contains(said, exhausted):
			if proved++; native[test] {
				t.Errorf("%s: go test -race shows a race, and simrun says %s", test, said)
			}
		default:
			t.Logf("%s: %s", test, said)
		}
	}
	t.Logf("%d tests: races in %d, none in %d", *observed, races, proved)
}

// drawnModule is a folder with the random tests of a mode.
func drawnModule(t *testing.T, mode string) (dir string) {
	t.Helper()
	dir = filepath.Join(*observedIn, mode)
	if *observedIn == "" {
		dir = t.TempDir()
	}
	for _, name := range []string{"go.mod", "harness_test.go"} {
		write(t, filepath.Join(dir, name), read(t, name))
	}
	d := drawing{mode: mode, families: families(t), races: raceParts(t)}
	write(t, filepath.Join(dir, "drawn_test.go"), d.file(*observedFrom, *observed))
	return dir
}

func environment(mode string, times int) []string {
	env := append(os.Environ(), "OBSERVED_MODE="+mode, fmt.Sprintf("OBSERVED_TIMES=%d", times))
	if version := os.Getenv("GOTEST_TOOLCHAIN"); version != "" {
		env = append(env, "GOTOOLCHAIN="+version)
	}
	return env
}

// natively is what go test prints.
func natively(t *testing.T, dir, mode string, times int, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"test"}, args...)...)
	cmd.Dir, cmd.Env = dir, environment(mode, times)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// simulated is what simrun prints.
func simulated(t *testing.T, dir, mode string, flags ...string) string {
	t.Helper()
	buildCommand(t)
	cmd := exec.Command(command, append([]string{"gotest", "--no-store", "--executions=10000", "--budget=10s", "-v", "-timeout=1h", "."}, flags...)...)
	cmd.Dir, cmd.Env = dir, environment(mode, 0)
	out, _ := cmd.CombinedOutput() // it fails if a test does
	if n := len(verdicts(string(out))); n != *observed {
		t.Fatalf("%d tests were executed:\n%s", n, out)
	}
	return string(out)
}

var (
	printedOutcome = regexp.MustCompile(`OUTCOME (\S+) (".*")`)
	begun          = regexp.MustCompile(`(?m)^=== RUN +`)
)

// outcomes are those of each test.
func outcomes(out string) map[string]map[string]bool {
	list := map[string]map[string]bool{}
	for _, m := range printedOutcome.FindAllStringSubmatch(out, -1) {
		if list[m[1]] == nil {
			list[m[1]] = map[string]bool{}
		}
		list[m[1]][m[2]] = true
	}
	return list
}

// verdicts are what is said of each test, but for the outcomes.
func verdicts(out string) map[string]string {
	said := map[string]string{}
	for _, text := range begun.Split(printedOutcome.ReplaceAllString(out, ""), -1)[1:] {
		name, rest, _ := strings.Cut(text, "\n")
		said[name] = strings.TrimSpace(rest)
	}
	return said
}
