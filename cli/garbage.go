package cli

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// A search makes much garbage and keeps little, so the collector runs often for the little that it finds. As long as what is
// kept is small, it may wait until there is five times as much, and not twice: dpor then spends a sixth less time.
const (
	smallHeap   = 32 << 20
	lazyPercent = 400
)

// collectLater has the garbage collector run less often while the heap is small. It does nothing if the environment says how
// often the collector is to run.
func collectLater() {
	if os.Getenv("GOGC") == "" {
		afterCollection(new([16]byte))
	}
}

// afterCollection says, after each collection, when the next one is due.
func afterCollection(garbage *[16]byte) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent := 100
	if live[0].Value.Uint64() < smallHeap {
		percent = lazyPercent
	}
	debug.SetGCPercent(percent)
	runtime.SetFinalizer(garbage, afterCollection)
}
