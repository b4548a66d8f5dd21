package properties_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/scheduler"
	"simrun/sim"
)

// spawn starts a thread.
func spawn(w *sim.World, name string, f func(), args ...thread.Option) *thread.Thread {
	t := thread.New(w, append(args, thread.Name(name), thread.Target("", f))...)
	t.Start()
	return t
}

// locker is a Lock or RLock.
type locker interface{ With(f func()) }

// crossed has two threads take two locks in two orders, or in one.
func crossed(w *sim.World, a, b locker, ordered bool, args ...thread.Option) {
	spawn(w, "ab", func() { a.With(func() { b.With(func() {}) }) }, args...)
	first, second := b, a
	if ordered {
		first, second = a, b
	}
	spawn(w, "ba", func() { first.With(func() { second.With(func() {}) }) }, args...)
}

// beats stands for what goes on beside: n steps, or endlessly many.
func beats(w *sim.World, n int) {
	for i := 0; n == 0 || i < n; i++ {
		w.Sleep(time.Second)
	}
}

// searched is what a search finds: "kind where", sorted, and whether it saw everything.
func searched(t *testing.T, strategy string, executions int, main func(w *sim.World)) (found []string, r *scheduler.Report) {
	t.Helper()
	r, err := scheduler.Explore(context.Background(), sim.Program{Main: main}, scheduler.Options{
		Strategy: strategy, Seed: 1, Config: sim.Config{Clock: sim.Anytime, MaxSteps: 3000}, Executions: executions,
		Properties: []sim.Property{properties.NoDeadlock, properties.NoUncaughtException},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		found = append(found, f.Kind+": "+f.Where)
	}
	slices.Sort(found)
	return found, r
}

const crossedWhere = "ab in RLock.acquire on b; ba in RLock.acquire on a"

// Each program is searched within preemption bounds and by DPOR; want is a part of each finding, or empty for none.
func TestDetectPartialDeadlock(t *testing.T) {
	for _, test := range []struct {
		name string
		main func(w *sim.World)
		want []string
	}{
		{"RLocks in two orders", func(w *sim.World) {
			crossed(w, lock.NewRLock(w, "a"), lock.NewRLock(w, "b"), false)
			beats(w, 2)
		}, []string{"deadlock: MainThread in Thread.join", "partial-deadlock: " + crossedWhere}},
		{"RLocks in one order", func(w *sim.World) {
			crossed(w, lock.NewRLock(w, "a"), lock.NewRLock(w, "b"), true)
			beats(w, 1)
		}, nil},
		{"two threads join each other", func(w *sim.World) {
			var x, y *thread.Thread
			ready := event.New(w, "ready")
			x = thread.New(w, thread.Name("x"), thread.Target("", func() { ready.Wait(); y.Join() }))
			y = thread.New(w, thread.Name("y"), thread.Target("", func() { x.Join() }))
			x.Start()
			y.Start()
			ready.Set()
			beats(w, 1)
		}, []string{"deadlock: ", "partial-deadlock: x in Thread.join on y; y in Thread.join on x"}},
		{"one thread joins another", func(w *sim.World) {
			x := spawn(w, "x", func() {})
			spawn(w, "y", func() { x.Join() })
			beats(w, 1)
		}, nil},
		{"the owner of an RLock has ended", func(w *sim.World) {
			r := lock.NewRLock(w, "r")
			spawn(w, "x", func() { r.Acquire() }).Join()
			spawn(w, "y", func() { r.Acquire() }, thread.Daemon(true))
			beats(w, 1)
		}, []string{"partial-deadlock: y in RLock.acquire on r"}},
		{"the owner of a Lock has ended, and main releases it", func(w *sim.World) {
			l := lock.New(w, "l")
			spawn(w, "x", func() { l.Acquire() }).Join()
			spawn(w, "y", func() { l.Acquire() })
			beats(w, 1)
			l.Release()
		}, nil},
		{"Locks in two orders, and main releases one", func(w *sim.World) {
			a, b := lock.New(w, "a"), lock.New(w, "b")
			x, y := event.New(w, "x"), event.New(w, "y")
			spawn(w, "x", func() { a.Acquire(); x.Set(); y.Wait(); b.Acquire() })
			spawn(w, "y", func() { b.Acquire(); y.Set(); x.Wait(); a.Acquire() })
			x.Wait()
			y.Wait()
			a.Release()
			b.Release()
		}, nil},
		{"daemons take Locks in two orders", func(w *sim.World) {
			crossed(w, lock.New(w, "a"), lock.New(w, "b"), false, thread.Daemon(true))
		}, []string{"partial-deadlock: ab in Lock.acquire on b; ba in Lock.acquire on a"}},
		{"a daemon waits for a signal", func(w *sim.World) {
			signal := lock.New(w, "signal")
			spawn(w, "x", func() { signal.Acquire(); signal.Acquire() }, thread.Daemon(true))
		}, nil},
		{"RLocks in two orders, with a timeout", func(w *sim.World) {
			a, b := lock.NewRLock(w, "a"), lock.NewRLock(w, "b")
			for _, pair := range [][2]*lock.RLock{{a, b}, {b, a}} {
				spawn(w, "", func() {
					pair[0].With(func() {
						if pair[1].Acquire(lock.Timeout(time.Second)) {
							pair[1].Release()
						}
					})
				})
			}
		}, nil},
	} {
		for _, strategy := range []string{"preemption-bound", "dpor"} {
			got, r := searched(t, strategy, 0, func(w *sim.World) {
				properties.DetectPartialDeadlock(w)
				test.main(w)
			})
			if !r.Exhausted || !matches(got, test.want) {
				t.Errorf("%s: %s found %q, exhausted %v; want %q", test.name, strategy, got, r.Exhausted, test.want)
			}
		}
	}
}

// matches says whether each finding has what is wanted of it.
func matches(got, want []string) bool {
	return slices.EqualFunc(got, want, strings.HasPrefix)
}

// Two tasks wait for the results of each other, while the main thread has other things to do.
func TestDetectPartialDeadlockOfTasks(t *testing.T) {
	program := func(mutual bool) func(w *sim.World) {
		return func(w *sim.World) {
			properties.DetectPartialDeadlock(w)
			pool := executor.New(w, 2)
			given := event.New(w, "given")
			var x, y *executor.Future
			x = pool.Submit("x", func() any { given.Wait(); y.Result(); return nil })
			y = pool.Submit("y", func() any {
				if given.Wait(); mutual {
					x.Result()
				}
				return nil
			})
			given.Set()
			beats(w, 1)
			pool.Shutdown()
		}
	}
	if got, _ := searched(t, "portfolio", 200, program(true)); len(got) == 0 || !strings.HasPrefix(got[len(got)-1], "partial-deadlock: x in Future.result") {
		t.Errorf("found %q", got)
	}
	if got, _ := searched(t, "portfolio", 200, program(false)); got != nil {
		t.Errorf("the twin: found %q", got)
	}
}

// Under the virtual clock a thread that waits with a timeout cannot go on at that moment; it will.
func TestDetectPartialDeadlockWaitsForTheClock(t *testing.T) {
	for _, timeout := range []time.Duration{time.Second, lock.Forever} {
		got := one(func(w *sim.World) {
			properties.DetectPartialDeadlock(w)
			a, b := lock.NewRLock(w, "a"), lock.NewRLock(w, "b")
			x := spawn(w, "x", func() { a.Acquire(); w.Sleep(time.Second); b.Acquire(lock.Timeout(timeout)); a.Release() })
			y := spawn(w, "y", func() { b.Acquire(); w.Sleep(time.Second); a.Acquire(); a.Release(); b.Release() })
			w.Sleep(10 * time.Second)
			x.Join()
			y.Join()
		})
		if (len(got) == 0) != (timeout == time.Second) {
			t.Errorf("with timeout %v: %q", timeout, got)
		}
	}
}

// A program that never ends: where only owners can release, the execution ends where the threads got stuck. Where others
// could, nothing is said of it unless that was asked for.
func TestDetectPartialDeadlockInEndlessPrograms(t *testing.T) {
	for _, test := range []struct {
		name   string
		rlock  bool
		within int
		helps  bool
		want   []string
	}{
		{"RLock", true, 0, false, []string{"partial-deadlock: "}},
		{"Lock", false, 0, false, nil},
		{"Lock, for 1000 steps", false, 1000, false, []string{"partial-deadlock: "}},
		{"Lock, for 1000 steps, but somebody looks at it", false, 1000, true, nil},
		{"Lock, for more steps than there are", false, 5000, false, nil},
	} {
		got, r := searched(t, "random", 6, func(w *sim.World) {
			if test.within > 0 {
				properties.DetectPartialDeadlockWithin(w, test.within)
			} else {
				properties.DetectPartialDeadlock(w)
			}
			la, lb := lock.New(w, "a"), lock.New(w, "b")
			if test.rlock {
				crossed(w, lock.NewRLock(w, "a"), lock.NewRLock(w, "b"), false)
			} else {
				crossed(w, la, lb, false)
			}
			if test.helps {
				for range 500 {
					w.Sleep(time.Second)
					la.Locked()
				}
			}
			beats(w, 0)
		})
		if !matches(got, test.want) {
			t.Errorf("%s: found %q, want %q", test.name, got, test.want)
		}
		if test.rlock && len(r.Findings) > 0 && r.Findings[0].Steps > 20 {
			t.Errorf("%s: it took %d steps", test.name, r.Findings[0].Steps)
		}
	}
}

// Random programs of RLocks and joins: DPOR fails those that a search fails which does not know what steps depend on each
// other, and finds nothing that is not there.
func TestDetectPartialDeadlockInRandomPrograms(t *testing.T) {
	failed := 0
	for seed := range uint64(20) {
		program := func(w *sim.World) {
			properties.DetectPartialDeadlock(w)
			r := rand.New(rand.NewPCG(seed, 0))
			locks := []*lock.RLock{lock.NewRLock(w, "a"), lock.NewRLock(w, "b")}
			threads := make([]*thread.Thread, 2)
			for i := range threads {
				var list []func()
				for range 1 + r.IntN(3) {
					l, other := locks[r.IntN(2)], 1-i
					switch r.IntN(6) {
					case 0:
						list = append(list, func() { w.Sleep(time.Second) })
					case 1:
						list = append(list, func() {
							if l.IsOwned() {
								l.Release()
							}
						})
					case 2:
						list = append(list, func() { threads[other].Join() })
					default:
						list = append(list, func() { l.Acquire() })
					}
				}
				threads[i] = thread.New(w, thread.Target("", func() {
					for _, f := range list {
						f()
					}
				}))
			}
			for _, x := range threads {
				x.Start()
			}
		}
		plain, r := searched(t, "preemption-bound", 0, program)
		dpor, _ := searched(t, "dpor", 0, program)
		invented := slices.ContainsFunc(dpor, func(f string) bool { return !slices.Contains(plain, f) })
		if invented || len(plain) > 0 && len(dpor) == 0 {
			t.Errorf("program %d: %q, and with DPOR %q", seed, plain, dpor)
		}
		if len(r.Findings) > 0 {
			failed++
		}
	}
	if failed < 5 || failed == 20 {
		t.Errorf("%d of 20 programs get stuck", failed)
	}
}
