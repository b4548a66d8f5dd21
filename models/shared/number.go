package shared

import (
	"reflect"

	"simrun/sim"
)

// add is *x += d for a type that turns out to be a number. A method cannot ask more of the type than its Var does, and
// Var is for all types. A switch on pointers allocates nothing.
func add[T any](x *T, d T) {
	switch p := any(x).(type) {
	case *int:
		*p += any(d).(int)
	case *int8:
		*p += any(d).(int8)
	case *int16:
		*p += any(d).(int16)
	case *int32:
		*p += any(d).(int32)
	case *int64:
		*p += any(d).(int64)
	case *uint:
		*p += any(d).(uint)
	case *uint8:
		*p += any(d).(uint8)
	case *uint16:
		*p += any(d).(uint16)
	case *uint32:
		*p += any(d).(uint32)
	case *uint64:
		*p += any(d).(uint64)
	case *uintptr:
		*p += any(d).(uintptr)
	case *float32:
		*p += any(d).(float32)
	case *float64:
		*p += any(d).(float64)
	case *complex64:
		*p += any(d).(complex64)
	case *complex128:
		*p += any(d).(complex128)
	default:
		addNamed(reflect.ValueOf(x).Elem(), reflect.ValueOf(d))
	}
}

// addNamed is for types that a program derives from a number, such as time.Duration.
func addNamed(x, d reflect.Value) {
	switch {
	case x.CanInt():
		x.SetInt(x.Int() + d.Int())
	case x.CanUint():
		x.SetUint(x.Uint() + d.Uint())
	case x.CanFloat():
		x.SetFloat(x.Float() + d.Float())
	case x.CanComplex():
		x.SetComplex(x.Complex() + d.Complex())
	default:
		sim.Misuse("Add on a shared.Var[%v]: its type must be a number; use Load and Store", x.Type())
	}
}
