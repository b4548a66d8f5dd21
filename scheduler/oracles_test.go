package scheduler_test

import (
	"fmt"
	"testing"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/scheduler"
	"simrun/sim"
)

// The programs of the test suites of GenMC, Nidhugg and Concuerror, and of the papers on optimal DPOR (Abdulla et al.,
// POPL 2014, JACM 2017). The main thread creates all threads and does nothing else; all variables start at 0.

type variable = *shared.Var[int]

func newVar(w *sim.World, name string) variable { return shared.New(w, name, 0) }

func newVars(w *sim.World, name string, n int) []variable {
	v := make([]variable, n)
	for i := range v {
		v[i] = newVar(w, fmt.Sprintf("%s%d", name, i))
	}
	return v
}

// times makes n bodies from one with a number.
func times(n int, body func(i int)) []func() {
	bodies := make([]func(), n)
	for i := range bodies {
		bodies[i] = func() { body(i) }
	}
	return bodies
}

// program makes a program of the threads that setup returns.
func program(setup func(w *sim.World) []func()) sim.Program {
	return sim.Program{Main: func(w *sim.World) { w.SpawnAll("t", setup(w)...) }}
}

// readers: W x ‖ n × R x.
func readers(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return append(times(n, func(int) { x.Load() }), func() { x.Store(1) })
	})
}

// ainc: n × (x += 1), atomic.
func ainc(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(n, func(int) { x.FetchAdd(1) })
	})
}

// binc: n × (x += 1; y += 1), each atomic.
func binc(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x, y := newVar(w, "x"), newVar(w, "y")
		return times(n, func(int) { x.FetchAdd(1); y.FetchAdd(1) })
	})
}

// inc: n threads i: r := R x; W x = r + 2^i.
func inc(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(n, func(i int) { x.Store(x.Load() + 1<<i) })
	})
}

// lastzero: array a[0..n]. T0: i := n; while R a[i] ≠ 0: i-- ‖ threads j=1..n: v := R a[j-1]; W a[j] = v+1.
func lastzero(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		a := newVars(w, "a", n+1)
		return append(times(n, func(j int) { a[j+1].Store(a[j].Load() + 1) }), func() {
			for i := n; a[i].Load() != 0; i-- {
			}
		})
	})
}

// cas: n threads i: CAS x 0→i+1.
func cas(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(n, func(i int) { x.CompareAndSwap(0, i+1) })
	})
}

// casw: n threads i: CAS x 0→1; W x = i+3.
func casw(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		x := newVar(w, "x")
		return times(n, func(i int) { x.CompareAndSwap(0, 1); x.Store(i + 3) })
	})
}

// lockinc: n × (L m; R x; W x; U m).
func lockinc(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		m, x := lock.New(w, "m"), newVar(w, "x")
		return times(n, func(int) { m.Acquire(); x.Store(x.Load() + 1); m.Release() })
	})
}

// indexer: table[128]; thread t: for i=0..3: w := 11i+t; h := 7w mod 128; while CAS table[h] 0→w fails: h := (h+1) mod
// 128.
func indexer(n int) sim.Program {
	return program(func(w *sim.World) []func() {
		table := newVars(w, "table", 128)
		return times(n, func(t int) {
			for i := range 4 {
				v := 11*i + t
				h := 7 * v % 128
				for !table[h].CompareAndSwap(0, v) {
					h = (h + 1) % 128
				}
			}
		})
	})
}

// filesystem: 26 blocks, 32 inodes; each thread allocates a block for its inode.
func filesystem(n int) sim.Program {
	const blocks, inodes = 26, 32
	return program(func(w *sim.World) []func() {
		var locki, lockb []*lock.Lock
		for range inodes {
			locki = append(locki, lock.New(w, ""))
		}
		for range blocks {
			lockb = append(lockb, lock.New(w, ""))
		}
		inode, busy := newVars(w, "inode", inodes), newVars(w, "busy", blocks)
		return times(n, func(t int) {
			i := t % inodes
			locki[i].Acquire()
			defer locki[i].Release()
			if inode[i].Load() != 0 {
				return
			}
			for b := 2 * i % blocks; ; b = (b + 1) % blocks {
				lockb[b].Acquire()
				if busy[b].Load() == 0 {
					busy[b].Store(1)
					inode[i].Store(b + 1)
					lockb[b].Release()
					return
				}
				lockb[b].Release()
			}
		})
	})
}

// mpat: k × (L a_i; U a_i) ‖ k × (L m; L a_i; U a_i; U m).
func mpat(k int) sim.Program {
	return program(func(w *sim.World) []func() {
		m := lock.New(w, "m")
		a := make([]*lock.Lock, k)
		for i := range a {
			a[i] = lock.New(w, "")
		}
		return append(times(k, func(i int) { a[i].Acquire(); a[i].Release() }),
			times(k, func(i int) { m.Acquire(); a[i].Acquire(); a[i].Release(); m.Release() })...)
	})
}

// litmus builds a program of threads over the variables x, y, z.
func litmus(threads func(x, y, z variable) []func()) sim.Program {
	return program(func(w *sim.World) []func() { return threads(newVar(w, "x"), newVar(w, "y"), newVar(w, "z")) })
}

// sections: two threads with m critical sections each on one mutex.
func sections(m int) sim.Program {
	return program(func(w *sim.World) []func() {
		l := lock.New(w, "l")
		return times(2, func(int) {
			for range m {
				l.Acquire()
				l.Release()
			}
		})
	})
}

type oracle struct {
	name   string
	p      sim.Program
	traces int
	slow   bool
}

var oracles = []oracle{
	{"readers(2)", readers(2), 4, false},
	{"readers(8)", readers(8), 256, false},
	{"readers(13)", readers(13), 8192, false},
	{"ainc(3)", ainc(3), 6, false},
	{"ainc(5)", ainc(5), 120, false},
	{"binc(3)", binc(3), 36, false},
	{"binc(4)", binc(4), 576, false},
	{"inc(2)", inc(2), 4, false},
	{"inc(3)", inc(3), 36, false},
	{"inc(4)", inc(4), 576, false},
	{"lastzero(5)", lastzero(5), 64, false},
	{"lastzero(10)", lastzero(10), 3328, false},
	{"lastzero(15)", lastzero(15), 147456, true},
	{"cas(4)", cas(4), 4, false},
	{"casw(2)", casw(2), 6, false},
	{"casw(3)", casw(3), 66, false},
	{"casw(4)", casw(4), 1200, false},
	{"casw(5)", casw(5), 32880, true},
	{"lockinc(3)", lockinc(3), 6, false},
	{"lockinc(6)", lockinc(6), 720, false},
	{"indexer(12)", indexer(12), 8, false},
	{"indexer(15)", indexer(15), 4096, true},
	{"filesystem(14)", filesystem(14), 2, false},
	{"filesystem(16)", filesystem(16), 8, false},
	{"filesystem(19)", filesystem(19), 64, false},
	{"mpat(4)", mpat(4), 384, false},
	{"mpat(5)", mpat(5), 3840, false},
	{"SB", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { x.Store(1); y.Load() }, func() { y.Store(1); x.Load() }}
	}), 3, false},
	{"MP", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { x.Store(1); y.Store(1) }, func() { y.Load(); x.Load() }}
	}), 3, false},
	{"IRIW", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { x.Store(1) }, func() { x.Load(); y.Load() }, func() { y.Load(); x.Load() }, func() { y.Store(1) }}
	}), 15, false},
	{"CoRR2", litmus(func(x, _, _ variable) []func() {
		r := func() { x.Load(); x.Load() }
		return []func(){func() { x.Store(1) }, func() { x.Store(2) }, r, r}
	}), 72, false},
	{"MPU2", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { x.Store(1); y.Store(1) }, func() { y.CompareAndSwap(2, 3) }, func() { y.CompareAndSwap(1, 2) },
			func() {
				if y.Load() > 2 {
					x.Store(2)
				}
			}}
	}), 14, false},
	{"POPL example", litmus(func(x, y, z variable) []func() {
		return []func(){func() { x.Store(1) }, func() { y.Store(1) },
			func() {
				if y.Load() == 0 {
					z.Store(1)
				}
			},
			func() {
				if z.Load() == 1 {
					if y.Load() == 0 {
						x.Store(2)
					}
				}
			}}
	}), 5, false},
	{"sleeping race 1", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { y.Store(1) }, func() { x.Store(1) }, func() {
			if x.Load() == 1 {
				y.Load()
			}
		}}
	}), 3, false},
	{"sleeping race 2", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { y.Store(1) }, func() { x.Store(1) }, func() {
			y.Store(2)
			if x.Load() == 1 {
				y.Load()
			}
		}}
	}), 5, false},
	{"sleeping race 3", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { y.Store(1) }, func() { x.Store(1) }, func() { x.Store(2) }, func() {
			if x.Load() != 0 {
				y.Load()
			}
		}}
	}), 10, false},
	{"sleeping race 4", litmus(func(x, y, _ variable) []func() {
		return []func(){func() { y.Store(1) }, func() { x.Store(1) }, func() { x.Load() }, func() {
			if x.Load() != 0 {
				y.Load()
			}
		}, func() { y.Load() }}
	}), 12, false},
	{"mutex deadlock(4)", program(func(w *sim.World) []func() {
		m, x := lock.New(w, "m"), newVar(w, "x")
		return times(4, func(int) { m.Acquire(); x.FetchAdd(1) })
	}), 4, false},
	{"mutex hard", program(func(w *sim.World) []func() {
		m, x := lock.New(w, "m"), newVar(w, "x")
		return times(3, func(t int) {
			m.Acquire()
			if x.FetchAdd(1) == t {
				m.Release()
			}
		})
	}), 4, false},
	{"sections(3)", sections(3), 20, false},
	{"sections(5)", sections(5), 252, false},
}

// TestTraceCounts holds the published numbers of Mazurkiewicz traces against the executions of an optimal DPOR.
func TestTraceCounts(t *testing.T) {
	for _, o := range oracles {
		t.Run(o.name, func(t *testing.T) {
			if o.slow && !slow {
				t.Skip("takes long: go test -tags slow")
			}
			cfg := sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true}
			r := explore(t, o.p, scheduler.Options{Strategy: "dpor", Config: cfg, NoShrink: true})
			if r.Executions != o.traces || r.DistinctTraces != o.traces || !r.Exhausted || r.Redundant != 0 {
				t.Errorf("%d executions, %d distinct traces, %d redundant, exhausted %v; want %d traces",
					r.Executions, r.DistinctTraces, r.Redundant, r.Exhausted, o.traces)
			}
		})
	}
}
