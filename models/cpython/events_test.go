//go:build cpython

package cpython

import (
	"simrun/models/event"
)

// method is a call of a method of an object, which returns something.
func method[T any](name, python string, f func(o T) any) call {
	return call{name + "." + python, func(e *env, _ *performer) any { return f(get[T](e, name)) }}
}

// void is a call of a method that returns nothing.
func void[T any](name, python string, f func(o T)) call {
	return method(name, python, func(o T) any { f(o); return nil })
}

func eventObject(name string) object {
	return object{name, "threading.Event()", func(e *env) any { return event.New(e.w, name) }, name + ".is_set()",
		func(o any) any { return o.(*event.Event).State() == "set" }}
}

func setEvent(name string) call { return void(name, "set()", (*event.Event).Set) }

func waitEvent(name string) call {
	return method(name, "wait()", func(v *event.Event) any { return v.Wait() })
}

func isSet(name string) call {
	return method(name, "is_set()", func(v *event.Event) any { return v.IsSet() })
}

var eventClasses = []class{{
	name:    "Event",
	objects: []object{eventObject("v")},
	phrases: map[rune]phrase{
		's': one(setEvent("v")),
		'c': one(void("v", "clear()", (*event.Event).Clear)),
		'w': one(waitEvent("v")),
		't': one(method("v", "wait("+pyTimeout+")", func(v *event.Event) any { return v.Wait(timeout) })),
		'z': one(method("v", "wait(0)", func(v *event.Event) any { return v.Wait(0) })),
		'i': one(isSet("v")),
		'l': func(k int) []call { return []call{line(k)} },
	},
	letters: "sscwwttzil", threads: [2]int{2, 3}, length: [2]int{2, 3},
	seeds: []uint64{2, 11, 13, 14, 18},
	exact: []string{"w sc", "t s", "i s"},
}}
