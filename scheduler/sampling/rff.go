package sampling

import (
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// RFF is reads-from fuzzing (Wolff, Shi, Duck, Mathur, Roychoudhury: Greybox Fuzzing for Concurrency Testing, ASPLOS
// 2024). What a program does depends on which write each read sees, so executions that agree on that are one.
// An abstract schedule is a set of constraints on it: this read is to see that write, or is not to see it. The search keeps
// the abstract schedules whose execution has shown something new, changes one of them a little, and has the scheduler
// prefer what fulfils it: see readsFrom. How often one is changed, its energy, is the smaller the more often what it
// showed was seen: the cut-off exponential power schedule of AFLFast (Böhme, Pham, Roychoudhury: Coverage-Based Greybox
// Fuzzing as Markov Chain, CCS 2016).
//
// It was written from what others tell of the paper: the mutations, the power schedule and how the scheduler prefers may
// differ from it in detail, and no published figure of it was compared.
//
// Here an abstract event is told by the operation, its object, and the operation of the thread before it, because a search
// does not know lines; the thread does not count. That a step looks at what it overwrites cannot be told, so
// each step reads.
//
// Each execution depends on those before it, so several workers cannot share them out.
type RFF struct {
	seed uint64
	rng  strategy.Random
	*readsFrom

	corpus    []*abstract
	at        int            // the one whose turn it is
	energy    int            // executions that it has left
	known     int            // pairs that were seen before the execution under way
	frequency map[uint64]int // of what those that are kept showed: how many executions showed just that
	total     int            // the sum of these
	now       *abstract      // of the execution under way
}

// abstract is an abstract schedule.
type abstract struct {
	constraints []constraint
	turns       int    // that it has had
	shows       uint64 // the sum of the pairs that its execution showed
}

// constraint says that a read is to see a write, or is not.
type constraint struct {
	pair
	not bool
}

// NewRFF makes the strategy.
func NewRFF(seed uint64) *RFF {
	return &RFF{seed: seed, readsFrom: newReadsFrom(seed), corpus: []*abstract{{}}, at: -1, frequency: map[uint64]int{}}
}

// Begin changes the abstract schedule whose turn it is.
func (s *RFF) Begin(i int) bool {
	s.rng.Begin(sim.Mix(s.seed), i)
	for s.energy == 0 {
		s.at = (s.at + 1) % len(s.corpus)
		s.energy = s.energyOf(s.corpus[s.at])
	}
	s.energy--
	s.now = s.mutate(s.corpus[s.at])
	s.readsFrom.begin(i, s.now.constraints)
	return true
}

// mostEnergy is how many executions one abstract schedule has in its turn at most.
const mostEnergy = 64

// energyOf is how many executions an abstract schedule has in its turn: none if what it shows was seen more often than
// the mean, otherwise twice as many in each turn, fewer if it was seen often.
func (s *RFF) energyOf(a *abstract) int {
	f := s.frequency[a.shows]
	if f*len(s.frequency) > s.total {
		return 0
	}
	a.turns++
	return max(1, min(1<<min(a.turns, 20)/max(f, 1), mostEnergy))
}

// mutate copies an abstract schedule and inserts a constraint, takes one out, replaces one, or makes it its opposite.
func (s *RFF) mutate(a *abstract) *abstract {
	m := &abstract{constraints: append([]constraint(nil), a.constraints...)}
	if len(s.pairs) == 0 {
		return m
	}
	n := len(m.constraints)
	kind := 0
	if n > 0 {
		kind = s.rng.Below(4)
	}
	if kind == 0 {
		m.constraints = append(m.constraints, s.draw())
		return m
	}
	switch c := &m.constraints[s.rng.Below(n)]; kind {
	case 1:
		*c = m.constraints[n-1]
		m.constraints = m.constraints[:n-1]
	case 2:
		*c = s.draw()
	case 3:
		c.not = !c.not
	}
	return m
}

// draw makes a constraint of a write and a read that were seen on one object, not necessarily together.
func (s *RFF) draw() constraint {
	read := s.pairs[s.rng.Below(len(s.pairs))]
	writers := s.writers[read.object]
	if i := s.rng.Below(len(writers) + 1); i < len(writers) {
		read.write = writers[i]
	} else {
		read.write = 0 // what was there at the start
	}
	return constraint{read, s.rng.Below(2) == 0}
}

// End keeps the abstract schedule if its execution has shown a pair for the first time.
func (s *RFF) End(*sim.Execution) {
	sum := uint64(0)
	for _, place := range s.shows {
		sum += sim.Mix(uint64(place) + 1)
	}
	if len(s.pairs) > s.known {
		s.known, s.now.shows, s.frequency[sum] = len(s.pairs), sum, 0
		s.corpus = append(s.corpus, s.now)
	}
	if _, kept := s.frequency[sum]; kept {
		s.frequency[sum]++
		s.total++
	}
}

// Exhausted is false: it never knows.
func (s *RFF) Exhausted() bool { return false }

// Endless says that it goes on for ever.
func (s *RFF) Endless() {}
