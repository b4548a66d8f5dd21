package hooks

import (
	"os"
	"slices"
	"syscall"
	"unsafe"

	"simrun/models/golang"
	"simrun/sim"
)

// signals are what a process has asked for. Nobody but the test sends any: it has no other process.
type signals struct {
	*plain
	asked   []asked
	ignored []int
}

// asked is a channel and the signals that it is to be sent.
type asked struct {
	c    unsafe.Pointer
	list []int
	all  bool
}

// mostSignals is above the number of each signal.
const mostSignals = 65

func (s *signals) access(name string, effect sim.Effect) {
	point()
	golang.Access(s.object(), name, sim.Call, effect)
}

func (s *signals) object() *sim.Object {
	if s.plain == nil {
		s.plain = newPlain("signals")(state.w, "signals")
	}
	return &s.Object
}

func notify(c unsafe.Pointer, list []int) {
	s := &state.signals
	s.access("signal.Notify", sim.Writes)
	s.asked = append(s.asked, asked{c, slices.Clone(list), len(list) == 0})
	s.ignored = slices.DeleteFunc(s.ignored, func(n int) bool { return len(list) == 0 || slices.Contains(list, n) })
}

func stopNotify(c unsafe.Pointer) {
	s := &state.signals
	s.access("signal.Stop", sim.Writes)
	s.asked = slices.DeleteFunc(s.asked, func(a asked) bool { return a.c == c })
}

// forget is signal.Reset and signal.Ignore.
func forget(list []int, ignore bool) {
	s := &state.signals
	s.access("signal.Reset", sim.Writes)
	if len(list) == 0 {
		for n := range mostSignals {
			list = append(list, n)
		}
	}
	for i := range s.asked {
		a := &s.asked[i]
		if a.all {
			a.all, a.list = false, nil
			for n := range mostSignals {
				a.list = append(a.list, n)
			}
		}
		a.list = slices.DeleteFunc(slices.Clone(a.list), func(n int) bool { return slices.Contains(list, n) })
	}
	s.ignored = slices.DeleteFunc(s.ignored, func(n int) bool { return slices.Contains(list, n) })
	if ignore {
		s.ignored = append(s.ignored, list...)
	}
}

// signal sends a signal to the process. It arrives some time later: there is no room for it in a channel that is full.
func signal(n int) {
	s := &state.signals
	s.access("signal", sim.Reads)
	sig := syscall.Signal(n)
	wanted := func(a asked) bool { return a.all || slices.Contains(a.list, n) }
	if slices.Contains(s.ignored, n) {
		return
	}
	if !slices.ContainsFunc(s.asked, wanted) {
		leaveOut("sends a signal to its own process for which nobody has asked, " + sig.String() + ", which may end it: ask for it by signal.Notify, or leave the test out with -skip")
	}
	arrives := func() {
		s.access("signal arrives", sim.Reads)
		for _, a := range slices.Clone(s.asked) {
			if value := os.Signal(sig); wanted(a) {
				channelAt(a.c).Sending(box(a.c, unsafe.Pointer(&value)), false)
			}
		}
	}
	w := state.w
	if w.Do(sim.Op{Name: "kill", Object: w.Registry()}) { // that it was sent puts nothing in an order, as for Go's race detector
		w.StartThread(numbered(sig.String()), func() { golang.Begin(w, arrives) })
	}
}
