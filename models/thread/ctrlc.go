package thread

import "simrun/sim"

// CtrlC has Ctrl-C pressed once, at some time from now on: the main thread then raises KeyboardInterrupt, a panic with a
// *sim.Exception of that type, between two operations or in place of one in which it is blocked. It is not blocked for
// ever any more, therefore. A release is carried out first. It never blocks.
//
// Event.set, Queue.put and Semaphore.release are code of Python's: there it may also come in their midst, so that nobody is
// woken, or the lock of the event, queue or semaphore is left held. What else is code of Python's is indivisible here.
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

// Signal is signal.signal(name, handler) together with the signal, which comes once, at some time from now on. The handler
// then runs in the main thread, between two operations or while the main thread is blocked in one; if it returns the
// main thread goes on with that, for what is left of its timeout. If it panics the panic comes out of the operation, which
// does not take place. So a handler that takes a lock that the main thread holds blocks for ever, and so does one that puts
// into a queue in the midst of a put: see [CtrlC] for where that can be. For a signal that comes twice call it twice; a name
// is only what reports call it. It never blocks.
// https://docs.python.org/3.13/library/signal.html#signal.signal
func Signal(w *sim.World, name string, handler func()) {
	of(w)
	w.SetSignal(name, handler)
}

// interruptedCode is the exit code of a process that SIGINT ends.
const interruptedCode = 130

// isInterrupt says whether a panic is KeyboardInterrupt.
func isInterrupt(value any) bool {
	x, ok := value.(*sim.Exception)
	return ok && x.Type == "KeyboardInterrupt"
}
