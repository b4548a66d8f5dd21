package properties_test

import (
	"testing"

	"simrun/models/lock"
	"simrun/properties"
	"simrun/sim"
)

// Two threads and a section; without the lock the second may enter while the first is inside. The names are sorted, so
// that it is one finding, whoever was first.
func TestMutualExclusion(t *testing.T) {
	program := func(enter func(s *properties.Section, l *lock.Lock)) func(w *sim.World) {
		return func(w *sim.World) {
			s, l := properties.NewSection(w, "section"), lock.New(w, "l")
			join1 := start(w, "T1", func() { enter(s, l) })
			join2 := start(w, "T2", func() { enter(s, l) })
			join1()
			join2()
		}
	}
	locked := program(func(s *properties.Section, l *lock.Lock) { l.With(func() { s.With(func() {}) }) })
	expect(t, found(t, locked))
	got := found(t, program(func(s *properties.Section, l *lock.Lock) { s.With(func() {}) }), properties.Default()...)
	if len(got) != 1 || got[0] != "mutual-exclusion: T2 entered section while T1 was inside [T1, T2 in section]" &&
		got[0] != "mutual-exclusion: T1 entered section while T2 was inside [T1, T2 in section]" {
		t.Error(got)
	}
}

// Readers share, a writer does not.
func TestSharedSection(t *testing.T) {
	program := func(readers, writers int) func(w *sim.World) {
		return func(w *sim.World) {
			s := properties.NewSection(w, "data")
			for range readers {
				start(w, "reader", func() { s.EnterShared(); s.Leave() })
			}
			for range writers {
				start(w, "writer", func() { s.With(func() {}) })
			}
		}
	}
	expect(t, found(t, program(2, 0)))
	if got := found(t, program(1, 1)); len(got) != 1 {
		t.Error(got)
	}
}

// A room for two: three threads are one too many.
func TestRoom(t *testing.T) {
	program := func(threads int) func(w *sim.World) {
		return func(w *sim.World) {
			s := properties.NewRoom(w, "room", 2)
			for range threads {
				start(w, "T", func() { s.With(func() {}) })
			}
		}
	}
	expect(t, found(t, program(2)))
	expect(t, found(t, program(3)),
		"mutual-exclusion: T 3 entered room while T 1, T 2 were inside [T, T, T in room]")
}
