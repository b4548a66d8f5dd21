//go:build cpython

package simrun_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// python311 is the interpreter that made what the README shows: others take other steps.
func python311(t *testing.T) string {
	t.Helper()
	paths := []string{"python3.11", "python3"}
	if home, err := os.UserHomeDir(); err == nil {
		more, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.11.*/bin/python3"))
		paths = append(more, paths...)
	}
	for _, path := range paths {
		out, err := exec.Command(path, "--version").Output()
		if err == nil && strings.HasPrefix(string(out), "Python 3.11.") {
			return path
		}
	}
	return ""
}

// TestREADMEPython: the README shows a finding of its first command, as the token that it ends with replays it. How likely it
// is depends on the machine, and is left out.
func TestREADMEPython(t *testing.T) {
	python := python311(t)
	if python == "" {
		t.Log("absent: CPython 3.11, which made what the README shows")
		return
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`that it can hang, and that it can lose a message(?s:.*?)\ntoken (s1\S+)`).FindSubmatch(readme)
	if token == nil {
		t.Fatal("the README has no token of the script")
	}
	path, err := exec.LookPath(python)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Dir(path)+string(filepath.ListSeparator)+os.Getenv("PATH")) // replay takes python3
	out, code := simrun(t, "replay", string(token[1]))
	if code != 1 {
		t.Fatalf("exit code %d, want 1:\n%s", code, out)
	}
	finding := regexp.MustCompile(`(?ms)^deadlock in .*?^replay with: [^\n]*\n`).FindString(out)
	finding = regexp.MustCompile(`\S*simrun(\.exe)? replay`).ReplaceAllString(finding, "go run ./cmd/simrun replay")
	finding = regexp.MustCompile(`(?ms)^  (None|About|All|\d+ of) .*?confidence\.\n`).ReplaceAllString(finding, "")
	holdBlock(t, "that it can hang, and that it can lose a message", "text", finding)
}
