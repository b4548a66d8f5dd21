//go:build !linux

package worker

import (
	"os"
	"os/exec"
)

// pipe is that of package os.
func pipe() (r, w *os.File, err error) { return os.Pipe() }

// endWithParent does nothing here: the process ends when it reads from the pipes.
func endWithParent(*exec.Cmd) {}

// pin does nothing here.
func pin(pid, number int) (release func()) { return func() {} }

// kill ends a process: its workers see that, and end.
func kill(c *exec.Cmd) { _ = c.Process.Kill() } // it may have ended meanwhile

// dumpStacks does nothing here: the process has no group of its own.
func dumpStacks(pid int) bool { return false }

// askThread does nothing here.
func askThread(pid int) {}
