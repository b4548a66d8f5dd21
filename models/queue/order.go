package queue

import (
	"fmt"
	"reflect"

	"simrun/sim"
)

// Lesser is an item of a PriorityQueue that knows its own order, as a Python object with a method __lt__ does.
type Lesser interface {
	Less(other any) bool
}

// less is Python's a < b; it panics with Python's TypeError if the two have no order.
func less(a, b any) bool {
	if l, ok := a.(Lesser); ok {
		return l.Less(b)
	}
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case isNumber(va) && isNumber(vb):
		return lessNumber(va, vb)
	case va.Kind() == reflect.String && vb.Kind() == reflect.String:
		return va.String() < vb.String()
	case isSequence(va) && isSequence(vb):
		return lessSequence(va, vb)
	}
	panic(&sim.Exception{Type: "TypeError", Text: fmt.Sprintf(
		"'<' not supported between instances of '%s' and '%s'", pythonType(va), pythonType(vb))})
}

// lessSequence compares like tuples: the first items that differ decide, else the lengths.
func lessSequence(a, b reflect.Value) bool {
	for i := range min(a.Len(), b.Len()) {
		x, y := a.Index(i).Interface(), b.Index(i).Interface()
		if !equal(x, y) {
			return less(x, y)
		}
	}
	return a.Len() < b.Len()
}

// shape is how an item is compared: n for a number, s for a string, and these in brackets for a tuple. It is empty if code
// of the program compares it, or nothing does. Items of one shape can always be compared.
func shape(item any) string {
	switch item.(type) {
	case int:
		return "n"
	case string:
		return "s"
	case Lesser:
		return ""
	}
	v := reflect.ValueOf(item)
	switch {
	case isNumber(v):
		return "n"
	case v.Kind() == reflect.String:
		return "s"
	case !isSequence(v):
		return ""
	}
	all := "("
	for i := range v.Len() {
		one := shape(v.Index(i).Interface())
		if one == "" {
			return ""
		}
		all += one
	}
	return all + ")"
}

// alike says whether an item is compared as those before, or does not have to be. It never has to in a stepwise queue.
func (q *Queue) alike(item any) bool {
	if _, ok := q.store.(*pile); !ok || q.stepwise {
		return true
	}
	s := shape(item)
	if q.shape == "" {
		q.shape = s
	}
	return s != "" && s == q.shape
}

// equal is Python's a == b.
func equal(a, b any) bool {
	va, vb := reflect.ValueOf(a), reflect.ValueOf(b)
	if isNumber(va) && isNumber(vb) {
		return !lessNumber(va, vb) && !lessNumber(vb, va)
	}
	return reflect.DeepEqual(a, b)
}

func lessNumber(a, b reflect.Value) bool {
	if a.CanInt() && b.CanInt() {
		return a.Int() < b.Int()
	}
	return float(a) < float(b)
}

func float(v reflect.Value) float64 {
	switch {
	case v.CanInt():
		return float64(v.Int())
	case v.CanUint():
		return float64(v.Uint())
	case v.CanFloat():
		return v.Float()
	case v.Bool():
		return 1
	}
	return 0
}

func isNumber(v reflect.Value) bool {
	return v.CanInt() || v.CanUint() || v.CanFloat() || v.Kind() == reflect.Bool
}

func isSequence(v reflect.Value) bool { return v.Kind() == reflect.Slice || v.Kind() == reflect.Array }

// pythonType names the type that a value would have in Python.
func pythonType(v reflect.Value) string {
	switch {
	case !v.IsValid():
		return "NoneType"
	case v.Kind() == reflect.Bool:
		return "bool"
	case v.CanInt(), v.CanUint():
		return "int"
	case v.CanFloat():
		return "float"
	case v.Kind() == reflect.String:
		return "str"
	case v.Kind() == reflect.Map:
		return "dict"
	case isSequence(v):
		return "tuple"
	case v.Kind() == reflect.Func:
		return "function"
	case v.Kind() == reflect.Pointer:
		return pythonType(v.Elem())
	}
	return v.Type().Name()
}
