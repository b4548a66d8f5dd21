//go:build cpython

package cpython

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// wallTime bounds one run of Python, which stops by itself long before: a program that does not is a failure.
const wallTime = 2 * time.Minute

var (
	//go:embed testdata/harness.py
	harness string

	version = sync.OnceValues(func() (string, error) {
		out, err := exec.Command("python3", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])").Output()
		return strings.TrimSpace(string(out)), err
	})
)

// needPython fails the test unless python3 is there and new enough; it returns its minor version.
func needPython(t *testing.T) int {
	t.Helper()
	v, err := version()
	if err != nil {
		t.Fatalf("python3: %v: install CPython 3.11 or later, or leave the tag cpython out", err)
	}
	var minor int
	if n, _ := fmt.Sscanf(v, "3.%d.", &minor); n != 1 || minor < 11 {
		t.Fatalf("python3 is version %s: 3.11 or later is needed", v)
	}
	return minor
}

// python runs a script, which prints a list: for each program its outcomes and how often each came.
func python(t *testing.T, script string) []map[string]int {
	t.Helper()
	cmd := exec.Command("python3", "-")
	cmd.Stdin = strings.NewReader(script)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(wallTime, func() { cmd.Process.Kill() })
	defer watchdog.Stop()
	err := cmd.Wait()
	var outcomes []map[string]int
	if err == nil {
		err = json.Unmarshal(stdout.Bytes(), &outcomes)
	}
	if err != nil {
		t.Fatalf("%v\n%s%s\n%s", err, &stdout, &stderr, script)
	}
	return outcomes
}

func total(outcomes map[string]int) int {
	n := 0
	for _, k := range outcomes {
		n += k
	}
	return n
}
