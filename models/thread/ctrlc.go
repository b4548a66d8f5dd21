package thread

import "simrun/sim"

// CtrlC has Ctrl-C pressed once, at some time from now on: the main thread then raises KeyboardInterrupt, a panic with a
// *sim.Exception of that type, between two operations or in place of one in which it is blocked. It is not blocked for
// ever any more, therefore. A release is carried out first. It never blocks.
//
// An interrupt that nobody catches ends the program's function; the interpreter exits with code 130. One that comes
// while the exit waits for threads has it abandon them: they never run again, and the exit code stays.
//
// Up to 3.12 a join that is interrupted leaves the thread that it waited for as if it had ended, although that is
// running; that is not modelled.
// https://docs.python.org/3.13/library/signal.html#signals-and-threads
func CtrlC(w *sim.World) {
	of(w)
	w.ArmSignal()
}

// interruptedCode is the exit code of a process that SIGINT ends.
const interruptedCode = 130

// isInterrupt says whether a panic is KeyboardInterrupt.
func isInterrupt(value any) bool {
	x, ok := value.(*sim.Exception)
	return ok && x.Type == "KeyboardInterrupt"
}
