package bench

import "simrun/sim"

// Join is an operation of the running thread for each of the threads: it waits until that one has ended. The engine's own threads have no
// other end that can be waited for.
func Join(w *sim.World, threads ...*sim.Thread) {
	for _, t := range threads {
		w.Do(sim.Op{Name: "join", Object: &t.Object, Guard: (*ended)(t)})
	}
}

// ended is the guard of a thread that waits for another one to end.
type ended sim.Thread

func (t *ended) Effect(*sim.Thread) sim.Effect {
	if (*sim.Thread)(t).Done() {
		return sim.Reads
	}
	return sim.Blocks
}
