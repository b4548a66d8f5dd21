package catalog

import (
	"simrun/models/lock"
	"simrun/models/semaphore"
	"simrun/properties"
	"simrun/sim"
)

// Patil's cigarette smokers. An agent puts two of three ingredients on the table, and the smoker who has the third one
// should take them. If each takes what it needs one after the other, two smokers may have one ingredient each:
//
//	def smoker(first, second):     # tobacco, paper or matches, without the one it has
//	    while True:
//	        first.acquire()
//	        second.acquire()
//	        agent.release()
//
// The repair of Parnas has a helper for each ingredient, who notes what is there, and wakes the smoker when it sees two:
//
//	def pusher(mine):
//	    while True:
//	        ingredients[mine].acquire()
//	        with mutex:
//	            others = [i for i in range(3) if i != mine and there[i]]
//	            if others:
//	                there[others[0]] = False
//	                smokers[3 - mine - others[0]].release()
//	            else:
//	                there[mine] = True
func init() {
	register(smokers(Entry{
		Name:    "cigarette-smokers",
		Summary: "smokers who take two ingredients one after the other",
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "two smokers may have one ingredient each, and the one who could smoke has none",
		},
	}, (*smokersTable).takeTwo))
	register(smokers(Entry{
		Name:     "cigarette-smokers-pushers",
		Summary:  "cigarette-smokers, repaired: helpers see both ingredients before anybody takes one",
		Expected: Expected{Note: "both are given to the one smoker who can use them"},
	}, (*smokersTable).push))
}

// smokersTable has, by ingredient, what is on the table, and who has that ingredient himself.
type smokersTable struct {
	w           *sim.World
	agent       *semaphore.Semaphore
	ingredients [3]*semaphore.Semaphore
	smokers     [3]*semaphore.Semaphore
	mutex       *lock.Lock
	there       [3]bool
}

var ingredientNames = [3]string{"tobacco", "paper", "matches"}

func smokers(e Entry, staff func(t *smokersTable)) Entry {
	e.Group = classics
	e.Params = []Param{Number("rounds", 1, 1, 8, "how often the agent puts two ingredients on the table")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			t := newSmokersTable(w)
			staff(t)
			for range v.Int("rounds") {
				kept := w.Choose(3) // random.randrange(3), of which a search tries every value
				for i := range t.ingredients {
					if i != kept {
						t.ingredients[i].Release()
					}
				}
				t.agent.Acquire()
			}
		}
		return run, properties.Default()
	}
	return e
}

func newSmokersTable(w *sim.World) *smokersTable {
	t := &smokersTable{w: w, agent: semaphore.New(w, "agent", 0), mutex: lock.New(w, "mutex")}
	for i, name := range ingredientNames {
		t.ingredients[i] = semaphore.New(w, name, 0)
		t.smokers[i] = semaphore.New(w, "smoker with "+name, 0)
	}
	return t
}

// takeTwo starts smokers who help themselves.
func (t *smokersTable) takeTwo() {
	for i, name := range ingredientNames {
		first, second := t.ingredients[(i+1)%3], t.ingredients[(i+2)%3]
		startDaemon(t.w, "smoker with "+name, func() {
			for {
				first.Acquire()
				second.Acquire()
				t.agent.Release()
			}
		})
	}
}

// push starts the helpers, and smokers who wait for them.
func (t *smokersTable) push() {
	for i, name := range ingredientNames {
		startDaemon(t.w, "pusher of "+name, func() {
			for {
				t.ingredients[i].Acquire()
				t.mutex.With(func() { t.note(i) })
			}
		})
		startDaemon(t.w, "smoker with "+name, func() {
			for {
				t.smokers[i].Acquire()
				t.agent.Release()
			}
		})
	}
}

// note is what a helper does with one more ingredient.
func (t *smokersTable) note(mine int) {
	for other := range t.there {
		if other != mine && t.there[other] {
			t.there[other] = false
			t.smokers[3-mine-other].Release()
			return
		}
	}
	t.there[mine] = true
}
