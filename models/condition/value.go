package condition

import (
	"reflect"
	"time"
)

// WaitForValue is [Condition.WaitFor] for a predicate with a value, which it returns: the last one, true or not. What is
// true is what Python takes for it: not False, None, 0, "" or something empty. It blocks, and panics, as WaitFor does.
// https://docs.python.org/3.13/library/threading.html#threading.Condition.wait_for
func WaitForValue[T any](c *Condition, predicate func() T, timeout ...time.Duration) T {
	var value T
	c.WaitFor(func() bool {
		value = predicate()
		return truth(value)
	}, timeout...)
	return value
}

// truth is Python's bool(value).
func truth(value any) bool {
	v := reflect.ValueOf(value)
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() > 0
	case reflect.Struct:
		return true
	}
	return !v.IsZero()
}
