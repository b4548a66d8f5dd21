//go:build cpython

package cpython

import (
	"fmt"
	"time"

	"simrun/models/lock"
)

// The timeout of all calls that have one: long enough that what they wait for may come in time, and short enough that
// a pause in another thread makes it elapse.
const (
	timeout   = 2 * time.Millisecond
	pyTimeout = "0.002"
)

// locker is what Lock, RLock and Condition have in common.
type locker interface {
	Acquire(args ...lock.Arg) bool
	Release()
	State() string
}

func isLocked(o any) any { return o.(locker).State() != "free" }

func lockObject(name string) object {
	return object{name, "threading.Lock()", func(e *env) any { return lock.New(e.w, name) }, name + ".locked()", isLocked}
}

func rlockObject(name string) object {
	return object{name, "threading.RLock()", func(e *env) any { return lock.NewRLock(e.w, name) },
		"repr(" + name + ").startswith('<locked')", isLocked}
}

// acquire is an acquire whose result decides what drop does.
func acquire(name, python string, args ...lock.Arg) call {
	return call{fmt.Sprintf("me.took(%s.acquire(%s))", name, python), func(e *env, me *performer) any {
		ok := get[locker](e, name).Acquire(args...)
		me.got = append(me.got, ok)
		return ok
	}}
}

// drop releases what the last acquire took.
func drop(name string) call {
	return call{fmt.Sprintf("me.drop(%s)", name), func(e *env, me *performer) any {
		ok := len(me.got) > 0 && me.got[len(me.got)-1] // empty only in a thread that is being killed
		me.got = me.got[:max(0, len(me.got)-1)]
		if !ok {
			return "not taken"
		}
		get[locker](e, name).Release()
		return nil
	}}
}

// release releases a lock, held or not.
func release(name string) call {
	return call{name + ".release()", func(e *env, _ *performer) any {
		get[locker](e, name).Release()
		return nil
	}}
}

// plain is an acquire without consequences.
func plain(name, python string, args ...lock.Arg) call {
	return call{fmt.Sprintf("%s.acquire(%s)", name, python), func(e *env, _ *performer) any {
		return get[locker](e, name).Acquire(args...)
	}}
}

func locked(name string) call {
	return call{name + ".locked()", func(e *env, _ *performer) any { return get[*lock.Lock](e, name).Locked() }}
}

// section is what is done with a lock that may have been taken.
func section(name, python string, args ...lock.Arg) phrase {
	return func(k int) []call { return []call{acquire(name, python, args...), line(k), drop(name)} }
}

// nested is a section in a section.
func nested(outer, inner, python string, args ...lock.Arg) phrase {
	return all(acquire(outer, ""), acquire(inner, python, args...), drop(inner), drop(outer))
}

var lockClasses = []class{{
	name:    "Lock",
	objects: []object{lockObject("l"), lockObject("m")},
	phrases: map[rune]phrase{
		'a': section("l", ""),
		't': section("l", "False", lock.Blocking(false)),
		'w': section("l", "timeout="+pyTimeout, lock.Timeout(timeout)),
		'n': nested("l", "m", ""),
		'N': nested("m", "l", ""),
		'o': nested("m", "l", "timeout="+pyTimeout, lock.Timeout(timeout)),
		'e': one(plain("l", "False, 1", lock.Blocking(false), lock.Timeout(time.Second))),
		'x': one(release("m")),
	},
	letters: "attwwnNNo", threads: [2]int{2, 3}, length: [2]int{1, 2},
	seeds: []uint64{1, 3, 4, 5, 6},
	exact: []string{"t t", "w a", "n N"},
}, {
	name:    "Lock of nobody",
	objects: []object{lockObject("l")},
	phrases: map[rune]phrase{
		'a': one(plain("l", "")),
		'r': one(release("l")),
		'l': one(locked("l")),
		'i': func(k int) []call { return []call{line(k)} },
		'e': one(plain("l", "False, 1", lock.Blocking(false), lock.Timeout(time.Second))),
	},
	letters: "aaarrrlie", threads: [2]int{2, 3}, length: [2]int{2, 3},
	seeds: []uint64{1, 6, 7, 8, 9},
	exact: []string{"a r", "aa r"},
}, {
	name:    "RLock",
	objects: []object{rlockObject("l")},
	phrases: map[rune]phrase{
		'a': section("l", ""),
		't': section("l", "False", lock.Blocking(false)),
		'w': section("l", "timeout="+pyTimeout, lock.Timeout(timeout)),
		'n': nested("l", "l", ""),
		'+': one(plain("l", "")),
		'-': one(release("l")),
	},
	letters: "atwn+--", threads: [2]int{2, 3}, length: [2]int{1, 3},
	seeds: []uint64{1, 2, 4, 5, 6},
	exact: []string{"t n", "+ t"},
}}
