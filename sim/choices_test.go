package sim

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// noting notes what another scheduler chooses.
type noting struct {
	inner    Scheduler
	schedule Schedule
}

func (n *noting) Choose(p *Point) int {
	i := n.inner.Choose(p)
	n.schedule = append(n.schedule, Choice{uint32(p.Len()), uint32(i)})
	return i
}

// TestLongSchedule: of an execution with more choices than are kept as they are, each is there, in every way to look at them,
// and the next execution has its own.
func TestLongSchedule(t *testing.T) {
	stores := func(n int) Program {
		return Program{Main: func(w *World) {
			body := func() {
				for c := newCell(w); n > 0; n-- {
					c.store(1)
				}
			}
			w.SpawnAll("t", body, body, body)
		}}
	}
	r := NewRunner()
	defer r.Close()
	for _, n := range []int{3*mostPlain + 10, 5, mostPlain + 3, 0} {
		s := &noting{inner: &uniform{1}}
		x := r.Run(stores(n), Config{MaxSteps: 5 * mostPlain}, s)
		var parts Schedule
		for part := range x.Parts() {
			parts = append(parts, part...)
		}
		unpacked, ok := x.Pack().Unpack()
		if x.End != Completed || x.Choices() != len(s.schedule) || len(s.schedule) < n || !ok ||
			!slices.Equal(x.Schedule(), s.schedule) || !slices.Equal(parts, s.schedule) || !slices.Equal(unpacked, s.schedule) {
			t.Errorf("%d stores: %v, %d choices of %d, %d in parts, %d and %t unpacked", n, x.End, x.Choices(), len(s.schedule), len(parts), len(unpacked), ok)
		}
		if n > mostPlain && len(x.Pack()) > len(s.schedule)/2 {
			t.Errorf("%d choices among three take %d bytes", len(s.schedule), len(x.Pack()))
		}
		for part := range x.Parts() { // no more than the first is asked for
			if len(part) > mostPlain {
				t.Errorf("a part of %d choices", len(part))
			}
			break
		}
	}
}

func TestPackedRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawSchedule(t)
		packed := want.Pack()
		for range rapid.IntRange(0, 3).Draw(t, "more parts") {
			part := drawSchedule(t)
			packed, want = append(packed, part.Pack()...), append(want, part...)
		}
		if got, ok := packed.Unpack(); !ok || !slices.Equal(got, want) {
			t.Fatalf("%t: got %v, want %v", ok, got, want)
		}
	})
}

// TestDamagedPacked: what is cut off is no schedule.
func TestDamagedPacked(t *testing.T) {
	packed := Schedule{{2, 1}, {3, 0}, {100000, 99999}}.Pack()
	for n := 1; n < len(packed); n++ {
		if s, ok := packed[:n].Unpack(); ok {
			t.Errorf("%d bytes of %d are %v", n, len(packed), s)
		}
	}
}
