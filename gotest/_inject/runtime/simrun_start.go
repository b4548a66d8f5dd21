package runtime

import (
	"internal/runtime/atomic"
	"internal/simhook"
	_ "unsafe" // for linkname
)

// What package variables are made from before the first test is the same in each process, and fits what executions see: what a function init
// reads of the clock is the last millisecond before an execution begins, a nanosecond later each time, and random numbers are drawn as in one.

// simStarted is not zero when the functions init have returned, and simReads is how often they have read the clock.
var simStarted, simReads atomic.Uint32

//go:linkname simStarting
//go:nosplit
func simStarting() bool { return simStarted.Load() == 0 }

//go:linkname simStart
func simStart() { simStarted.Store(1) }

func simStartNow() int64 {
	const span = 1_000_000
	return simhook.Start - span + int64(min(simReads.Add(1), span-1))
}
