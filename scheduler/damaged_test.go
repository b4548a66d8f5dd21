package scheduler_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/scheduler"
	"simrun/sim"
)

// TestDamagedCheckpoints changes one value in a checkpoint of a search that was interrupted, with the right checksum. The
// search refuses it, or comes to the right totals all the same. What only the rest of the search could tell is believed:
// what a step touches that was not taken yet, who sleeps, how often something was seen. So a few may end with wrong
// totals; most changes of what is believed do no harm.
func TestDamagedCheckpoints(t *testing.T) {
	deadlock := smallprogram.Parse("acquire(0) acquire(1) ‖ acquire(1) acquire(0) put(0) ‖ get(0) is-set(0)").Build(-1)
	choose := smallprogram.Parse("acquire(0) choose(1) store(1) ‖ load(1) acquire(0) ‖ load(1)").Build(-1)
	cases := []struct {
		name, strategy string
		p              sim.Program
		at, most       int
	}{
		{"shared", "dpor", lastzero(8), 450, 0}, {"deadlock", "dpor", deadlock, 10, 0},
		{"values", "dpor", choose, 12, 0}, {"random", "random", deadlock, 150, 300},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			o := scheduler.Options{
				Strategy: c.strategy, NoShrink: true, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
				Properties: []sim.Property{noneBlocked{}}, Executions: c.most,
			}
			damage(t, c.p, o, c.at)
		})
	}
}

// damage damages the checkpoint of a search that was interrupted behind so many executions.
func damage(t *testing.T, p sim.Program, o scheduler.Options, at int) {
	want, most, tries := summary(explore(t, p, o)), o.Executions, 100
	if testing.Short() {
		tries = 25
	}
	o.Executions, o.Checkpoint = at, filepath.Join(t.TempDir(), "search")
	explore(t, p, o)
	good, err := os.ReadFile(o.Checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	o.Executions = max(most, 1500)
	if most > 0 {
		o.Executions = most
	}
	r, refused, right, wrong := rand.New(rand.NewPCG(1, 1)), 0, 0, 0
	for range tries {
		bad, what := scheduler.Damage(good, r)
		if err := os.WriteFile(o.Checkpoint, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		got, err := scheduler.Explore(ctx, p, o)
		switch {
		case ctx.Err() != nil:
			t.Errorf("%s: it does not end", what)
		case errors.As(err, new(*scheduler.CheckpointError)):
			refused++
		case err != nil:
			t.Errorf("%s: %v", what, err)
		case summary(got) == want:
			right++
		default:
			wrong++
			t.Logf("%s: %s", what, summary(got))
		}
		cancel()
	}
	if wrong > max(tries/20, 4) { // of 25, four are wrong by chance now and then
		t.Errorf("%d of %d tries end with wrong totals", wrong, tries)
	}
	t.Logf("of %d: %d refused, %d right, %d wrong", tries, refused, right, wrong)
}

// TestDamagedTasks: a task of the round that was under way says of its search what that does not: that it is over, or that it has made
// executions of one that has not begun. Neither is believed.
func TestDamagedTasks(t *testing.T) {
	for _, begun := range []bool{false, true} {
		o := scheduler.Options{
			Strategy: "dpor", NoShrink: true, Executions: 450, Checkpoint: filepath.Join(t.TempDir(), "search"),
			Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
		}
		explore(t, lastzero(8), o)
		good, err := os.ReadFile(o.Checkpoint)
		if err != nil {
			t.Fatal(err)
		}
		bad, ok := scheduler.DamageTask(good, begun)
		if err := os.WriteFile(o.Checkpoint, bad, 0o600); err != nil || !ok {
			t.Fatal(err, ok)
		}
		o.Executions = 1500
		if r, err := scheduler.Explore(context.Background(), lastzero(8), o); !errors.As(err, new(*scheduler.CheckpointError)) {
			t.Errorf("begun %v: it goes on: %v, %v", begun, r, err)
		}
	}
}
