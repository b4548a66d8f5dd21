package cli

import (
	"os/exec"
	"syscall"
)

// endWithParent has the system end the process with this one, however that ends. It shares the terminal.
func endWithParent(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
