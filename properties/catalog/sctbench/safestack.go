package sctbench

import (
	"fmt"

	"simrun/models/shared"
	"simrun/sim"
)

// SafeStack is safestack, Vyukov's stack of three nodes without a lock: each of three threads takes a node, owns it for two
// steps, and puts it back, so many times. Next to a node stands the one below, or -1 while somebody takes it, which is to keep others
// from taking it meanwhile; and nobody takes the last node. All the same two threads can come to own one, because what stood
// below a node when a thread looked need not be there any more when it takes the node: it may have been taken and put back
// in the meantime. With two rounds that takes eight preemptions, not counting those of a thread that goes round in vain.
func SafeStack(rounds int) func(w *sim.World) {
	return func(w *sim.World) { safeStack(w, rounds) }
}

func safeStack(w *sim.World, rounds int) {
	const nodes = 3
	head, count := shared.New(w, "head", 0), shared.New(w, "count", nodes)
	var below, owner [nodes]*shared.Var[int]
	for i := range nodes {
		next := i + 1
		if next == nodes {
			next = -1
		}
		below[i], owner[i] = shared.New(w, fmt.Sprint("below ", i), next), shared.New(w, fmt.Sprint("owner ", i), -1)
	}
	pop := func() int {
		for {
			for count.Load() <= 1 {
			}
			top := head.Load()
			next := below[top].Swap(-1)
			if next < 0 {
				continue
			}
			if head.CompareAndSwap(top, next) {
				count.FetchAdd(-1)
				return top
			}
			below[top].Swap(next)
		}
	}
	push := func(node int) {
		for {
			top := head.Load()
			below[node].Store(top)
			if head.CompareAndSwap(top, node) {
				break
			}
		}
		count.FetchAdd(1)
	}
	bodies := make([]func(), 3)
	for me := range bodies {
		bodies[me] = func() {
			for range rounds {
				node := pop()
				owner[node].Store(me)
				assert(w, owner[node].Load() == me, "a node has one owner")
				push(node)
			}
		}
	}
	w.SpawnAll("safestack", bodies...)
}
