package sim

import (
	"fmt"
	"testing"
)

// Each object is numbered once, whoever asks for how many names, in whatever order; in the next execution anew.
func TestDefaultNamesAreNumberedOnce(t *testing.T) {
	r := NewRunner()
	defer r.Close()
	for range 3 {
		r.Run(Program{Name: "names", Main: func(w *World) {
			list, before := make([]Object, 1000), len(w.objects)
			for i := range list {
				list[i].Init(w, "Lock", "", nil)
			}
			for _, i := range []int{999, 0, 500, 999} {
				if got, want := list[i].Name(), fmt.Sprintf("Lock-%d", i+1); got != want {
					t.Errorf("%s; want %s", got, want)
				}
			}
			if w.numbered != before+1000 || w.numbers[kindOf{"Lock", w.current}] != 1000 {
				t.Errorf("%d of %d objects were numbered, %d locks", w.numbered, before+1000, w.numbers[kindOf{"Lock", w.current}])
			}
		}}, Config{}, nil)
	}
}
