package queue

import (
	"slices"

	"simrun/sim"
)

// pile gives out the smallest message. It does what Python's heapq does, in the same order, because a comparison may
// fail in the middle and because items that are equal come out in the order that the algorithm happens to give.
type pile struct {
	history
	heap []Message
}

func (p *pile) less(i, j int) bool { return less(p.heap[i].Item, p.heap[j].Item) }

// push is heapq.heappush: the item is in the heap before it is compared for the first time.
func (p *pile) push(m Message) {
	p.heap = append(p.heap, m)
	p.down(0, len(p.heap)-1)
}

// pop is heapq.heappop.
func (p *pile) pop(by *sim.Thread) Message { return p.note(p.take(), by) }

func (p *pile) take() Message {
	n := len(p.heap) - 1
	last := p.heap[n]
	p.heap = p.heap[:n]
	if n == 0 {
		return last
	}
	first := p.heap[0]
	p.heap[0] = last
	p.up(0)
	return first
}

// down is heapq._siftdown: it moves what is at i towards the root as far as it is smaller than its parents.
func (p *pile) down(root, i int) {
	for i > root {
		parent := (i - 1) / 2
		if !p.less(i, parent) {
			return
		}
		p.heap[i], p.heap[parent] = p.heap[parent], p.heap[i]
		i = parent
	}
}

// up is heapq._siftup: it moves the smaller children up to the leaves, and what was at i from there to its place.
func (p *pile) up(i int) {
	n, start := len(p.heap), i
	for i < n/2 {
		child := 2*i + 1
		if child+1 < n && !p.less(child, child+1) {
			child++
		}
		p.heap[i], p.heap[child] = p.heap[child], p.heap[i]
		i = child
	}
	p.down(start, i)
}

// drain takes all messages out; it stops in the middle, with a TypeError, where Python's does.
func (p *pile) drain(each func(m Message)) {
	for len(p.heap) > 0 {
		each(p.take())
	}
}

func (p *pile) raw() []Message { return p.heap }
func (p *pile) clear()         { p.heap = nil }

func (p *pile) size() int { return len(p.heap) }

// left sorts a copy; items that code of the program compares, or that cannot be compared, are in the order of the heap.
func (p *pile) left() (left []Message) {
	defer func() {
		if r := recover(); r != nil {
			left = slices.Clone(p.heap)
		}
	}()
	for _, m := range p.heap {
		if shape(m.Item) == "" {
			return slices.Clone(p.heap)
		}
	}
	(&pile{heap: slices.Clone(p.heap)}).drain(func(m Message) { left = append(left, m) })
	return left
}
