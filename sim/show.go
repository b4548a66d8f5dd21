package sim

import (
	"fmt"
	"reflect"
	"strings"
)

// Show writes a value of the program for a trace or a message, as fmt does, but without addresses, which differ from one
// run to the next: a pointer is shown as what it points to is called, or by its type.
func Show(v any) string {
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case string:
		return v
	case error, fmt.Stringer, bool, int, int64, uint64, float64:
		return fmt.Sprint(v)
	case interface{ Name() string }:
		return v.Name()
	}
	var b strings.Builder
	show(&b, reflect.ValueOf(v), 3)
	return b.String()
}

// show writes a value down to some depth.
func show(b *strings.Builder, v reflect.Value, depth int) {
	if depth == 0 {
		b.WriteString("…")
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan, reflect.Func:
		if v.IsNil() {
			b.WriteString("<nil>")
			return
		}
		b.WriteString(v.Type().String())
	case reflect.Interface:
		if v.IsNil() {
			b.WriteString("<nil>")
			return
		}
		show(b, v.Elem(), depth)
	case reflect.Struct:
		showList(b, "{", "}", v.NumField(), func(i int) { show(b, v.Field(i), depth-1) })
	case reflect.Slice, reflect.Array:
		showList(b, "[", "]", v.Len(), func(i int) { show(b, v.Index(i), depth-1) })
	case reflect.Map: // the order of its keys is not defined for all types
		fmt.Fprintf(b, "%s of %d", v.Type(), v.Len())
	default:
		fmt.Fprint(b, v)
	}
}

func showList(b *strings.Builder, left, right string, n int, item func(i int)) {
	b.WriteString(left)
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		item(i)
	}
	b.WriteString(right)
}
