package catalog

import "simrun/sim"

// tally counts the messages of a pipeline. Its end is reported, whatever that is, as the observations "produced",
// "consumed" and "left", where left are those that were produced and not consumed.
type tally struct{ produced, consumed int }

func newTally(w *sim.World) *tally {
	t := &tally{}
	w.OnEnd(func() {
		w.Observe("produced", t.produced)
		w.Observe("consumed", t.consumed)
		w.Observe("left", t.produced-t.consumed)
	})
	return t
}
