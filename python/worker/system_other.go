//go:build !linux

package worker

import "os/exec"

// endWithParent does nothing here: the process ends when it reads from the pipes.
func endWithParent(*exec.Cmd) {}

// pin does nothing here.
func pin(pid, core int) {}
