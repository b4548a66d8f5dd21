package runtime

import (
	"internal/runtime/atomic"
	"internal/simhook"
	_ "unsafe" // for linkname
)

// What package variables are made from before the first test, and what TestMain does around the tests, is the same in each process, and fits what
// executions see: what these read of the clock begins in the last millisecond before an execution, and goes on by a nanosecond each time
// and by what they sleep, and random numbers are drawn as in one.

// simStarted is not zero while package testing runs the tests, or if it does so as always. simReads is how often the clock has been read
// while it is zero, and simSlept how long the main goroutine has slept.
var (
	simStarted, simReads atomic.Uint32
	simSlept             atomic.Int64
)

// simSpan is how long before an execution that begins.
const simSpan = 1_000_000

//go:linkname simStarting
//go:nosplit
func simStarting() bool { return simStarted.Load() == 0 }

// simRunning says that the tests begin, or that they are over.
//
//go:linkname simRunning
func simRunning(on bool) {
	if on {
		simStarted.Store(1)
	} else {
		simStarted.Store(0)
	}
}

func simStartNow() int64 {
	return simhook.Start - simSpan + simSlept.Load() + int64(simReads.Add(1))
}

// simEpoch is what the clock of an execution begins with.
//
//go:linkname simEpoch
func simEpoch() int64 {
	return simhook.Start + simSlept.Load() + max(0, int64(simReads.Load())-simSpan+1)
}

// simSleeps notes what the functions init and TestMain sleep. Other goroutines are not part of what is the same in each process.
func simSleeps(ns int64) {
	if getg().goid == 1 && simStarting() && ns > 0 {
		simSlept.Add(ns)
	}
}
