package simrun_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite README.md: only if you understand what changed")

// fence is one block of the README.
func fence(t *testing.T, readme, after, language string) (block string, from, to int) {
	t.Helper()
	start := strings.Index(readme, after)
	if start < 0 {
		t.Fatalf("README.md has no %q", after)
	}
	open := "\n```" + language + "\n"
	i := strings.Index(readme[start:], open)
	if i < 0 {
		t.Fatalf("README.md has no block of %s after %q", language, after)
	}
	from = start + i + len(open)
	to = from + strings.Index(readme[from:], "```\n")
	return readme[from:to], from, to
}

// holdBlock compares a block of the README with what it should be.
func holdBlock(t *testing.T, after, language, want string) {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := string(data)
	got, from, to := fence(t, readme, after, language)
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("the block after %q is out of date; go test . -update rewrites it.\ngot:\n%s\nwant:\n%s", after, got, want)
	}
	if err := os.WriteFile("README.md", []byte(readme[:from]+want+readme[to:]), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestREADMEExample: the file that the README shows is the one that is tested.
func TestREADMEExample(t *testing.T) {
	file, err := os.ReadFile("examples/buffer/buffer_test.go")
	if err != nil {
		t.Fatal(err)
	}
	holdBlock(t, "## Test a program of your own", "go", string(file))
}

// TestREADMEFinding: the README shows what its first command prints, without the other findings.
func TestREADMEFinding(t *testing.T) {
	out, code := simrun(t, "explore", "queue-pipeline", "--budget", "5m") // a busy machine must not cut it short
	if code != 1 {
		t.Fatalf("exit code %d, want 1:\n%s", code, out)
	}
	shown := regexp.MustCompile(`\S*simrun(\.exe)? replay`).ReplaceAllString(shortest(t, out), "go run ./cmd/simrun replay")
	holdBlock(t, "One of its findings:", "text", shown)
	lines := strings.Split(strings.TrimSpace(shown), "\n")
	command := strings.TrimPrefix(lines[len(lines)-1], "replay with: ")
	holdBlock(t, "It is all that a replay needs", "sh", command+" # exit code 1\n")
}

// TestREADMEScreen: the README shows a screen that the stepper's own test keeps.
func TestREADMEScreen(t *testing.T) {
	file, err := os.ReadFile("stepper/testdata/readme.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, screen, _ := strings.Cut(string(file), "\n") // behind the line that names the keys
	holdBlock(t, "`simrun step`, with a scenario", "text", screen)
}

// shortest is the finding with the fewest steps.
func shortest(t *testing.T, out string) string {
	t.Helper()
	best, least := "", 0
	findings := regexp.MustCompile(`(?ms)^\S+ in queue-pipeline .*?^  (\d+) steps.*?^replay with: [^\n]*\n`)
	for _, m := range findings.FindAllStringSubmatch(out, -1) {
		if steps, _ := strconv.Atoi(m[1]); best == "" || steps < least {
			best, least = m[0], steps
		}
	}
	if best == "" {
		t.Fatalf("explore found nothing:\n%s", out)
	}
	return best
}

// TestREADMECommands runs each command of the README; a comment says with which code it exits.
func TestREADMECommands(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	lines := regexp.MustCompile(`(?m)^go run \./cmd/simrun (.*?)(?:\s*# exit code (\d))?$`).FindAllStringSubmatch(string(data), -1)
	if len(lines) < 4 {
		t.Fatalf("README.md has %d commands", len(lines))
	}
	for _, m := range lines {
		if m[1] == "explore queue-pipeline" {
			continue // TestREADMEFinding runs it
		}
		if _, err := exec.LookPath("python3"); err != nil && strings.HasPrefix(m[1], "python ") {
			t.Logf("simrun %s was not run: there is no python3", m[1])
			continue
		}
		want, _ := strconv.Atoi(m[2]) // 0 if the README does not say
		if out, code := simrun(t, strings.Fields(m[1])...); code != want {
			t.Errorf("simrun %s: exit code %d, the README says %d:\n%s", m[1], code, want, out)
		}
	}
}

// simrun runs the command.
func simrun(t *testing.T, args ...string) (stdout string, code int) {
	t.Helper()
	cmd := exec.Command(build(t), args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var e *exec.ExitError
	if err != nil && !errors.As(err, &e) {
		t.Fatal(err)
	}
	if errs.Len() > 0 {
		t.Logf("simrun %s: %s", strings.Join(args, " "), errs.String())
	}
	return out.String(), cmd.ProcessState.ExitCode()
}

// build makes the command; the go command knows what has not changed.
func build(t *testing.T) string {
	t.Helper()
	exe := filepath.Join(t.TempDir(), "simrun")
	if out, err := exec.Command("go", "build", "-o", exe, "./cmd/simrun").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}

// TestREADMEGoTest: the README shows what its test of a pool prints, but for the time that it took.
func TestREADMEGoTest(t *testing.T) {
	const shown = "go1.26.8" // with which the README was made: its token is of that version
	if v, _ := exec.Command("go", "env", "GOVERSION").Output(); testing.Short() || strings.TrimSpace(string(v)) != shown {
		t.Skip("it builds Go's library, and compares with what " + shown + " does")
	}
	cmd := exec.Command(build(t), "gotest", ".")
	cmd.Dir = t.TempDir() // nothing that was found before is there
	if err := os.CopyFS(cmd.Dir, os.DirFS("examples/gotest")); err != nil {
		t.Fatal(err)
	}
	os.RemoveAll(filepath.Join(cmd.Dir, "testdata"))
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if cmd.ProcessState.ExitCode() != 1 {
		t.Fatalf("%v, want exit code 1:\n%s\n%s", err, out, &errs)
	}
	text := regexp.MustCompile(`\S*simrun gotest`).ReplaceAllString(string(out), "simrun gotest")
	text = regexp.MustCompile(` \(\d+\.\d+s\)|\t\d+\.\d+s`).ReplaceAllString(text, "")
	text = regexp.MustCompile(`(?m) +$`).ReplaceAllString(text, "")
	holdBlock(t, "## Go tests as they are", "text", text)
}
