package logging

import "simrun/sim"

// Config is the arguments of [BasicConfig]. The zero value is what Python has by default, except for the format.
type Config struct {
	Level    Level      // of the root logger; zero leaves it as it is: WARNING, so that Info and Debug print nothing
	Format   string     // empty means DefaultFormat
	Handlers []*Handler // of the root logger; none means one that writes to the log
	Force    bool       // replace the handlers that the root logger has
}

// BasicConfig gives the root logger a handler, a format and a level. It does nothing if the root logger has a handler
// already, unless Config.Force is set; of two threads that race, one wins. It never blocks.
// https://docs.python.org/3.13/library/logging.html#logging.basicConfig
func BasicConfig(w *sim.World, c Config) {
	s := of(w)
	if w.Do(sim.Op{Name: "logging.basicConfig", Object: w.Stderr(), Guard: (*configGuard)(s.root), Arg: boolArg(c.Force)}) {
		s.configure(c)
	}
}

func boolArg(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Debug logs a message of the level DEBUG with the root logger. What Python writes with % Go's package fmt writes here.
// If the root logger has no handler, it is configured first, as by BasicConfig without arguments.
//
// A line is one operation, on the stream that the log goes to. It blocks while another thread holds the lock of the
// handler. The time of the line is that at which the call began, so that times may be out of order. Arguments that do
// not fit the format are reported on the log, and the line is lost; the call returns as always.
// https://docs.python.org/3.13/library/logging.html#logging.debug
func Debug(w *sim.World, format string, args ...any) {
	of(w).root.log("logging.debug", DEBUG, true, format, args)
}

// Info is [Debug] for the level INFO. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.info
func Info(w *sim.World, format string, args ...any) {
	of(w).root.log("logging.info", INFO, true, format, args)
}

// Warning is [Debug] for the level WARNING. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.warning
func Warning(w *sim.World, format string, args ...any) {
	of(w).root.log("logging.warning", WARNING, true, format, args)
}

// Error is [Debug] for the level ERROR. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.error
func Error(w *sim.World, format string, args ...any) {
	of(w).root.log("logging.error", ERROR, true, format, args)
}

// Critical is [Debug] for the level CRITICAL. It blocks, and returns, as that does.
// https://docs.python.org/3.13/library/logging.html#logging.critical
func Critical(w *sim.World, format string, args ...any) {
	of(w).root.log("logging.critical", CRITICAL, true, format, args)
}

// Print writes a line to the log past all loggers, as print does. It is one operation and never blocks. A handler of
// one's own may use it.
// https://docs.python.org/3.13/library/functions.html#print
func Print(w *sim.World, format string, args ...any) {
	if w.Do(sim.Op{Name: "print", Object: w.Stderr(), Class: sim.IO}) {
		w.Logf(format, args...)
	}
}

// Shutdown flushes all handlers and takes their locks for that, of the handler made last first: it blocks while another
// thread holds one. It runs at the exit of the interpreter, behind what the program has registered with thread.AtExit: so a
// daemon that holds the lock of a handler, or is blocked in one, keeps the process from ending. (If nobody but BasicConfig
// has made handlers, and nobody asked for them, nobody can hold a lock there, and that step is left out.)
// https://docs.python.org/3.13/library/logging.html#logging.shutdown
func Shutdown(w *sim.World) {
	s := of(w)
	w.Do(sim.Op{Name: "logging.shutdown", Object: w.Stderr(), Effect: sim.Reads}) // which handlers there are
	for i := len(s.handlers) - 1; i > 0; i-- {                                    // the first is the one of last resort
		s.handlers[i].Acquire()
		s.handlers[i].Release()
	}
}
