package sim

import (
	"fmt"
	"reflect"
	"strings"
)

// Show writes a value of the program for a trace or a message, as fmt does, but without addresses, which differ from one
// run to the next: a pointer is shown as what it points to is called, or by its type. A text that would not be seen has
// quotes. A value whose own method for this panics or says nothing is shown by its type. While an execution goes on, [World.Show] is the
// one to use.
func Show(v any) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("%T", v)
		}
	}()
	switch v := v.(type) {
	case nil:
		return "<nil>"
	case string:
		return visible(v)
	case bool, int, int64, uint64, float64:
		return fmt.Sprint(v)
	}
	if own, ok := ownText(v); ok {
		return own
	}
	var b strings.Builder
	show(&b, reflect.ValueOf(v), 3)
	return b.String()
}

// Show is the function of that name for a value that may have to do with objects of the world, as a thread in a queue or
// an item whose String takes a lock: meanwhile operations do nothing, as in a thread that is being killed.
func (w *World) Show(v any) string {
	defer func(killing bool) { w.killing = killing }(w.killing)
	w.killing = true
	return Show(v)
}

// ownText is what a value says of itself, or its type if that is nothing.
func ownText(v any) (text string, ok bool) {
	switch v := v.(type) {
	case error, fmt.Stringer:
		text = fmt.Sprint(v)
	case interface{ Name() string }:
		text = v.Name()
	default:
		return "", false
	}
	if strings.TrimSpace(text) == "" {
		text = fmt.Sprintf("%T", v)
	}
	return text, true
}

// visible puts quotes around a text of nothing but space.
func visible(text string) string {
	if strings.TrimSpace(text) == "" {
		return "'" + text + "'"
	}
	return text
}

// show writes a value down to some depth.
func show(b *strings.Builder, v reflect.Value, depth int) {
	if depth == 0 {
		b.WriteString("…")
		return
	}
	if k := v.Kind(); v.IsValid() && v.CanInterface() && !(k == reflect.Pointer && v.IsNil()) {
		if own, ok := ownText(v.Interface()); ok {
			b.WriteString(own)
			return
		}
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
