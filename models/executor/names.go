package executor

import (
	"reflect"
	"strings"
)

// pythonType names the type that a value would have in Python.
func pythonType(v any) string {
	r := reflect.ValueOf(v)
	switch {
	case !r.IsValid():
		return "NoneType"
	case r.Kind() == reflect.Bool:
		return "bool"
	case r.CanInt(), r.CanUint():
		return "int"
	case r.CanFloat():
		return "float"
	case r.Kind() == reflect.String:
		return "str"
	case r.Kind() == reflect.Map:
		return "dict"
	case r.Kind() == reflect.Slice:
		return "list"
	}
	return lastPart(r.Type().String())
}

// lastPart is a name without the packages before it.
func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }
