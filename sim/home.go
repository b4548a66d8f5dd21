package sim

import (
	"bytes"
	"runtime"
	"slices"
	"unsafe"
)

// An operation in a goroutine that a program has started beside its threads would take place in the name of the thread
// that happens to run. Go has no name for a goroutine that costs little, so the coroutine of a thread is known by where its
// stack lies: a piece of memory of stackBlock bytes belongs to one stack. Only if that is a new one the number of the
// goroutine is looked up, which takes as long as some hundred steps. A stack that has grown leaves its old memory to others:
// until the thread's next operation, one of theirs would be taken for its own. No address decides anything else.
type home struct {
	goroutine uint64
	blocks    [4]uintptr // in which operations were declared of late; the last one first
}

// stackBlock is the size of the smallest stack, as a power of two; larger ones consist of such pieces, and those of most
// stacks are near each other: within so many pieces, again as a power of two.
const stackBlock, stackNear = 11, 4

// block is the number of the piece of memory in which the operation lies, on the stack.
func (op *Op) block() uintptr { return uintptr(unsafe.Pointer(op)) >> stackBlock }

// again says whether the operation is declared in the same block as the one before, which most are.
func (h *home) again(op *Op) bool { return h.blocks[0] == op.block() }

// at says whether the operation is declared in the coroutine.
func (h *home) at(op *Op) bool {
	b := op.block()
	if i := slices.Index(h.blocks[:], b); i >= 0 {
		h.blocks[0], h.blocks[i] = b, h.blocks[0]
		return true
	}
	if goroutine() != h.goroutine {
		return false
	}
	for i, other := range h.blocks {
		if other>>stackNear != b>>stackNear { // the stack has grown, and lies elsewhere now
			h.blocks[i] = 0
		}
	}
	copy(h.blocks[1:], h.blocks[:])
	h.blocks[0] = b
	return true
}

// goroutine is the number of the running goroutine.
func goroutine() (n uint64) {
	var space [64]byte
	text := bytes.TrimPrefix(space[:runtime.Stack(space[:], false)], []byte("goroutine "))
	for _, c := range text {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + uint64(c-'0')
	}
	return n
}
