package catalog

import "simrun/sim"

// progress stands for whatever a loop that polls waits for. Such a loop may go round without end, and so would a search
// of it. But a poll in vain changes nothing, so it is enough to poll again when some other thread has made progress: a
// loop whose poll was in vain waits until there was more progress than it has seen.
type progress struct {
	sim.Object
	count int
}

func newProgress(w *sim.World) *progress {
	p := &progress{}
	p.Init(w, "Progress", "progress", p)
	return p
}

// made notes that there is something new to be seen.
func (p *progress) made() {
	if p.World().Do(sim.Op{Name: "Progress.made", Object: &p.Object}) {
		p.count++
	}
}

// beyond blocks until progress was made more than n times.
func (p *progress) beyond(n int) {
	p.World().Do(sim.Op{Name: "Progress.beyond", Object: &p.Object, Guard: (*progressGuard)(p), Arg: n})
}

type progressGuard progress

func (g *progressGuard) Effect(t *sim.Thread) sim.Effect {
	if g.count <= t.Pending().Arg {
		return sim.Blocks
	}
	return sim.Reads
}
