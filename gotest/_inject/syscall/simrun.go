package syscall

import (
	"internal/simhook"
	_ "unsafe"
)

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simSet runtime.simSet
func simSet(on bool)

//go:linkname simOutside runtime.simOutside
func simOutside(what string)

// simKill sends a signal, which the simulator delivers if it is for this process.
func simKill(pid, signal int) {
	if pid != Getpid() {
		simOutside("sends a signal to another process, which simrun cannot replay: use a fake in its place")
	}
	simSet(false)
	simhook.T.Signal(signal)
	simSet(true)
}
