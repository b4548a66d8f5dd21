package catalog

import "simrun/sim"

// tally counts the messages of a pipeline. When the program ends, however that is, it reports the observations
// "produced", "consumed" and "left"; left are the messages that were produced and not consumed.
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
