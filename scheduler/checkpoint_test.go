package scheduler_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/models/event"
	"simrun/models/lock"
	"simrun/scheduler"
	"simrun/sim"
)

// inPieces explores in pieces of so many executions, each of which goes on where the one before was.
func inPieces(t *testing.T, p sim.Program, o scheduler.Options, piece int) (*scheduler.Report, int) {
	t.Helper()
	o.Checkpoint = filepath.Join(t.TempDir(), "search")
	all := o.Executions
	o.Executions = 0
	for pieces := 1; ; pieces++ {
		o.Executions = min(o.Executions+piece, all)
		r := explore(t, p, o)
		if r.Exhausted || r.Executions == all {
			return r, pieces
		}
	}
}

// TestInterruptedSearchEndsWithTheSameTotals, for each kind of strategy, also where steps fold.
func TestInterruptedSearchEndsWithTheSameTotals(t *testing.T) {
	deadlock := smallprogram.Parse("acquire(0) acquire(1) ‖ acquire(1) acquire(0) put(0) ‖ get(0)").Build(-1)
	choose := smallprogram.Parse("acquire(0) choose(1) store(1) ‖ load(1) acquire(0)").Build(-1)
	blocks := smallprogram.Parse("acquire(0) acquire(1) ‖ acquire(1) release(1) acquire(0) ‖ acquire(0)").Build(-1)
	cases := []struct {
		strategy string
		p        sim.Program
		mode     sim.Switching
		piece    int
	}{
		{"dpor", lastzero(7), sim.Bytecode, 20}, {"dpor", mpat(3), sim.Bytecode, 3}, {"dpor", choose, sim.Bytecode, 1}, {"dpor", deadlock, sim.Bytecode, 1},
		{"dpor", blocks, sim.Block, 1}, {"auto", binc(3), sim.Bytecode, 50}, {"random", deadlock, sim.Call, 150},
		{"pct", deadlock, sim.Call, 150},
	}
	for _, c := range cases {
		for _, workers := range []int{1, 2} {
			t.Run(fmt.Sprint(c.strategy, " ", c.mode, " ", workers), func(t *testing.T) {
				o := scheduler.Options{
					Strategy: c.strategy, Executions: 600, Workers: workers, NoShrink: true,
					Config:     sim.Config{Switching: c.mode, Clock: sim.Anytime, Fingerprint: true},
					Properties: []sim.Property{noneBlocked{}},
				}
				want := summary(explore(t, c.p, o))
				r, pieces := inPieces(t, c.p, o, c.piece)
				if got := summary(r); got != want || pieces < 3 {
					t.Errorf("%d pieces:\n%s\nwant:\n%s", pieces, got, want)
				}
			})
		}
	}
}

// TestCheckpointOfAuto: with a checkpoint Auto does the same as without, also where its full search and its sampling take turns: it did not
// sample again after the first executions. Interrupted, it goes on in the same turn.
func TestCheckpointOfAuto(t *testing.T) {
	for _, workers := range []int{1, 2} {
		o := scheduler.Options{
			Strategy: "auto", Executions: 2500, Workers: workers, NoShrink: true,
			Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
		}
		want := summary(explore(t, lastzero(10), o))
		for _, piece := range []int{2500, 700, 333} {
			if r, _ := inPieces(t, lastzero(10), o, piece); summary(r) != want {
				t.Errorf("%d workers, pieces of %d executions:\n%s\nwant:\n%s", workers, piece, summary(r), want)
			}
		}
	}
}

// TestInterruptedAtEachExecution cancels a search while its nth execution is under way, for each n, and has another one take
// up what it left: also where that execution has shown that all of it has to be done again, because a step has several
// operations after all, or a thread polls without end.
func TestInterruptedAtEachExecution(t *testing.T) {
	folds := smallprogram.Parse("load(0) if(0) load(1) ‖ store(0) acquire(0) ‖ acquire(0) store(1)")
	cases := map[string]sim.Program{
		"folds late": folds.Build(-1),
		"polls": program(func(w *sim.World) []func() {
			e, l := event.New(w, "e"), lock.New(w, "l")
			return []func(){
				func() { l.Acquire(); e.Set() },
				func() {
					for !e.Wait(time.Second) {
					}
					l.Acquire(lock.Blocking(false))
				},
			}
		}),
	}
	for name, p := range cases {
		t.Run(name, func(t *testing.T) {
			o := scheduler.Options{
				Strategy: "dpor", NoShrink: true, Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true},
			}
			want := explore(t, p, o)
			for n := 1; ; n++ {
				o := o
				o.Checkpoint = filepath.Join(t.TempDir(), "search")
				ctx, cancel := context.WithCancel(context.Background())
				cancelling, runs := p, 0
				cancelling.Main = func(w *sim.World) {
					if runs++; runs == n {
						cancel()
					}
					p.Main(w)
				}
				if _, err := scheduler.Explore(ctx, cancelling, o); err != nil {
					t.Fatal(err)
				}
				if runs < n {
					t.Logf("%d executions", runs)
					return
				}
				got, err := scheduler.Explore(context.Background(), p, o)
				if err != nil {
					t.Fatalf("cancelled in execution %d: %v", n, err)
				}
				if got.Exhausted != want.Exhausted || got.Rounds != want.Rounds || got.DistinctTraces != want.DistinctTraces {
					t.Errorf("cancelled in execution %d:\n%s\nwant:\n%s", n, summary(got), summary(want))
				}
			}
		})
	}
}

// heartbeat writes a byte for each execution, so that a process can be killed at a certain one, and then waits, so that
// the search is not over before a checkpoint is written, however fast the machine is.
type heartbeat struct{ wait time.Duration }

func (heartbeat) Name() string { return "heartbeat" }

func (h heartbeat) Check(*sim.Execution) *sim.Failure {
	os.Stderr.Write([]byte{'.'})
	time.Sleep(h.wait)
	return nil
}

// TestKilledSearch kills a process that searches lastzero(10) after some of its executions and a checkpoint, 20 times,
// and lets the last one come to its end. Where it stands then is open, and whether it is writing the next checkpoint.
func TestKilledSearch(t *testing.T) {
	if file := os.Getenv("SIMRUN_TEST_CHECKPOINT"); file != "" {
		wait, err := time.ParseDuration(os.Getenv("SIMRUN_TEST_WAIT"))
		if err != nil {
			t.Fatal(err)
		}
		scheduler.SaveEvery(10 * time.Millisecond)
		r := explore(t, lastzero(10), scheduler.Options{
			Strategy: "dpor", Checkpoint: file, NoShrink: true, Workers: 2, Properties: []sim.Property{heartbeat{wait}},
			Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime, Fingerprint: true},
		})
		fmt.Printf("executions=%d traces=%d redundant=%d exhausted=%v\n", r.Executions, r.DistinctTraces, r.Redundant, r.Exhausted)
		return
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	file := filepath.Join(t.TempDir(), "search")
	for kills := 0; ; kills++ {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledSearch$")
		wait := "1ms"
		if kills == 20 {
			wait = "0s"
		}
		cmd.Env = append(os.Environ(), "SIMRUN_TEST_CHECKPOINT="+file, "SIMRUN_TEST_WAIT="+wait)
		var out bytes.Buffer
		cmd.Stdout = &out
		beats, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if kills < 20 {
			before, _ := os.Stat(file)
			if _, err := io.CopyN(io.Discard, beats, int64(20+kills*37%150)); err != nil {
				t.Fatalf("the search ended after %d kills: %v", kills, err)
			}
			for after, _ := os.Stat(file); after == nil || before != nil && os.SameFile(before, after); after, _ = os.Stat(file) {
				if _, err := io.CopyN(io.Discard, beats, 1); err != nil {
					t.Fatalf("the search ended after %d kills with no checkpoint: %v", kills, err)
				}
			}
			cmd.Process.Kill()
			cmd.Wait()
			continue
		}
		rest, _ := io.Copy(io.Discard, beats)
		if err := cmd.Wait(); err != nil {
			t.Fatal(err)
		}
		if t.Logf("%d executions were left", rest); rest >= 3328 {
			t.Error("all that the killed processes had done was lost")
		}
		if want := "executions=3328 traces=3328 redundant=0 exhausted=true"; !strings.Contains(out.String(), want) {
			t.Errorf("killed %d times: %s\nwant %s", kills, out.String(), want)
		}
		return
	}
}

// A checkpoint that cannot be used is refused with the reason, and left as it is.
func TestRefusedCheckpoints(t *testing.T) {
	o := scheduler.Options{
		Strategy: "dpor", NoShrink: true, Config: sim.Config{Switching: sim.Bytecode, Clock: sim.Anytime},
		Checkpoint: filepath.Join(t.TempDir(), "search"),
	}
	explore(t, ainc(3), o)
	good, err := os.ReadFile(o.Checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(good)
	damaged[len(damaged)/2] ^= 1
	other := o
	other.Strategy = "auto"
	livelock := o
	livelock.Config.Livelock = 300 // what is an end there is none here
	cases := []struct {
		name, reason string
		data         []byte
		p            sim.Program
		o            scheduler.Options
	}{
		{"damaged", "it is damaged: its checksum", damaged, ainc(3), o},
		{"cut off", "it is damaged: its checksum", good[:len(good)-1], ainc(3), o},
		{"another version", "another version of simrun", bytes.Replace(good, []byte("checkpoint "), []byte("checkpoint 9"), 1), ainc(3), o},
		{"another file", "not a checkpoint", []byte("hello"), ainc(3), o},
		{"empty", "not a checkpoint", nil, ainc(3), o},
		{"another program", "the program has changed", good, ainc(4), o},
		{"another strategy", "strategy dpor there, strategy auto here", good, ainc(3), other},
		{"another limit of livelocks", "livelock 2000 there, livelock 300 here", good, ainc(3), livelock},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(o.Checkpoint, c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := scheduler.Explore(context.Background(), c.p, c.o)
			var refused *scheduler.CheckpointError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.reason) {
				t.Errorf("error %v; want %q", err, c.reason)
			}
			if after, _ := os.ReadFile(o.Checkpoint); !bytes.Equal(after, c.data) {
				t.Error("the file was changed")
			}
		})
	}
}

// panics is a property that panics when it is asked.
type panics struct{}

func (panics) Name() string                      { return "panics" }
func (panics) Check(*sim.Execution) *sim.Failure { panic("no check") }

// TestPanicSavesNothing: a search that ends by a panic leaves no checkpoint, and nobody who writes one later.
func TestPanicSavesNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "search")
	func() {
		defer func() {
			if v := recover(); v == nil {
				t.Error("the property did not panic")
			}
		}()
		_, err := scheduler.Explore(context.Background(), ainc(3), scheduler.Options{
			Strategy: "random", Checkpoint: file, Workers: 2, Properties: []sim.Property{panics{}}})
		t.Error(err)
	}()
	for begin, stacks := time.Now(), make([]byte, 1<<20); ; runtime.Gosched() { // who is told to end takes a moment
		n := runtime.Stack(stacks, true)
		if !bytes.Contains(stacks[:n], []byte("saveRegularly")) {
			break
		}
		if time.Since(begin) > 10*time.Second {
			t.Fatal("the search is over, and its checkpoint is still written")
		}
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("there is a checkpoint of a search that ended by a panic")
	}
}
