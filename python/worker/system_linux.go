package worker

import (
	"fmt"
	"os"
	"os/exec"
	"sync"
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
// each number that the fewest other processes of simrun have. A thread of it that is woken waits until the one that runs blocks.
// It is only for speed, so a failure does not matter. The function that it returns gives the processor back, for others to take.
func pin(pid, number int) (release func()) {
	release = func() {}
	var mask, one [16]uint64
	size, _, failed := syscall.RawSyscall(syscall.SYS_SCHED_GETAFFINITY, 0, unsafe.Sizeof(mask), uintptr(unsafe.Pointer(&mask)))
	if number < 0 || failed != 0 {
		return release
	}
	var allowed []int
	for core := range int(size) * 8 {
		if mask[core/64]>>(core%64)&1 != 0 {
			allowed = append(allowed, core)
		}
	}
	if len(allowed) == 0 {
		return release
	}
	core, release := claim(allowed, os.Getpid()+number)
	one[core/64] = 1 << (core % 64)
	_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, uintptr(pid), unsafe.Sizeof(one), uintptr(unsafe.Pointer(&one)))
	_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, uintptr(pid), schedBatch, uintptr(unsafe.Pointer(&schedParam{})))
	return release
}

// claim takes a processor that as few other processes of simrun on this machine have taken as can be: two that met on one would take
// twice as long while another one has nothing to do. It is taken by a name in the system's table of sockets, which goes with the
// process that has it; see unix(7), abstract.
func claim(allowed []int, from int) (core int, release func()) {
	for others := range 64 { // that have each of them, which is far more than anybody starts
		for i := range allowed {
			core = allowed[(from+i)%len(allowed)]
			if fd, taken := takeName(fmt.Sprintf("@simrun/processor/%d/%d", core, others)); taken {
				return core, sync.OnceFunc(func() { syscall.Close(fd) })
			}
		}
	}
	return allowed[from%len(allowed)], func() {}
}

// takeName says whether no process has the name, which this one has then until the descriptor is closed.
func takeName(name string) (fd int, taken bool) {
	fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return 0, false
	}
	if syscall.Bind(fd, &syscall.SockaddrUnix{Name: name}) != nil {
		syscall.Close(fd)
		return 0, false
	}
	return fd, true
}

// kill ends a process and its workers, which are a group.
func kill(c *exec.Cmd) {
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // they may have ended meanwhile
	_ = c.Process.Kill()
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
