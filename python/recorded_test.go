//go:build cpython

package python_test

import (
	"testing"

	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// TestRecorded: a token that was recorded before a search met a race is executed with the variables of then; with all that are known by
// now its schedule is one of other steps.
func TestRecorded(t *testing.T) {
	onEach(t, func(t *testing.T, interpreter string) {
		s := write(t, interpreter, `import threading
names, more = [], []
def add(n):
    names.append(n)
    if n == "a" or names[0] == "b":  # both threads only if b is the first
        more.append(n)
threads = [threading.Thread(target=add, args=[n]) for n in "ab"]
for t in threads: t.start()
for t in threads: t.join()
print(names, more)
`)
		before := s.Program()
		cfg := sim.Config{Clock: sim.Anytime, Seed: 1}
		x := sim.Run(before, cfg, replay.New(nil)) // a is the first
		token := sim.NewToken(before, x)
		explore(t, s, scheduler.Options{Strategy: "dpor"})
		runner := sim.NewRunner()
		defer runner.Close()
		for _, fresh := range []bool{true, false} {
			again, diverged := replay.Once(runner, s.Recorded(token, fresh), token.Config(), token)
			if diverged != nil || again.Steps != x.Steps || again.Log[0].Text != x.Log[0].Text {
				t.Errorf("fresh %v: %v, %d steps and %v, which were %d and %v", fresh, diverged, again.Steps, again.Log, x.Steps, x.Log)
			}
		}
		if _, diverged := replay.Once(runner, s.Fresh(), token.Config(), token); diverged == nil {
			t.Error("with what is known by now it does the same: nothing was learned")
		}
	})
}
