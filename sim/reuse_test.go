package sim

import "testing"

// gadget is an object of a model, with something that it may keep.
type gadget struct {
	Object
	value int
	list  []int
}

// TestNewReusesMemory: what a program makes is zero in each execution, and from the third one on in memory of an earlier
// one.
func TestNewReusesMemory(t *testing.T) {
	r := NewRunner()
	defer r.Close()
	seen := map[*gadget]int{}
	p := Program{Main: func(w *World) {
		for range 3 {
			g := New[gadget](w)
			if g.value != 0 || g.list != nil || g.kind != "" {
				t.Errorf("not zero: %+v", g)
			}
			g.Init(w, "Gadget", "", g)
			g.value, g.list = 1, []int{1}
			seen[g]++
		}
	}}
	for range 10 {
		r.Run(p, Config{}, first{})
	}
	if len(seen) != 6 {
		t.Errorf("10 executions used %d pieces of memory for 3 objects, want 6: 3 for each of the first two", len(seen))
	}
}

// TestRenewKeeps what it is told to keep, and only that.
func TestRenewKeeps(t *testing.T) {
	r := NewRunner()
	defer r.Close()
	i := 0
	p := Program{Main: func(w *World) {
		g := Renew(w, func(g *gadget) gadget { return gadget{list: g.list[:0]} })
		if space := cap(g.list) > 0; g.value != 0 || len(g.list) != 0 || space != (i >= 2) {
			t.Errorf("execution %d begins with %d, %v, space %v", i, g.value, g.list, space)
		}
		g.value, g.list = 1, append(g.list, 1)
	}}
	for i = range 4 {
		r.Run(p, Config{}, first{})
	}
}

// TestKeptObject: a program that keeps an object for its next execution is told so, although memory is used again.
func TestKeptObject(t *testing.T) {
	r := NewRunner()
	defer r.Close()
	var kept *gadget
	p := Program{Main: func(w *World) {
		if kept == nil {
			kept = New[gadget](w)
			kept.Init(w, "Gadget", "kept", kept)
		}
		New[gadget](w).Init(w, "Gadget", "", nil)
		w.Do(Op{Name: "Gadget.use", Object: &kept.Object})
	}}
	defer func() {
		if recover() == nil {
			t.Error("nobody noticed")
		}
	}()
	r.Run(p, Config{}, first{})
	r.Run(p, Config{}, first{})
}

// first takes the first alternative.
type first struct{}

func (first) Choose(*Point) int { return 0 }
