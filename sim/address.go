package sim

import (
	"fmt"
	"reflect"
)

// Appendf is the function of that name for a line of the program's: what fmt would show by an address, which differs from
// one run to the next, or by a method that is an operation, is shown as [World.Show] does.
func (w *World) Appendf(b []byte, format string, args ...any) []byte {
	for i, v := range args {
		if addressed(v) {
			shown := make([]any, len(args))
			copy(shown, args[:i])
			for k := i; k < len(args); k++ {
				if shown[k] = args[k]; addressed(args[k]) {
					shown[k] = w.Show(args[k])
				}
			}
			return Appendf(b, format, shown...)
		}
	}
	return Appendf(b, format, args...)
}

// Text is the value as text, without addresses.
func (o Observation) Text() string {
	if addressed(o.Value) {
		return Show(o.Value)
	}
	return fmt.Sprint(o.Value)
}

// addressed says whether fmt would show an address in a value, or what the value is called is asked by a method that fmt
// does not know.
func addressed(v any) bool {
	switch v.(type) {
	case nil, string, int, bool, float64, error, fmt.Stringer, fmt.Formatter:
		return false
	case interface{ Name() string }:
		return true
	}
	return hasAddress(reflect.TypeOf(v), 0)
}

// deepest is the depth down to which a type is looked at; what is deeper may have an address.
const deepest = 6

func hasAddress(t reflect.Type, depth int) bool {
	if depth > deepest {
		return true
	}
	switch t.Kind() {
	case reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Interface: // what is in one may have an address
		return true
	case reflect.Pointer: // fmt follows it where it comes first, to what has parts
		switch t.Elem().Kind() {
		case reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
			return depth > 0 || hasAddress(t.Elem(), depth+1)
		}
		return true
	case reflect.Slice, reflect.Array:
		return hasAddress(t.Elem(), depth+1)
	case reflect.Map:
		return hasAddress(t.Key(), depth+1) || hasAddress(t.Elem(), depth+1)
	case reflect.Struct:
		for i := range t.NumField() {
			if hasAddress(t.Field(i).Type, depth+1) {
				return true
			}
		}
	}
	return false
}
