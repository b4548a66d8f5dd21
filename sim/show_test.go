package sim

import (
	"errors"
	"testing"
)

func TestShowHasNoAddresses(t *testing.T) {
	type job struct {
		name string
		next *job
		list []any
	}
	n := 5
	for want, v := range map[string]any{
		"5": 5, "a b": "a b", "<nil>": nil, "*int": &n, "{x *sim.job [1 *int]}": job{"x", &job{}, []any{1, &n}},
		"[1 2]": []int{1, 2}, "map[string]int of 1": map[string]int{"a": 1}, "broken": errors.New("broken"),
		"[[[…]]]": [][][][]int{{{{1}}}}, "func()": func() {},
	} {
		if got := Show(v); got != want {
			t.Errorf("%T: %q, want %q", v, got, want)
		}
	}
}

// A text of nothing but space is seen, and what a value says of itself is used wherever it stands.
func TestShowIsVisible(t *testing.T) {
	for want, v := range map[string]any{
		"''": "", "'  '": "  ", "[broken]": []any{errors.New("broken")}, "{}": struct{}{}, "sim.silent": silent(0),
	} {
		if got := Show(v); got != want {
			t.Errorf("%#v: %q, want %q", v, got, want)
		}
	}
}

// silent says nothing of itself.
type silent int

func (silent) String() string { return "" }
