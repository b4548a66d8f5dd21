package executor_test

import (
	"time"

	"simrun/models/executor"
	"simrun/models/internal/conformance"
	"simrun/sim"
)

func completedCases() []conformance.Case {
	// each puts the futures as they come, or the error.
	each := func(out result, fs []*executor.Future, timeout ...time.Duration) {
		for f, err := range executor.AsCompleted(fs, timeout...) {
			if err != nil {
				out.Put(err)
			} else {
				out.Put(f.Name())
			}
		}
	}
	return []conformance.Case{
		{ID: "AC01", Want: "every schedule: all are given; a cancelled one when it is notified",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c")
				fs[0].Cancel()
				fs[1].SetResult(1)
				conformance.Start(w, "T", func() {
					fs[0].SetRunningOrNotifyCancel()
					fs[2].SetException(executor.ErrTimeout)
				})
				each(out, fs)
			},
			// Those done at the start come in any order, and before the others: b; a and b; all.
			Every: []string{"a b c", "b a c", "a c b", "b c a", "c a b", "c b a"}},
		{ID: "AC08", Want: "every schedule: those that are done at the start come in any order",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c")
				for _, f := range fs[:2] {
					f.SetResult(1)
				}
				for f := range executor.AsCompleted(fs) {
					if out.Put(f.Name()); !fs[2].Done() {
						fs[2].SetResult(1)
					}
				}
			},
			Every: []string{"a b c", "b a c"}},
		{ID: "AC07", Want: "every schedule: a future that is only cancelled is never given: the rest is, then it blocks for ever",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[0].Cancel()
				fs[1].SetResult(1)
				each(out, fs)
			},
			Every: []string{"b deadlock"}},
		{ID: "AC02", Want: "every schedule: with a timeout of 0 those that are done are given, then TimeoutError",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c", "d")
				fs[1].SetResult(1)
				fs[3].SetResult(1)
				each(out, fs, 0)
			},
			Every: []string{"b d TimeoutError: 2 (of 4) futures unfinished", "d b TimeoutError: 2 (of 4) futures unfinished"}},
		{ID: "AC02/short", Want: "every schedule: the error counts what was not given",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				conformance.Start(w, "T", func() { fs[0].SetResult(1) })
				each(out, fs, short)
			},
			Every: []string{"a TimeoutError: 1 (of 2) futures unfinished", "TimeoutError: 2 (of 2) futures unfinished"}},
		{ID: "AC02/late", Want: "∃ the time runs out in the program: TimeoutError although the future is done by then",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				fs[0].SetResult(1)
				for f, err := range executor.AsCompleted(fs, short) {
					switch {
					case err != nil:
						out.Put(err)
					case f == fs[0]:
						fs[1].SetResult(1)
						fallthrough
					default:
						out.Put(f.Name())
					}
				}
			},
			Every: []string{"a b", "a TimeoutError: 1 (of 2) futures unfinished"}},
		{ID: "AC02/virtual", Want: "every schedule: the same where the clock says that the time is up, and not before",
			Main: func(w world, out result) {
				for _, busy := range []time.Duration{time.Second / 2, 2 * time.Second} {
					fs := open(w, "a", "b")
					fs[0].SetResult(1)
					for f, err := range executor.AsCompleted(fs, time.Second) {
						if err != nil {
							out.Put(err)
							break
						}
						out.Put(f.Name())
						w.Sleep(busy)
						if f == fs[0] {
							fs[1].SetResult(1)
						}
					}
				}
			},
			Config: sim.Config{Clock: sim.Virtual}, Every: []string{"a b a TimeoutError: 1 (of 2) futures unfinished"}},
		{ID: "AC03", Want: "every schedule: a future given twice comes once; without any nothing comes",
			Main: func(w world, out result) {
				fs := open(w, "a")
				fs[0].SetResult(1)
				each(out, []*executor.Future{fs[0], fs[0], fs[0]})
				each(out, nil)
			},
			Every: []string{"a"}},
		{ID: "AC05", Want: "every schedule: those that become done after the start come in that order",
			Main: func(w world, out result) {
				fs := open(w, "a", "b", "c")
				var order []string
				conformance.Start(w, "T", func() {
					for _, i := range []int{2, 0, 1} {
						fs[i].SetResult(1)
					}
				})
				for f := range executor.AsCompleted(fs) {
					order = append(order, f.Name())
				}
				out.Put(order)
			},
			// Done at the start are none or c, c and a, or all, in any order.
			Every: []string{"[c a b]", "[a c b]", "[a b c]", "[b a c]", "[b c a]", "[c b a]"}},
		{ID: "AC05/seen", Want: "∄ a future comes after one that was finished because that was seen to be done",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				first := executor.NewFuture(w, "first")
				first.SetResult(1)
				finish := func() { fs[0].SetResult(1) }
				follow := func() {
					if [...]func() bool{
						fs[0].Done,
						func() bool { v, _ := fs[0].Result(short); return v != nil },
						func() bool { return !fs[0].Cancel() },
						func() bool { return conformance.Try(func() { fs[0].SetResult(2) }) != "ok" },
					}[w.Choose(4)]() {
						fs[1].SetResult(1)
					}
				}
				order := ""
				for f := range executor.AsCompleted(append(fs, first)) {
					if order += f.Name(); f == first { // now none of the others is done
						conformance.Start(w, "T", finish)
						conformance.Start(w, "U", follow)
					}
				}
				out.Put(order)
			},
			Exists: []string{"firstab"}, Never: []string{"*ba"}, Strategy: "dpor"},
		{ID: "AC05/threads", Want: "∃ either order if two threads finish them",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				conformance.Start(w, "T", func() { fs[0].SetResult(1) })
				conformance.Start(w, "U", func() { fs[1].SetResult(1) })
				each(out, fs)
			},
			Every: []string{"a b", "b a"}, Strategy: "dpor"},
		{ID: "AC06", Want: "every schedule: leaving the loop early is allowed",
			Main: func(w world, out result) {
				fs := open(w, "a", "b")
				conformance.Start(w, "T", func() {
					fs[0].SetResult(1)
					fs[1].SetResult(1)
				})
				for range executor.AsCompleted(fs) {
					break
				}
				out.Put(value(fs[1].Result()))
			},
			Every: []string{"1"}, Strategy: "dpor"},
	}
}
