package hooks

import (
	"slices"

	"simrun/sim"
)

// parted are the packages of Go's library whose objects goroutines share, with locks and atomics of their own: what two calls there show may have that
// of another goroutine between them. The locks of the others guard what no call shows, as a cache does.
var parted = []string{
	"context", "database/sql", "expvar", "html/template", "io", "log/slog", "mime", "net", "net/http", "net/http/cookiejar", "net/http/httptest",
	"net/rpc", "net/textproto", "text/template",
}

// call is the call of such a package that a goroutine is in, or was in last: where the program makes it, and the stacks of the operations of
// package sync in it so far.
type call struct {
	at     uintptr
	stacks []uint64
}

// class is that of an operation of package sync: what Go's library does for itself is no place to lose the processor, but before the
// first of it in a call of a parted package there is one, as two looks at a context may have its end between them.
func (p *place) class() sim.Switching {
	if p == nil || p.kind == program {
		return sim.Call
	}
	if p.parted && newCall() {
		state.w.Part()
	}
	return sim.Bytecode
}

// newCall says whether the program has called such a package anew since the last operation there of the running goroutine. That is so if it does so
// elsewhere, or if the operation was come to before in just this way: the program goes round in a loop, or the package does.
func newCall() bool {
	var buf [40]uintptr
	stack := uint64(0)
	for _, pc := range buf[:callers(buf[:])] {
		stack = sim.Mix(stack ^ uint64(pc))
		switch p := placeOf(pc); {
		case p.program != nil:
			return callAt(pc, stack)
		case p.kind == tester:
			return false
		}
	}
	return false
}

// callAt is newCall at an operation with this stack, in a call that the program makes there.
func callAt(at uintptr, stack uint64) bool {
	by := state.w.Current().Index()
	for len(state.calls) <= by {
		state.calls = append(state.calls, call{})
	}
	c := &state.calls[by]
	if c.at == at && !slices.Contains(c.stacks, stack) {
		c.stacks = append(c.stacks, stack)
		return false
	}
	c.at, c.stacks = at, append(c.stacks[:0], stack)
	return true
}
