//go:build cpython

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// killWhileSearching kills a search of the script and fails if one of its processes outlives it.
func killWhileSearching(t *testing.T, binary, script string) {
	t.Helper()
	c := exec.Command(binary, "python", "--strategy", "random", "--budget", "1m", "--progress", "none", script)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	await(t, "its processes begin", func() bool { return len(processesWith(script)) >= 3 })
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // it was killed
	await(t, "its processes are gone", func() bool { return len(processesWith(script)) == 0 })
}

// await waits until something is so.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Errorf("after 30 s it is not so that %s", what)
}

// processesWith lists the processes that have the word among their arguments.
func processesWith(word string) []string {
	var list []string
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		if line, err := os.ReadFile(file); err == nil && strings.Contains(string(line), word) {
			list = append(list, file)
		}
	}
	return list
}
