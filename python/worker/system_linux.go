package worker

import (
	"os"
	"os/exec"
	"syscall"
	"unsafe"
)

// endWithParent has the system end the process with this one, however that ends, and keeps the terminal's signals away
// from it.
func endWithParent(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL, Setpgid: true}
}

// pipe makes a pipe whose reads and writes block the system's thread. Those of os.Pipe go by way of the runtime's poller, which
// costs several times what the process takes for a step. Nothing else may be closed by it while another goroutine reads but
// the process: then the read ends.
func pipe() (r, w *os.File, err error) {
	var fds [2]int
	if err := syscall.Pipe2(fds[:], syscall.O_CLOEXEC); err != nil {
		return nil, nil, os.NewSyscallError("pipe2", err)
	}
	return os.NewFile(uintptr(fds[0]), "|0"), os.NewFile(uintptr(fds[1]), "|1"), nil
}

// pin lets a process, and those that it forks, run on one processor alone: its threads run one at a time, and to wake
// another processor for each change costs more than the step. Of those that this process may run on it takes the next one for
// each number, beginning at one that is another for other commands, so that they do not all meet on the first. A thread of it that is
// woken waits until the one that runs blocks. It is only for speed, so a failure does not matter.
func pin(pid, number int) {
	var mask, one [16]uint64
	size, _, failed := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(mask), uintptr(unsafe.Pointer(&mask)))
	if number < 0 || failed != 0 {
		return
	}
	var allowed []int
	for core := range int(size) * 8 {
		if mask[core/64]>>(core%64)&1 != 0 {
			allowed = append(allowed, core)
		}
	}
	if len(allowed) == 0 {
		return
	}
	core := allowed[(os.Getpid()+number)%len(allowed)]
	one[core/64] = 1 << (core % 64)
	_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, uintptr(pid), unsafe.Sizeof(one), uintptr(unsafe.Pointer(&one)))
	_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, uintptr(pid), schedBatch, uintptr(unsafe.Pointer(&schedParam{})))
}

// schedBatch is the policy by which a thread that is woken does not interrupt the one that runs. Of two Python threads one of which
// hands over, the other would only find the GIL taken, and a change of three would be made of one. See sched(7).
const schedBatch = 3

// schedParam is what the system wants to know besides: the priority, which this policy has not.
type schedParam struct{ priority int32 }

// dumpStacks has a process and its workers, which are a group, write where their threads stand: see shim/serve.py.
func dumpStacks(pid int) bool { return syscall.Kill(-pid, syscall.SIGUSR1) == nil }

// askThread has them write which thread of the program runs, if they get to run code of Python.
func askThread(pid int) { _ = syscall.Kill(-pid, syscall.SIGUSR2) } // nobody answers if it does not arrive
