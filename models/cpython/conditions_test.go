//go:build cpython

package cpython

import (
	"slices"
	"strings"

	"simrun/models/condition"
	"simrun/models/event"
	"simrun/models/lock"
)

type cond = condition.Condition

// within makes calls while the condition's lock is held.
func within(calls ...call) phrase {
	return all(slices.Concat([]call{plain("c", "")}, calls, []call{release("c")})...)
}

// waitFor waits until the event v is set, without its own wait.
func waitFor(python string, args ...any) call {
	return call{"c.wait_for(v.is_set" + python + ")", func(e *env, _ *performer) any {
		c, v := get[*cond](e, "c"), get[*event.Event](e, "v")
		if len(args) > 0 {
			return c.WaitFor(v.IsSet, timeout)
		}
		return c.WaitFor(v.IsSet)
	}}
}

func notify(python string, n ...int) call {
	return void("c", "notify("+python+")", func(c *cond) { c.Notify(n...) })
}

var (
	wait      = method("c", "wait()", func(c *cond) any { return c.Wait() })
	waitShort = method("c", "wait("+pyTimeout+")", func(c *cond) any { return c.Wait(timeout) })
	waitZero  = method("c", "wait(0)", func(c *cond) any { return c.Wait(0) })
	notifyAll = void("c", "notify_all()", (*cond).NotifyAll)
)

// conditionPhrases are calls that the lock allows, and notify without it.
var conditionPhrases = map[rune]phrase{
	'w': within(wait),
	't': within(waitShort),
	'z': within(waitZero),
	'n': within(notify("")),
	'2': within(notify("2", 2)),
	'A': within(notifyAll),
	'N': one(notify("")),
	'f': within(waitFor("")),
	'F': within(waitFor(", "+pyTimeout, timeout)),
	's': within(setEvent("v"), notifyAll),
	'x': one(wait),
	'd': all(plain("c", ""), plain("c", ""), waitShort, release("c"), release("c"), release("c")),
	'l': func(k int) []call { return []call{line(k)} },
	// A line before the wait, under the lock, shows which waiters a notify finds.
	'W': func(k int) []call { return within(line(k), wait)(k) },
	'T': func(k int) []call { return within(line(k), waitShort)(k) },
	'M': func(k int) []call { return within(line(k), notify(""))(k) },
}

func conditionClass(name, python, letters string, create func(e *env) condition.Locker, seeds ...uint64) class {
	return class{
		picked: []string{"T W M", "TW WM", "M T W"},
		exact:  []string{"W M", "T M"},
		name:   name,
		objects: []object{
			{"c", python, func(e *env) any { return condition.New(e.w, "c", create(e)) }, "len(c._waiters)",
				func(o any) any { return strings.Fields(o.(*cond).State())[0] }},
			eventObject("v"),
		},
		phrases: conditionPhrases, letters: letters, threads: [2]int{2, 3}, length: [2]int{1, 2}, seeds: seeds,
	}
}

var conditionClasses = []class{
	conditionClass("Condition", "threading.Condition()", "wwwttznn2ANxdl",
		func(e *env) condition.Locker { return lock.NewRLock(e.w, "") }, 4, 12, 15, 18, 24),
	conditionClass("Condition of a Lock", "threading.Condition(threading.Lock())", "wwwttznn2ANl",
		func(e *env) condition.Locker { return lock.New(e.w, "") }, 2, 3, 4, 6, 9),
	conditionClass("Condition.wait_for", "threading.Condition()", "fffFFssnwz",
		func(e *env) condition.Locker { return lock.NewRLock(e.w, "") }, 6, 16, 20, 21, 28),
}
