package executor

import (
	"iter"
	"time"

	"simrun/sim"
)

// Results is what Map returns: an iterator over the results of its tasks.
type Results struct {
	pool    *Executor
	futures []*Future // those of which the result was not asked for yet
	wait    sim.Op
	begun   bool
	ended   bool
}

// Map submits one task for each item, at once, and returns an iterator over their results in the order of the items.
// The timeout counts from here. It panics as [Executor.Submit] does, and blocks where that does.
//
// Python 3.14 can limit by "buffersize" how many are submitted at a time.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.map
func (p *Executor) Map(name string, fn func(item any) any, items []any, timeout ...time.Duration) *Results {
	r := &Results{pool: p, wait: sim.Op{Name: "Executor.map"}}
	timed(p.World(), &r.wait, timeout)
	for _, item := range items {
		r.futures = append(r.futures, p.Submit(name, func() any { return fn(item) }))
	}
	return r
}

// MapSeveral is [Executor.Map] for a function of several iterables: fn gets one item of each, as many times as the shortest
// has items. It panics, and blocks, as Map does.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.map
func (p *Executor) MapSeveral(name string, fn func(items ...any) any, iterables [][]any, timeout ...time.Duration) *Results {
	n := 0
	for i, items := range iterables {
		if i == 0 || len(items) < n {
			n = len(items)
		}
	}
	rows := make([]any, n)
	for k := range rows {
		row := make([]any, len(iterables))
		for i, items := range iterables {
			row[i] = items[k]
		}
		rows[k] = row
	}
	return p.Map(name, func(row any) any { return fn(row.([]any)...) }, rows, timeout...)
}

// Next blocks until the next result is there and returns it. The error is the exception of the task, or ErrTimeout; the
// iterator is closed by it. When there are no more results, or it is closed, ok is false: Python's StopIteration.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.map
func (r *Results) Next() (value any, err error, ok bool) {
	if r.ended || len(r.futures) == 0 {
		return nil, nil, false
	}
	r.begun = true
	f := r.futures[0]
	r.futures = r.futures[1:]
	value, err = f.result(r.wait)
	if err != nil {
		if err == ErrTimeout {
			f.Cancel()
		}
		r.Close()
	}
	return value, err, true
}

// Close ends the iteration and cancels the tasks whose results were not asked for, as far as no worker has begun with
// them; the last one first. An iteration of which nothing was asked yet cancels nothing: Python's generator has not come
// to the place yet where it would. It blocks as [Future.Cancel] does. Python closes the iterator also when there is no
// reference to it any more.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.map
func (r *Results) Close() {
	r.ended = true
	for r.begun && len(r.futures) > 0 {
		last := len(r.futures) - 1
		f := r.futures[last]
		r.futures = r.futures[:last]
		f.Cancel()
	}
}

// All iterates over the results, for a range loop; leaving the loop closes the iterator. It blocks, and gives errors,
// as [Results.Next] does.
// https://docs.python.org/3.13/library/concurrent.futures.html#concurrent.futures.Executor.map
func (r *Results) All() iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		defer r.Close()
		for {
			value, err, ok := r.Next()
			if !ok || !yield(value, err) {
				return
			}
		}
	}
}
