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

// TestREADMEPython: the README shows what its first command finds, as the token that it ends with replays it. How soon and
// how likely it is depends on the machine, and is left out.
func TestREADMEPython(t *testing.T) {
	python := python311(t)
	if python == "" {
		t.Log("absent: CPython 3.11, which made what the README shows")
		return
	}
	out, code := simrun(t, "python", "--python", python, "--strategy", "pos", "--executions", "60", "--workers", "1", "--budget", "5m", "examples/python/queue_pipeline.py")
	if code != 1 {
		t.Fatalf("exit code %d, want 1:\n%s", code, out)
	}
	finding := regexp.MustCompile(`(?ms)^deadlock in .*?^replay with: [^\n]*\n`).FindString(out)
	finding = regexp.MustCompile(`\S*simrun(\.exe)? replay`).ReplaceAllString(finding, "go run ./cmd/simrun replay")
	finding = regexp.MustCompile(`(?ms)^  (None|About|All) .*?confidence\.\n`).ReplaceAllString(finding, "")
	finding = regexp.MustCompile(`; first seen in execution \d+`).ReplaceAllString(finding, "")
	holdBlock(t, "finds that it can hang", "text", finding)
}
