package hooks

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// RaceKind is the kind of a data race.
const RaceKind = "data-race"

// The compiler has the packages of modules, and some of Go's library, tell of each access to memory, as it does for Go's own race detector. Two
// accesses by different goroutines, of which one writes and one is not atomic, are a race if neither comes before the
// other. That does not depend on which of them took place first.

// word is the accesses to eight bytes that the next one is compared with.
type word []touch

// touch is the last access of its kind by a goroutine.
type touch struct {
	by            *sim.Thread
	time          uint32 // stretch of the goroutine
	bytes         uint8  // which ones, a bit for each
	write, atomic bool
	at            *place
	does          string // empty: it reads or writes
	calls         string // the function of Go's library in which it does; empty if the line itself does
	step, moment  int
}

func (t *touch) races(with *touch) bool {
	return t.by != with.by && t.bytes&with.bytes != 0 && (t.write || with.write) && !(t.atomic && with.atomic)
}

// covers says whether whoever comes after t and races with the earlier one would race with t as well.
func (t *touch) covers(earlier *touch) bool {
	return earlier.bytes&^t.bytes == 0 && (t.write || !earlier.write) && (!t.atomic || earlier.atomic)
}

// isAs says whether an access is the same as one that follows, for whoever comes after both. What the first raced with, that was before it, is
// known then: where many goroutines read the same, again and again, their number makes no difference.
func (t *touch) isAs(next *touch) bool {
	return t.by == next.by && t.time == next.time && t.bytes == next.bytes && t.write == next.write && t.atomic == next.atomic
}

//go:linkname roomy runtime.simRoomy
func roomy() bool

// makeRoom has the stack of the running goroutine grow, if it must not while an access is told of.
func makeRoom() {
	if Races && !roomy() {
		grow()
	}
}

//go:noinline
func grow() byte {
	var room [40 << 10]byte
	return room[state.epoch%uint64(len(room))]
}

// accessed is an access to memory by the line at pc, or by what a line of the program calls of Go's library.
func accessed(addr, size uintptr, write bool, pc uintptr) {
	at := placeOf(pc)
	if at.kind == program {
		touched(addr, size, touch{write: write, at: at})
		return
	}
	if !at.followed {
		return
	}
	if line, calls := callerOf(at); line != nil {
		touched(addr, size, touch{write: write, at: line, calls: calls})
	}
}

// callerOf is the line of the program that has called the library at a place, and what it calls there; nil if package testing has.
func callerOf(at *place) (line *place, calls string) {
	if at.program != nil { // the function is inlined there
		return at.program, at.calls
	}
	var buf [40]uintptr
	for _, pc := range buf[:callers(buf[:])] {
		p := placeOf(pc)
		if p.kind == tester {
			return nil, ""
		}
		if p.calls != "" {
			calls = p.calls
		}
		if p.program != nil {
			return p.program, calls
		}
	}
	return nil, ""
}

// touched compares an access with those before it. The first race ends the execution.
func touched(addr, size uintptr, t touch) {
	w := state.w
	if state.memory == nil || w.Killing() {
		return
	}
	t.by, t.time, t.step, t.moment = w.Current(), golang.Time(w), w.Steps()-1, w.Moment()
	for end := addr + max(size, 1); addr < end; addr = addr&^7 + 8 {
		t.bytes = 0xff << (addr & 7)
		if left := end - addr&^7; left < 8 {
			t.bytes &= 1<<left - 1
		}
		list := state.memory[addr>>3]
		if n := len(list); n > 0 && list[n-1].isAs(&t) {
			list[n-1] = t
			continue
		}
		kept := list[:0]
		for i := range list {
			earlier := &list[i]
			switch before := earlier.by == t.by || golang.Before(w, earlier.by.Index(), earlier.time); {
			case !before && t.races(earlier):
				race(earlier, &t)
				return
			case !before || !t.covers(earlier):
				kept = append(kept, *earlier)
			}
		}
		state.memory[addr>>3] = append(kept, t)
	}
}

// race ends the execution with a finding that names both lines.
func race(a, b *touch) {
	w := state.w
	lines := []string{a.line(), b.line()}
	slices.Sort(lines)
	w.NoteAt(a.moment, a.line())
	w.NoteAt(b.moment, b.line())
	state.memory = nil
	w.FailWith(sim.Failure{
		Kind: RaceKind, Where: strings.Join(lines, " and "),
		Message: fmt.Sprintf("%s %s in step %d, and %s %s in step %d: it is the same memory, and neither comes before the other", a.by.Name(), a.line(), a.step,
			b.by.Name(), b.line(), b.step),
	})
}

// line is what the access does, and where: "writes at pool.go:12", "writes in bytes.Buffer.WriteString at pool.go:12".
func (t *touch) line() string {
	does := t.does
	switch {
	case does != "":
	case t.write:
		does = "writes"
	default:
		does = "reads"
	}
	if t.atomic {
		does += " atomically"
	}
	if t.calls != "" {
		does += " in " + strings.NewReplacer("(*", "", ")", "").Replace(t.calls)
	}
	return fmt.Sprintf("%s at %s:%d", does, filepath.Base(t.at.file), t.at.line)
}

// misused looks whether a WaitGroup is counted up while somebody begins to wait for it.
func misused(p unsafe.Pointer, write bool, at *place) {
	if at != nil && at.kind == program {
		does := "counts up"
		if write {
			does = "begins to wait"
		}
		touched(uintptr(p), 1, touch{write: write, at: at, does: does})
	}
}

// onChannel looks whether a channel is closed while somebody sends to it.
func onChannel(c unsafe.Pointer, write bool) {
	if state.memory == nil {
		return
	}
	if at := nearest(); at != nil && at.kind == program {
		does := "sends"
		if write {
			does = "closes the channel"
		}
		touched(uintptr(c), 1, touch{write: write, at: at, does: does})
	}
}
