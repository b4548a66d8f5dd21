package executor

import "simrun/sim"

// join waits for the workers, all in one step: nobody can see which of them has been waited for.
func (p *Executor) join(name string) {
	w := p.World()
	if len(p.workers) == 0 || w.Killing() {
		return
	}
	if len(p.threads()) < len(p.workers) { // a submit has not come to start the last one
		w.Do(sim.Op{Name: name, Object: w.Registry(), Guard: (*startGuard)(p)})
	}
	op := sim.Op{Name: name, Object: &p.Object, Also: p.threads(), Guard: (*joinGuard)(p)}
	me := w.Current()
	for _, worker := range p.workers {
		if worker.Sim() == me {
			p.joinFromInside(op)
			return
		}
	}
	if w.Do(op) {
		p.joined = p.joined || me.Index() == 0
	}
}

// threads are the workers that were started, as what a join depends on.
func (p *Executor) threads() []*sim.Object {
	objects := make([]*sim.Object, 0, len(p.workers))
	for _, worker := range p.workers {
		if t := worker.Sim(); t != nil {
			objects = append(objects, &t.Object)
		}
	}
	return objects
}

// startGuard is open when all workers have been started.
type startGuard Executor

func (g *startGuard) Effect(*sim.Thread) sim.Effect {
	for _, worker := range g.workers {
		if worker.Sim() == nil {
			return sim.Blocks
		}
	}
	return sim.Reads
}

// joinGuard is open when all workers have ended, but for the one that joins.
type joinGuard Executor

func (g *joinGuard) Effect(me *sim.Thread) sim.Effect {
	for _, worker := range g.workers {
		if t := worker.Sim(); t == nil || t != me && !t.Done() {
			return sim.Blocks
		}
	}
	return sim.Reads
}

// joinFromInside is a worker that joins its own pool, which is a mistake when it comes to itself. In which order Python
// joins the workers is open: it comes to itself first, or has waited for all others before, which may be for ever.
func (p *Executor) joinFromInside(op sim.Op) {
	w := p.World()
	if len(p.workers) > 1 && w.Choose(2) == 1 {
		w.Do(op)
	}
	if !w.Killing() {
		panic(sim.RuntimeError("cannot join current thread"))
	}
}
