//go:build cpython

package cpython

import (
	"strings"

	"simrun/models/barrier"
	"simrun/models/logging"
)

// isBroken looks at a barrier without an operation.
func isBroken(o any) any { return strings.HasSuffix(o.(*barrier.Barrier).State(), "broken") }

// waited is what Barrier.wait returns or raises.
func waited(index int, err error) any {
	if err != nil {
		return err
	}
	return index
}

// barrierPhrases are the calls of a barrier.
var barrierPhrases = map[rune]phrase{
	'w': one(method("b", "wait()", func(b *barrier.Barrier) any { return waited(b.Wait()) })),
	't': one(method("b", "wait("+pyTimeout+")", func(b *barrier.Barrier) any { return waited(b.Wait(timeout)) })),
	'r': one(void("b", "reset()", (*barrier.Barrier).Reset)),
	'a': one(void("b", "abort()", (*barrier.Barrier).Abort)),
	'n': one(method("b", "n_waiting", func(b *barrier.Barrier) any { return b.NWaiting() })),
	'k': one(method("b", "broken", func(b *barrier.Barrier) any { return b.Broken() })),
	'l': func(k int) []call { return []call{line(k)} },
}

var barrierClasses = []class{{
	name: "Barrier",
	objects: []object{{"b", "threading.Barrier(2)", func(e *env) any { return barrier.New(e.w, "b", 2) }, "b._state == -2",
		isBroken}},
	phrases: barrierPhrases,
	letters: "wwwwttranl", threads: [2]int{2, 3}, length: [2]int{1, 3},
	seeds: []uint64{1, 3, 4, 5, 8},
	exact: []string{"w w", "t w", "w a"},
}, {
	name: "Barrier with an action",
	objects: []object{{"b", "threading.Barrier(2, action=lambda: run.log.info('action'))", func(e *env) any {
		return barrier.New(e.w, "b", 2, barrier.Action(func() { logging.Info(e.w, "action") }))
	}, "b._state == -2", isBroken}},
	phrases: barrierPhrases,
	letters: "wwwwtrknl", threads: [2]int{2, 3}, length: [2]int{1, 2},
	seeds: []uint64{1, 2, 4, 5, 6},
	exact: []string{"w w", "w a"},
}}
