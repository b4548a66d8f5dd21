package thread

import (
	"fmt"

	"simrun/sim"
)

// ExceptHookArgs is what threading.excepthook is called with.
//
// https://docs.python.org/3.13/library/threading.html#threading.ExceptHookArgs
type ExceptHookArgs struct {
	Value  any     // what the thread panicked with; its type tells what Python calls exc_type
	Thread *Thread // nil stands for None
}

// SetExceptHook sets threading.excepthook: what is called, in the thread, for a panic that ends a thread's target. nil
// stands for None. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.excepthook
func SetExceptHook(w *sim.World, hook func(ExceptHookArgs)) {
	s := of(w)
	if w.Do(sim.Op{Name: "threading.excepthook", Object: w.Registry()}) {
		s.hook, s.noHook = hook, hook == nil
	}
}

// SetSysExceptHook sets sys.excepthook, which is called if threading.excepthook itself raises. It never blocks.
// https://docs.python.org/3.13/library/sys.html#sys.excepthook
func SetSysExceptHook(w *sim.World, hook func(value any)) {
	s := of(w)
	if w.Do(sim.Op{Name: "sys.excepthook", Object: w.Registry()}) {
		s.sysHook = hook
	}
}

// SetStderr says whether there is a sys.stderr; without one reports go to that which a thread saved when it was made,
// if there was one. It never blocks.
// https://docs.python.org/3.13/library/sys.html#sys.stderr
func SetStderr(w *sim.World, present bool) {
	s := of(w)
	if w.Do(sim.Op{Name: "sys.stderr", Object: w.Registry()}) {
		s.noStderr = !present
	}
}

// DefaultExceptHook is threading.__excepthook__: it writes "Exception in thread NAME:" and the exception to sys.stderr,
// in several writes, so that the reports of two threads may interleave. It ignores SystemExit. It never blocks.
// https://docs.python.org/3.13/library/threading.html#threading.__excepthook__
func DefaultExceptHook(w *sim.World, args ExceptHookArgs) {
	of(w).look("threading.__excepthook__")
	of(w).defaultHook(args)
}

// look declares that the running thread reads what the module keeps.
func (s *state) look(name string) {
	s.w.Do(sim.Op{Name: name, Object: s.w.Registry(), Effect: sim.Reads})
}

// defaultHook is threading.__excepthook__; the operation before has read whether there is a stream.
func (s *state) defaultHook(args ExceptHookArgs) {
	if _, exit := args.Value.(*sim.SystemExit); exit {
		return
	}
	if s.noStderr && (args.Thread == nil || !args.Thread.stderr) {
		return
	}
	name := fmt.Sprint(GetIdent(s.w))
	if args.Thread != nil {
		name = args.Thread.name
	}
	s.report("Exception in thread "+name+":", args.Value)
}

// callSysHook calls sys.excepthook, which by default writes the exception to the stream.
func (s *state) callSysHook(value any) {
	s.look("sys.excepthook")
	if s.sysHook != nil {
		s.sysHook(value)
		return
	}
	s.report("", value)
}

// report writes a heading and the last line of a traceback.
func (s *state) report(heading string, value any) {
	if heading != "" {
		s.write(heading)
	}
	s.write("Traceback (most recent call last):")
	s.write(fmt.Sprint(value))
}

// write is one write to the stream.
func (s *state) write(line string) {
	if s.w.Do(sim.Op{Name: "stderr.write", Object: s.w.Stderr(), Class: sim.IO}) {
		s.w.Logf("%s", line)
	}
}

// invokeExceptHook reports the panic that ended the target of t.
func (t *Thread) invokeExceptHook(value any) {
	s := t.s
	s.look("threading.excepthook")
	hook := s.hook
	if s.noHook {
		hook = t.hook
	}
	if hook == nil {
		hook = s.defaultHook
	}
	second, raised := call(s.w, func() { hook(ExceptHookArgs{value, t}) })
	if _, exit := second.(*sim.SystemExit); !raised || exit {
		return
	}
	s.look("sys.stderr")
	if !s.noStderr || t.stderr {
		s.write("Exception in threading.excepthook:")
	}
	s.callSysHook(second)
}
