package dpor

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	events "simrun/models/event"
	"simrun/models/lock"
	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/scheduler/systematic"
	"simrun/sim"
)

// rounds counts rounds of polling in the order of an execution, in the simplest way: it remembers for each thread what
// it has seen of each object. It searches all schedules with at most so many rounds, one by one.
type rounds struct {
	most    int
	path    systematic.Path
	prefix  systematic.Prefix
	writes  []seen           // by object ID
	threads []map[int]seen   // by thread: writes of an object when the thread last touched it, by the object's ID
	own     []map[int]int    // by thread and object: writes of its own
	looks   []map[string]int // by thread
	over    bool
}

// seen is how often an object was written.
type seen struct{ all, others int }

func (s *rounds) begin() bool {
	*s = rounds{most: s.most, path: s.path}
	return s.path.Next()
}

func (s *rounds) thread(t int) {
	for len(s.threads) <= t {
		s.threads = append(s.threads, map[int]seen{})
		s.own = append(s.own, map[int]int{})
		s.looks = append(s.looks, map[string]int{})
	}
}

func (s *rounds) now(t, object int) seen {
	for len(s.writes) <= object {
		s.writes = append(s.writes, seen{})
	}
	n := s.writes[object].all
	return seen{n, n - s.own[t][object]}
}

func kindOf(op string, timed bool, o []*sim.Object) string {
	if len(o) == 0 {
		return fmt.Sprint(op, timed)
	}
	return fmt.Sprint(op, timed, o[0].Key())
}

// fruitless says whether nothing has changed that the thread would see.
func (s *rounds) fruitless(t int, elapses bool, objects []*sim.Object) bool {
	s.thread(t)
	for _, o := range objects {
		now, before := s.now(t, o.ID()), s.threads[t][o.ID()]
		if now.others != before.others || !elapses && now.all != before.all {
			return false
		}
	}
	return true
}

func (s *rounds) leaves(t *sim.Thread) bool {
	op, effect := t.Pending(), t.PendingEffect()
	var objects []*sim.Object
	if op.Object != nil {
		objects = append(objects, op.Object)
	}
	objects = append(objects, op.Also...)
	if effect == sim.Writes || effect == sim.Reads && len(objects) == 0 || !s.fruitless(t.Index(), effect == sim.Elapses, objects) {
		return false
	}
	n, ok := s.looks[t.Index()][kindOf(op.Name, op.Timed, objects)]
	return ok && n >= s.most
}

func (s *rounds) Choose(p *sim.Point) int {
	var allowed []int
	for i := range p.Len() {
		if !s.leaves(p.Thread(i)) {
			allowed = append(allowed, i)
		}
	}
	if len(allowed) == 0 {
		s.over = true
		return sim.Stop
	}
	return allowed[s.path.Take(len(allowed))]
}

func (s *rounds) Halts(p *sim.Point) bool { return s.leaves(p.Thread(0)) }

func (s *rounds) Committed(step *sim.Step) {
	s.prefix.Commit(step)
	t := step.Thread.Index()
	s.thread(t)
	var objects []*sim.Object
	look, news := step.Elapsed || step.Own > 0, false
	for i, touch := range step.Touches {
		o := touch.Object
		if i < step.Own {
			objects = append(objects, o)
			look = look && !touch.Write
		}
		news = news || s.now(t, o.ID()).others != s.threads[t][o.ID()].others
	}
	kind, fruitless := kindOf(step.Op, step.Timed, objects), s.fruitless(t, step.Elapsed, objects)
	n, known := s.looks[t][kind]
	if news {
		clear(s.looks[t])
		known = false
	}
	switch {
	case !look:
	case known && fruitless:
		s.looks[t][kind] = n + 1
	default:
		s.looks[t][kind] = 0
	}
	for _, touch := range step.Touches {
		s.threads[t][touch.Object.ID()] = s.now(t, touch.Object.ID())
	}
	for _, touch := range step.Touches {
		if touch.Write {
			s.writes[touch.Object.ID()].all++
			s.own[t][touch.Object.ID()]++
		}
	}
}

// counted is DPOR with a bound, and the fingerprints of what it explored.
type counted struct {
	*DPOR
	prefix systematic.Prefix
}

func (s *counted) Committed(step *sim.Step) {
	s.DPOR.Committed(step)
	if !s.polls.beyond {
		s.prefix.Commit(step)
	}
}

// pollers is a random program with loops that look in vain.
func pollers(seed uint64) func(w *sim.World) {
	return func(w *sim.World) {
		r := rand.New(rand.NewPCG(seed, 1))
		e := []*events.Event{events.New(w, "e"), events.New(w, "f")}
		l, q, x := lock.New(w, "l"), queue.New(w, "q", 0), shared.New(w, "x", 0)
		loops := r.IntN(2) + 1
		one := func(kind, on int) func() bool {
			switch kind {
			case 0:
				return func() bool { return e[on].IsSet() }
			case 1:
				return func() bool { return e[on].Wait(time.Second) }
			case 2:
				return func() bool { w.Sleep(time.Second); return e[on].IsSet() }
			case 3:
				return func() bool { _, err := q.Get(queue.Timeout(time.Second)); return err == nil }
			case 4:
				return func() bool {
					l.Acquire()
					defer l.Release()
					return x.Load() > 0
				}
			default:
				return func() bool {
					if l.Acquire(lock.Blocking(false)) {
						l.Release()
						return true
					}
					return false
				}
			}
		}
		var bodies []func()
		for i := range 2 + r.IntN(2) {
			if i < loops {
				look := one(r.IntN(6), r.IntN(2))
				limit := []int{4, 1000}[r.IntN(2)]
				last := r.IntN(4)
				bodies = append(bodies, func() {
					for n := 0; n < limit && !look(); n++ {
					}
					if last == 0 {
						e[1].Set()
					}
				})
				continue
			}
			var does []func()
			for range 1 + r.IntN(3) {
				on := r.IntN(2)
				does = append(does, []func(){
					func() { e[on].Set() }, func() { e[on].Clear() }, func() { q.Put(1) }, func() { x.Store(x.Load() + 1) },
					func() { l.Acquire(); l.Release() }, func() { w.Sleep(time.Second) }, func() { e[on].IsSet() },
				}[r.IntN(7)])
			}
			bodies = append(bodies, func() {
				for _, f := range does {
					f()
				}
			})
		}
		w.SpawnAll("t", bodies...)
	}
}

// TestRoundsAgainstPlainSearch: within a bound on rounds of polling DPOR explores the same traces as a search of all
// schedules, each once.
func TestRoundsAgainstPlainSearch(t *testing.T) {
	programs, most := 20, 3000
	if n, err := strconv.Atoi(os.Getenv("POLLERS")); err == nil {
		programs = n
	}
	r := sim.NewRunner()
	defer r.Close()
	compared, traces, extended, redundant := 0, 0, 0, 0
	for seed := range uint64(programs) {
		p := sim.Program{Name: "pollers", Main: pollers(seed)}
		cfg := sim.Config{Clock: sim.Anytime, MaxSteps: 100_000, Switching: []sim.Switching{sim.Call, sim.Bytecode}[seed%2]}
		for k := 1; k <= 2; k++ {
			plain := &rounds{most: k}
			want := map[uint64]bool{}
			n := 0
			for ; n < most && plain.begin(); n++ {
				r.Run(p, cfg, plain)
				plain.path.End()
				want[plain.prefix.State()] = true
			}
			if n == most {
				continue // too many to try all of them
			}
			d := &counted{DPOR: New()}
			d.polls.rounds, d.polls.largest = k, k
			d.chooses = os.Getenv("ALLRACES") != ""
			got := map[uint64]int{}
			for i := 0; d.Begin(i); i++ {
				d.prefix.Begin()
				x := r.Run(p, cfg, d)
				beyond := d.polls.beyond
				d.End(x)
				if d.Err() != nil {
					t.Fatal(d.Err())
				}
				if !d.relearn && !d.redundant {
					got[d.prefix.State()]++
					if beyond {
						extended++
					}
				}
				if d.redundant {
					redundant++
				}
			}
			compared++
			traces += len(want)
			missing, twice := 0, 0
			for sum := range want {
				if got[sum] == 0 {
					missing++
				}
			}
			var foreign []string
			for sum, n := range got {
				if n > 1 {
					twice++
				}
				if !want[sum] {
					foreign = append(foreign, fmt.Sprintf("%x", sum))
				}
			}
			if missing+twice+len(foreign) > 0 {
				t.Errorf("program %d, %d rounds: %d traces, %d of them missing, %d twice, %d that are none: %s", seed, k, len(want), missing, twice, len(foreign), strings.Join(foreign, " "))
			}
		}
	}
	if redundant*10 > traces { // a look that is left out may be what a sleeping thread was to be woken by
		t.Errorf("%d executions are redundant, of %d traces", redundant, traces)
	}
	t.Logf("%d searches compared, %d traces, %d of them go on beyond the bound, %d redundant executions", compared, traces, extended, redundant)
}
