package golang

import (
	"runtime/debug"

	"simrun/sim"
)

// Go is the go statement: it starts a goroutine that runs f. It does not block. A panic that nobody recovers ends the
// program; runtime.Goexit ends the goroutine, if the program allows that by [Program].
// https://go.dev/ref/spec#Go_statements
func Go(w *sim.World, name string, f func()) {
	if w.Do(sim.Op{Name: "go", Object: w.Registry()}) {
		t := StartThread(w, name, func() { Begin(w, f) })
		if w.Recording() {
			w.Notef("%s", t.Name())
		}
	}
}

// Begin is the life of a goroutine whose thread was started otherwise: it waits for its turn, and then runs f. It is for
// hooks.
func Begin(w *sim.World, f func()) {
	if w.Do(sim.Op{Name: "goroutine.start", Effect: sim.Reads}) {
		Run(w, f)
	}
}

// Run runs f, in the running goroutine. A panic ends the program with exit code 2. It blocks as f does.
// https://go.dev/ref/spec#Handling_panics
func Run(w *sim.World, f func()) {
	defer func() {
		if r := recover(); r != nil {
			w.Raise(r, debug.Stack)
			w.Exit(2)
		}
	}()
	f()
}

// Program is a program in Go with this function main: the clock stands still while a goroutine can go on, a panic ends the
// program, and runtime.Goexit ends its goroutine. When main has returned the other goroutines go on until none can, and a
// property may look at those that are left; a real program would end. It does not block.
// https://go.dev/ref/spec#Program_execution
func Program(name string, main func(w *sim.World)) sim.Program {
	return sim.Program{Name: name, Main: func(w *sim.World) {
		w.StandStill()
		w.GoexitEnds()
		w.CallThreads(Called)
		w.Current().SetName("main")
		Run(w, func() { main(w) })
	}}
}

// Called is what reports call a thread.
const Called = "goroutine"

// NumGoroutine is runtime.NumGoroutine: how many goroutines have not ended, without the threads that stand for timers. It does not block.
// https://pkg.go.dev/runtime#NumGoroutine
func NumGoroutine(w *sim.World) int { return Alive(w, "runtime.NumGoroutine") }

// Alive is NumGoroutine for another operation that looks which goroutines have not ended. It is for hooks.
func Alive(w *sim.World, op string) (n int) {
	w.Do(sim.Op{Name: op, Object: w.Registry(), Effect: sim.Reads})
	for _, t := range w.Threads() {
		w.Touch(&t.Object, false) // its end changes it
		if !t.Done() && !t.Clock {
			n++
		}
	}
	return n
}

// Gosched gives the others the chance to run. It does not block.
// https://pkg.go.dev/runtime#Gosched
func Gosched(w *sim.World) { w.Do(sim.Op{Name: "runtime.Gosched", Effect: sim.Reads}) }
