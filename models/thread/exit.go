package thread

import "simrun/sim"

// RegisterAtExit is threading._register_atexit: f runs in the main thread when the program's function has returned,
// before other threads are waited for; what was registered last runs first. The executor uses it. It never blocks. It
// panics with RuntimeError "can't register atexit after shutdown" once the exit has begun.
// https://docs.python.org/3.13/library/concurrent.futures.html#threadpoolexecutor
func RegisterAtExit(w *sim.World, f func()) {
	s := of(w)
	if !w.Do(sim.Op{Name: "threading._register_atexit", Object: s.main.object}) {
		return
	}
	if s.shuttingDown {
		panic(sim.RuntimeError("can't register atexit after shutdown"))
	}
	s.early = append(s.early, f)
}

// AtExit is atexit.register: f runs in the main thread when all threads have ended that are not daemons; what was
// registered last runs first. Daemons are still running then. A panic in f is reported, and the next one runs. It
// never blocks.
// https://docs.python.org/3.13/library/atexit.html#atexit.register
func AtExit(w *sim.World, f func()) {
	s := of(w)
	if w.Do(sim.Op{Name: "atexit.register", Object: w.Registry()}) {
		s.late = append(s.late, f)
	}
}

// AtImport is atexit.register by a module of Python's when it is imported, which is before a program registers anything: f
// runs after all that AtExit was given. It is an operation only where another thread than the main one imports the module.
// It does not count as a use of this package. It never blocks.
// https://docs.python.org/3.13/library/atexit.html#atexit.register
func AtImport(w *sim.World, f func()) {
	if w.Current().Index() == 0 || w.Do(sim.Op{Name: "atexit.register", Object: w.Registry()}) {
		list := importedIn(w)
		*list = append(*list, f)
	}
}

type importKey struct{}

// importedIn are the functions that AtImport was given.
func importedIn(w *sim.World) *[]func() {
	return w.Local(importKey{}, func() any {
		return sim.Renew(w, func(list *[]func()) []func() { return (*list)[:0] })
	}).(*[]func())
}

// OSExit is os._exit: the process is gone at once. Nothing is waited for, nothing that was registered runs. It does not
// return.
// https://docs.python.org/3.13/library/os.html#os._exit
func OSExit(w *sim.World, code int) {
	w.Do(sim.Op{Name: "os._exit", Object: w.Registry()})
	w.Exit(code)
}

// shutdown is the exit of the interpreter, in the main thread.
func (s *state) shutdown() {
	w := s.w
	for _, u := range w.Uncaught() {
		if u.Thread == s.main.sim { // by what ended the program's function
			if isInterrupt(u.Value) {
				w.SetExitCode(interruptedCode)
			}
			s.callSysHook(u.Value)
		}
	}
	if !s.begins() {
		return
	}
	s.shuttingDown = true
	waited := false
	if value, panicked := call(w, func() { waited = s.wait() }); panicked {
		s.report("Exception ignored on threading shutdown:", value)
	}
	w.DisarmSignal()
	if !waited {
		s.leave()
	}
	if last := *importedIn(w); len(s.late)+len(last) > 0 {
		for _, list := range [...][]func(){s.late, last} {
			for i := len(list) - 1; i >= 0; i-- {
				s.callLate(list[i])
			}
		}
		s.leave()
	}
	w.ExitAtReturn(w.ExitCode())
}

// wait is the part of the exit in which Ctrl-C still counts. It returns false if a panic kept it from waiting for the
// threads.
func (s *state) wait() bool {
	if !s.callEarly() {
		return false
	}
	s.main.stopped = true
	s.joinAll()
	return true
}

// leave is the point up to which other threads still run. It sees what they have started or registered by then.
func (s *state) leave() {
	s.w.Do(sim.Op{Name: "interpreter.exit", Object: s.w.Registry(), Effect: sim.Reads, Internal: true})
}

// callEarly runs what RegisterAtExit was given. A panic there has the rest of the shutdown left out: CPython does not
// wait for the threads then.
func (s *state) callEarly() bool {
	if len(s.early) == 0 {
		return true
	}
	for i := len(s.early) - 1; i >= 0; i-- {
		if value, panicked := call(s.w, s.early[i]); panicked {
			s.report("Exception ignored on threading shutdown:", value)
			return false
		}
	}
	return s.begins()
}

// joinAll waits for all threads that are not daemons, until none is left. Whom it waits for it reads in the operation
// before; its last one sees that there is nobody more, and is the one with which the process goes if nothing is registered
// with AtExit.
func (s *state) joinAll() {
	for n := -1; n != len(s.threads) && !s.w.Killing(); {
		n = len(s.threads)
		for _, t := range s.threads[:n] {
			if t.awaited && !t.joined {
				s.w.Do(sim.Op{Name: "Thread.join", Object: t.object, Guard: (*joinGuard)(t), Internal: true})
				t.joined = true
			}
		}
		s.leave()
	}
}

// begins is an operation with which a part of the shutdown begins: it changes the main thread, and sees which others there
// are.
func (s *state) begins() bool {
	return s.w.Do(sim.Op{Name: "threading._shutdown", Object: s.main.object, Also: s.also[:], Internal: true})
}

// callLate runs a function that AtExit was given.
func (s *state) callLate(f func()) {
	if value, panicked := call(s.w, f); panicked {
		s.report("Exception ignored in atexit callback <function>:", value)
	}
}
