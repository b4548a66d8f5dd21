package sim

import "runtime/debug"

// GoexitKind is the kind of the failure that a thread called runtime.Goexit.
const GoexitKind = "goexit"

// GoexitEnds has runtime.Goexit end the thread that calls it, as it does in a program in Go; otherwise it is a failure,
// because no thread of Python's can do so.
func (w *World) GoexitEnds() { w.goexitEnds = true }

// exit ends the execution or the thread, because runtime.Goexit was called in it. A goroutine that exits cannot be held
// back, only kept in its deferred functions: the coroutine stands here until it is thrown away.
func (t *Thread) exit() {
	w := t.world
	t.co.exits = true
	if w.end == 0 && w.goexitEnds {
		w.transfer(t.co, t.over())
		return
	}
	if w.end == 0 {
		w.failures = append(w.failures, t.exited())
		w.step.Exits = true
		w.end = Failing
	}
	w.transfer(t.co, w.root)
}

// exited is the failure.
func (t *Thread) exited() Failure {
	stack := string(debug.Stack())
	how := "called runtime.Goexit"
	if usesTesting(stack) {
		how = "ended its test by t.FailNow, t.Fatal, t.Skip or what calls one of them,"
	}
	message, where := t.Name()+" "+how, t.Name()+" exits"
	if line := lineOf(belowGoexit(stack)); line != "" {
		message, where = message+" at "+line, where+" at "+line
	}
	return Failure{Kind: GoexitKind, Message: message, Where: where}
}
