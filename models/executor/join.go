package executor

import "simrun/sim"

// beginGuard is open when all workers have begun: a submit that was let in before the shutdown may not have started
// its worker yet.
type beginGuard Executor

func (g *beginGuard) Effect(*sim.Thread) sim.Effect {
	if g.begun < len(g.workers) {
		return sim.Blocks
	}
	return sim.Reads
}

// join waits for the workers, one after the other. Late says that they have not all begun.
func (p *Executor) join(name string, late bool) {
	w := p.World()
	if late {
		w.Do(sim.Op{Name: name, Object: &p.Object, Guard: (*beginGuard)(p)})
	}
	if p.joinsItself() && len(p.workers) > 1 && w.Choose(2) == 0 {
		panic(sim.RuntimeError("cannot join current thread"))
	}
	me := w.Current()
	for _, worker := range p.workers {
		if worker.Sim() != me {
			worker.Join()
		}
	}
	if p.joinsItself() && !w.Killing() {
		panic(sim.RuntimeError("cannot join current thread"))
	}
	p.joined = p.joined || me.Index() == 0
}

// joinsItself says whether a worker joins its own pool, which is a mistake when it comes to itself. In which order
// Python joins the workers is open: it comes to itself first, or has waited for all others before, which may be for
// ever.
func (p *Executor) joinsItself() bool {
	for _, worker := range p.workers {
		if worker.Sim() == p.World().Current() {
			return true
		}
	}
	return false
}
