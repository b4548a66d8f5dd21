//go:build unix

package bench

import (
	"syscall"
	"time"
)

// clock is the processor time that the process has used. Unlike the time of day it stands still while other processes
// have the processor.
func clock() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
