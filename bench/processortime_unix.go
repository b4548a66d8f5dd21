//go:build unix

package bench

import (
	"syscall"
	"time"
)

// ProcessorTime is what the process has used so far. Unlike the time of day it stands still while other processes have the
// processor.
func ProcessorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
