package gotest_test

import "testing"

// moving has goroutines that each look, at a depth of their own, whether an access to memory has moved their stack. Stacks begin with
// 2 kB, and are twice as large where that is used up.
const moving = `package moving

import (
	"testing"
	"unsafe"
)

//go:noinline
//go:nosplit
func at(x *int) uintptr { return uintptr(unsafe.Pointer(x)) }

//go:noinline
func moves(p *int) bool {
	var here int
	before := at(&here)
	*p++
	return at(&here) != before
}

//go:noinline
func below(depth int, p *int) bool {
	var room [16]int
	if depth == 0 {
		return moves(p)
	}
	room[depth%16] = depth
	return below(depth-1, p) || room[(depth+1)%16] != 0
}

func TestMoves(t *testing.T) {
	moved, all := make(chan bool), make(chan bool)
	for depth := range 100 {
		go func() {
			moved <- below(depth, new(int))
			<-all // so that the next one has a stack of its own
		}()
		if <-moved {
			t.Error("moved at depth", depth)
		}
	}
	close(all)
}
`

// TestStackStays: the stack of a goroutine does not move while --races is told of an access, because the compiler relies on that: a method that was
// called by a pointer crashed with "invalid pointer found on stack", and with it the tests of the package.
func TestStackStays(t *testing.T) {
	_, results := gotest(t, module(t, moving), "--no-store", "--races", "--strategy=random", "--executions=3", ".")
	check(t, results, map[string]string{"TestMoves": "no failure found in 3 executions"})
}
