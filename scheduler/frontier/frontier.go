package frontier

// A Frontier gives a worker the tasks of a search, one after the other. Each worker has one, or several share one that says
// so.
type Frontier[T any] interface {
	// Take gives the worker a task. It blocks while there is none, and others may still bring some about. It returns false
	// if there will be none.
	Take() (t T, ok bool)
	// Finish says that a task that the worker has taken is over. What became of it is in the task.
	Finish(t T)
	// Leave is the last that a worker calls, whatever it leaves for: the end, an error, a panic, runtime.Goexit.
	Leave()
}

// Work is the whole work of a worker: it carries out tasks as long as there are some.
func Work[T any](f Frontier[T], carryOut func(T)) {
	defer f.Leave()
	for t, ok := f.Take(); ok; t, ok = f.Take() {
		carryOut(t)
		f.Finish(t)
	}
}
