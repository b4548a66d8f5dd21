//go:build cpython

package cpython

import (
	"fmt"
	"strings"
	"time"

	"simrun/models/barrier"
	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/models/semaphore"
	"simrun/sim"
)

// alone is a class of programs of one thread that makes such calls.
func alone(name string, objects []object, calls ...call) class {
	return aloneUntil(nil, name, objects, calls...)
}

// aloneUntil is a class of programs that end with some calls.
func aloneUntil(end []call, name string, objects []object, calls ...call) class {
	c := class{end: end, name: name, objects: objects, phrases: map[rune]phrase{}, threads: [2]int{1, 1}, length: [2]int{2, 12}}
	for i, made := range calls {
		letter := rune('#' + i)
		c.phrases[letter] = one(made)
		c.letters += string(letter)
	}
	return c
}

// repr shows an object.
func repr[T interface{ Repr() string }](name string) call {
	return call{fmt.Sprintf("shown(%s, %q)", name, name), func(e *env, _ *performer) any {
		return strings.ReplaceAll(get[T](e, name).Repr(), "owner=MainThread", "owner=me")
	}}
}

// acquires are the calls of an acquire of a lock that returns at once, or nearly so.
func acquires(name string) []call {
	return []call{
		plain(name, "False", lock.Blocking(false)),
		plain(name, "timeout=0", lock.Timeout(0)),
		plain(name, "timeout="+pyTimeout, lock.Timeout(timeout)),
		plain(name, "False, -1", lock.Blocking(false), lock.Timeout(lock.Forever)),
		plain(name, "False, 1", lock.Blocking(false), lock.Timeout(time.Second)),
		plain(name, "False, 0", lock.Blocking(false), lock.Timeout(0)),
		plain(name, "True, -2", lock.Timeout(-2*time.Second)),
		plain(name, "timeout=-0.5", lock.Timeout(-time.Second/2)),
		plain(name, "timeout=1e100", lock.Seconds(1e100)),
		plain(name, "timeout=-1e-10", lock.Seconds(-1e-10)),
		plain(name, "False, 1e100", lock.Blocking(false), lock.Seconds(1e100)),
		plain(name, "False, None", lock.Blocking(false), lock.TimeoutNone()),
		release(name), release(name), release(name),
	}
}

var rlockCalls = append(acquires("l"), plain("l", ""), plain("l", ""), repr[*lock.RLock]("l"),
	method("l", "_is_owned()", func(l *lock.RLock) any { return l.IsOwned() }),
	method("l", "_recursion_count()", func(l *lock.RLock) any { return l.RecursionCount() }),
)

func conditionCalls[L condition.Locker]() []call {
	never := func() bool { return false }
	return []call{
		plain("c", "False", lock.Blocking(false)), plain("c", "timeout=0", lock.Timeout(0)), plain("c", "False", lock.Blocking(false)),
		release("c"), release("c"),
		wait0("wait(0)", 0), wait0("wait(-1)", -1), wait0("wait("+pyTimeout+")", timeout),
		notify(""), notify("0", 0), notify("-1", -1), notify("3", 3), notifyAll,
		method("c", "wait_for(lambda: False, 0)", func(c *cond) any { return c.WaitFor(never, 0) }),
		method("c", "wait_for(lambda: False, -1)", func(c *cond) any { return c.WaitFor(never, -1) }),
		method("c", "wait_for(lambda: False, "+pyTimeout+")", func(c *cond) any { return c.WaitFor(never, timeout) }),
		method("c", "wait_for(lambda: 7)", func(c *cond) any { return condition.WaitForValue(c, func() int { return 7 }) }),
		method("c", "wait_for(lambda: [], 0)", func(c *cond) any { return condition.WaitForValue(c, func() []int { return nil }, 0) }),
		{"shown(c, 'c')", func(e *env, _ *performer) any {
			s := strings.ReplaceAll(get[*cond](e, "c").Repr(), "owner=MainThread", "owner=me")
			return strings.ReplaceAll(strings.ReplaceAll(s, "c.lock", "c"), "at l", "at c")
		}},
	}
}

func wait0(python string, d time.Duration) call {
	return method("c", python, func(c *cond) any { return c.Wait(d) })
}

var sequentialLocks = []class{
	alone("alone: Lock", []object{lockObject("l")}, append(acquires("l"), locked("l"), repr[*lock.Lock]("l"))...),
	alone("alone: RLock", []object{rlockObject("l")}, rlockCalls...),
	alone("alone: Condition", []object{{"c", "threading.Condition()", func(e *env) any { return condition.New(e.w, "c", nil) }, "len(c._waiters)",
		func(o any) any { return strings.Fields(o.(*cond).State())[0] }}}, conditionCalls[*lock.RLock]()...),
	alone("alone: Condition of a Lock", []object{lockObject("l"), {"c", "threading.Condition(l)",
		func(e *env) any { return condition.New(e.w, "c", get[*lock.Lock](e, "l")) }, "", nil}}, conditionCalls[*lock.Lock]()...),
}

var semaphoreCalls = []call{
	permits['f'](0)[0], permits['t'](0)[0], permits['z'](0)[0], permits['e'](0)[0], permits['r'](0)[0], permits['2'](0)[0], permits['0'](0)[0],
	permits['f'](0)[0], permits['r'](0)[0],
	method("s", "acquire(False, 1)", func(s *sem) any { return s.Acquire(semaphore.Blocking(false), semaphore.Timeout(time.Second)) }),
	method("s", "acquire(timeout=-1)", func(s *sem) any { return s.Acquire(semaphore.Timeout(-1)) }),
	method("s", "acquire(True, -5)", func(s *sem) any { return s.Acquire(semaphore.Timeout(-5)) }),
	void("s", "release(-1)", func(s *sem) { s.Release(-1) }),
	void("s", "release(n=3)", func(s *sem) { s.Release(3) }),
	repr[*sem]("s"),
}

var eventCalls = []call{
	setEvent("v"), setEvent("v"), void("v", "clear()", (*event.Event).Clear), isSet("v"), repr[*event.Event]("v"),
	method("v", "wait("+pyTimeout+")", func(v *event.Event) any { return v.Wait(timeout) }),
	method("v", "wait(0)", func(v *event.Event) any { return v.Wait(0) }),
	method("v", "wait(-1)", func(v *event.Event) any { return v.Wait(-1) }),
}

var barrierCalls = []call{
	method("b", "wait(0)", func(b *barrier.Barrier) any { return waited(b.Wait(0)) }),
	method("b", "wait(-1)", func(b *barrier.Barrier) any { return waited(b.Wait(-1)) }),
	method("b", "wait("+pyTimeout+")", func(b *barrier.Barrier) any { return waited(b.Wait(timeout)) }),
	void("b", "reset()", (*barrier.Barrier).Reset), void("b", "reset()", (*barrier.Barrier).Reset), void("b", "abort()", (*barrier.Barrier).Abort),
	method("b", "n_waiting", func(b *barrier.Barrier) any { return b.NWaiting() }),
	method("b", "broken", func(b *barrier.Barrier) any { return b.Broken() }),
	method("b", "parties", func(b *barrier.Barrier) any { return b.Parties() }),
	repr[*barrier.Barrier]("b"),
}

// barrierAlone is a class of programs on a barrier for so many; the action raises.
func barrierAlone(python string, parties int, options ...barrier.Option) class {
	return alone("alone: "+python, []object{{"b", "threading." + python,
		func(e *env) any { return barrier.New(e.w, "b", parties, options...) }, "b._state == -2", isBroken}}, barrierCalls...)
}

func semaphoreAlone(kind string, value int, create func(e *env) *sem) class {
	return alone(fmt.Sprintf("alone: %s(%d)", kind, value), []object{semaphoreObject("s", kind, fmt.Sprint(value), create)}, semaphoreCalls...)
}

var sequentialSynchronizers = []class{
	semaphoreAlone("Semaphore", 0, func(e *env) *sem { return semaphore.New(e.w, "s", 0) }),
	semaphoreAlone("Semaphore", 2, func(e *env) *sem { return semaphore.New(e.w, "s", 2) }),
	semaphoreAlone("BoundedSemaphore", 0, func(e *env) *sem { return semaphore.NewBounded(e.w, "s", 0) }),
	semaphoreAlone("BoundedSemaphore", 3, func(e *env) *sem { return semaphore.NewBounded(e.w, "s", 3) }),
	alone("alone: Event", []object{eventObject("v")}, eventCalls...),
	barrierAlone("Barrier(1)", 1), barrierAlone("Barrier(2)", 2), barrierAlone("Barrier(1, timeout=0)", 1, barrier.Timeout(0)),
	barrierAlone("Barrier(1, lambda: int('x'))", 1, barrier.Action(func() {
		panic(sim.ValueError("invalid literal for int() with base 10: 'x'"))
	})),
}
