package python

import (
	"fmt"
	"slices"
	"strings"

	"simrun/python/worker"
	"simrun/sim"
)

// collector is what comes from outside beside signals: the collector of cyclic garbage.
const collector = "gc"

// Signals are the names of the signals that may come from outside: those for which Python can have a handler.
var Signals = []string{"SIGABRT", "SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGINT", "SIGIO", "SIGPIPE", "SIGPROF", "SIGPWR", "SIGQUIT",
	"SIGTERM", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGWINCH", "SIGXCPU", "SIGXFSZ"}

// CheckSignal says what is wrong with the name of a signal, in a line that names the remedy.
func CheckSignal(name string) error {
	long := strings.ToUpper(name)
	if !strings.HasPrefix(long, "SIG") {
		long = "SIG" + long
	}
	switch {
	case slices.Contains(Signals, name):
		return nil
	case slices.Contains(Signals, long):
		return fmt.Errorf("unknown signal %q: Python calls it %s", name, long)
	case long == "SIGKILL" || long == "SIGSTOP":
		return fmt.Errorf("%s cannot have a handler: use one of %s", long, strings.Join(Signals, ", "))
	}
	return fmt.Errorf("unknown signal %q: use one of %s", name, strings.Join(Signals, ", "))
}

// outside is what the options have come from outside.
func (o *Options) outside() []string {
	list := slices.Clone(o.Signals)
	if o.Collects {
		list = append(list, collector)
	}
	return list
}

// come is the inverse of outside.
func (o *Options) come(list []string) {
	for _, name := range list {
		if name == collector {
			o.Collects = true
		} else {
			o.Signals = append(o.Signals, name)
		}
	}
}

// arrival is what comes from outside, once, at a time that the scheduler chooses: a thread of its own has it as its one
// step. A signal is taken by the main thread, whatever that waits for, and the collector by whoever is at work; the process
// says when. Whether it has come shows in what those threads do next: each operation of theirs reads it.
type arrival struct {
	sim.Object
	come bool
	main bool // the main thread takes it
}

// State is "due" when it has come.
func (a *arrival) State() string {
	if a.come {
		return "due"
	}
	return ""
}

// arrivalKey marks the keys of arrivals, apart from those of the threads that they are.
const arrivalKey = 1 << 61

// arm has what a record names come at some time.
func (x *execution) arm(r worker.Record) {
	name, does, kind := r.Text, "signal.signal", "Signal"
	a := &arrival{main: name != "collector"}
	if !a.main {
		does, kind = "gc.enable", "Collector"
	}
	x.do(r, sim.Op{Object: x.w.Registry()}, does)
	a.Init(x.w, kind, name, a)
	a.SetKey(programKey | arrivalKey | r.Object)
	x.outside = append(x.outside, a)
	child := len(x.w.Threads())
	x.w.StartThread(name, func() {
		if !x.w.Do(sim.Op{Name: "arrival", Object: &a.Object, Internal: true}) {
			return
		}
		a.come = true
		x.came++
		if end := x.next(child); end.Kind != worker.End {
			x.broken("%s has come, and the process does %d", name, end.Kind)
		}
	}).SetKey(programKey | r.Object)
}

// armed is which of what may come a record names.
func (x *execution) armed(r worker.Record) int {
	i := slices.IndexFunc(x.outside, func(a *arrival) bool { return a.Key() == programKey|arrivalKey|r.Object })
	if i < 0 {
		x.broken("%x comes, which was not armed", r.Object)
	}
	return i
}

// taken notes that the running thread has taken what has come.
func (x *execution) taken(r worker.Record) {
	i := x.armed(r)
	x.w.Touch(&x.outside[i].Object, true)
	x.signaled = x.signaled || x.outside[i].main
	x.outside = slices.Delete(slices.Clone(x.outside), i, i+1)
}

// await declares an operation, which reads what may come. A main thread that a signal finds blocked goes on without it: the
// process runs the handler, and declares it once more. Await says whether the operation takes place.
func (x *execution) await(op sim.Op) bool {
	if len(x.outside) == 0 {
		return x.w.Do(op)
	}
	main := x.w.Current().Index() == 0
	own, signals := op, []*arrival(nil)
	own.Also = slices.Clone(op.Also)
	for _, a := range x.outside {
		if main || !a.main {
			own.Also = append(own.Also, &a.Object)
		}
		if main && a.main {
			signals = append(signals, a)
		}
	}
	if len(signals) == 0 || op.Guard == nil || op.Object != nil && op.Object.Kind() == "Started" { // see shim/cells.py
		return x.w.Do(own)
	}
	guard := &interruptible{signals: signals, guard: op.Guard}
	own.Guard = guard
	took := x.w.Do(own)
	return took && !guard.interrupts(x.w.Current())
}

// interruptible is the guard of an operation of the main thread that a signal may interrupt, if it is blocked.
type interruptible struct {
	signals []*arrival
	guard   sim.Guard
}

// Wide says that the signals matter besides the object.
func (*interruptible) Wide() {}

func (g *interruptible) Effect(t *sim.Thread) sim.Effect {
	if g.interrupts(t) {
		return sim.Reads
	}
	return g.guard.Effect(t)
}

// interrupts says whether the operation is blocked and a signal has come.
func (g *interruptible) interrupts(t *sim.Thread) bool {
	return slices.ContainsFunc(g.signals, func(a *arrival) bool { return a.come }) && g.guard.Effect(t) == sim.Blocks
}
