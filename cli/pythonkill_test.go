//go:build cpython

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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

// TestPytestEnds: however the command ends that runs pytest, that and the search of a test end with it; what they print of a
// signal, and the exit code, are pytest's.
func TestPytestEnds(t *testing.T) {
	python := pytestPython(t)
	binary, folder := suite(t)
	file := filepath.Join(folder, "test_ends.py")
	test := "import threading\nlock = threading.Lock()\ndef test():\n    t = [threading.Thread(target=lambda: [lock.acquire() and lock.release() for _ in range(9)]) for _ in range(3)]\n" +
		"    [x.start() for x in t]\n    [x.join() for x in t]\n"
	if err := os.WriteFile(file, []byte(test), 0o644); err != nil {
		t.Fatal(err)
	}
	for s, codes := range map[syscall.Signal][]int{syscall.SIGKILL: {-1}, syscall.SIGTERM: {128 + 15}, syscall.SIGINT: {2, 128 + 2}} {
		c := exec.Command(binary, "python", "--python", python, "--executions", "1000000", "-m", "pytest", "-p", "no:cacheprovider", "test_ends.py")
		c.Dir = folder
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		await(t, "the test is searched", func() bool { return len(processesWith("test_ends.py::test")) > 0 })
		if err := c.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		_ = c.Wait() // the signal has ended it
		if code := c.ProcessState.ExitCode(); !slices.Contains(codes, code) {
			t.Errorf("%v: exit code %d", s, code)
		}
		await(t, "its processes are gone", func() bool { return len(processesWith("test_ends.py")) == 0 })
	}
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

// TestSignalWhileAlone: a signal ends the command also while the script is executed alone, before the search; a script that loops for ever
// was not given up for a minute.
func TestSignalWhileAlone(t *testing.T) {
	path := script(t, "import sys\nopen(sys.argv[1], 'w').close()\nwhile True: pass\n")
	for _, command := range []string{"explore", "run"} {
		begun := filepath.Join(t.TempDir(), "begun")
		go func() {
			for _, err := os.Stat(begun); err != nil; _, err = os.Stat(begun) {
				time.Sleep(20 * time.Millisecond)
			}
			_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
		}()
		out, said, code := inProcess(t, "python", command, path, begun)
		if code != 128+int(syscall.SIGTERM) || !strings.Contains(said, "it was ended before it had come to an end") || out != "" {
			t.Errorf("%s: code %d\n%s%s", command, code, out, said)
		}
		if left := processesWith(path); len(left) > 0 {
			t.Errorf("%s: %v are left", command, left)
		}
	}
}
