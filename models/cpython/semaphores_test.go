//go:build cpython

package cpython

import (
	"simrun/models/semaphore"
)

type sem = semaphore.Semaphore

func semaphoreObject(name, kind string, value string, create func(e *env) *sem) object {
	return object{name, "threading." + kind + "(" + value + ")", func(e *env) any { return create(e) }, name + "._value",
		func(o any) any { return o.(*sem).Value() }}
}

// permits are the calls of a semaphore.
var permits = map[rune]phrase{
	'a': one(method("s", "acquire()", func(s *sem) any { return s.Acquire() })),
	'f': one(method("s", "acquire(False)", func(s *sem) any { return s.Acquire(semaphore.Blocking(false)) })),
	't': one(method("s", "acquire(timeout="+pyTimeout+")", func(s *sem) any { return s.Acquire(semaphore.Timeout(timeout)) })),
	'z': one(method("s", "acquire(timeout=0)", func(s *sem) any { return s.Acquire(semaphore.Timeout(0)) })),
	'e': one(method("s", "acquire(False, 0)", func(s *sem) any { return s.Acquire(semaphore.Blocking(false), semaphore.Timeout(0)) })),
	'r': one(void("s", "release()", func(s *sem) { s.Release() })),
	'2': one(void("s", "release(2)", func(s *sem) { s.Release(2) })),
	'0': one(void("s", "release(0)", func(s *sem) { s.Release(0) })),
	'l': func(k int) []call { return []call{line(k)} },
}

var semaphoreClasses = []class{{
	name:    "Semaphore",
	objects: []object{semaphoreObject("s", "Semaphore", "0", func(e *env) *sem { return semaphore.New(e.w, "s", 0) })},
	phrases: permits,
	letters: "aaaftzerr2rr0l", threads: [2]int{2, 3}, length: [2]int{2, 3},
	seeds: []uint64{1, 3, 5, 7, 9},
	exact: []string{"a r", "f r", "aa 2", "t r"},
}, {
	name:    "BoundedSemaphore",
	objects: []object{semaphoreObject("s", "BoundedSemaphore", "2", func(e *env) *sem { return semaphore.NewBounded(e.w, "s", 2) })},
	phrases: permits,
	letters: "aaaafttzerrrr2l", threads: [2]int{2, 3}, length: [2]int{2, 4},
	seeds: []uint64{4, 6, 7, 8, 10},
	exact: []string{"ar r", "aaf r"},
}}
