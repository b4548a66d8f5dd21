package thread

import "simrun/sim"

// Go makes a thread that calls f, starts it and returns it: Thread(target=f, name=name, …).start(). An empty name stands
// for the default name. It blocks, and panics, as [New] and [Thread.Start] do.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.start
func Go(w *sim.World, name string, f func(), options ...Option) *Thread {
	t := New(w, append([]Option{Target("", f), Name(name)}, options...)...)
	t.Start()
	return t
}

// JoinAll joins threads, one after the other: "for t in threads: t.join()". It blocks, and panics, as [Thread.Join] does.
// https://docs.python.org/3.13/library/threading.html#threading.Thread.join
func JoinAll(threads ...*Thread) {
	for _, t := range threads {
		t.Join()
	}
}
