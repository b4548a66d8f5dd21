package scheduler_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"simrun/internal/smallprogram"
	"simrun/properties/catalog"
	"simrun/scheduler"
	"simrun/scheduler/dpor"
	"simrun/sim"
)

// scattered carries out the tasks of a search as bad luck has it: by several workers that know nothing of each other, in any
// order, in parcels of any size, some twice, and some results come once more when the turn is over. Now and then the
// process that directs the search is gone.
type scattered struct {
	r        *rand.Rand
	carriers []*scheduler.Carrier
	state    []byte
	late     [][]byte
	kept     map[string][][]byte // results by turn, for a search that goes on
	dies     int                 // in so many turns, about; 0 if it does not
	worth    time.Duration
	most     int // tasks of a turn
}

func scatter(t *testing.T, seed uint64, workers int, p sim.Program, o scheduler.Options) *scattered {
	t.Helper()
	s := &scattered{r: rand.New(rand.NewPCG(seed, 0)), kept: map[string][][]byte{}}
	for range workers {
		c, err := scheduler.NewCarrier(p, o)
		if err != nil {
			t.Fatal(err)
		}
		s.carriers = append(s.carriers, c)
	}
	return s
}

func (s *scattered) Slots() int                    { return len(s.carriers) }
func (s *scattered) Worth() time.Duration          { return s.worth }
func (s *scattered) Load(string) ([]byte, error)   { return s.state, nil }
func (s *scattered) Save(state []byte) (err error) { s.state = state; return nil }

var errDies = errors.New("the process is gone")

func (s *scattered) CarryOut(ctx context.Context, t *scheduler.Turn) error {
	for _, result := range s.late {
		if err := t.Take(result); err != nil {
			return err
		}
	}
	for _, result := range s.kept[t.ID] {
		if err := t.Take(result); err != nil {
			return err
		}
	}
	s.most = max(s.most, t.Tasks())
	tasks := t.Missing()
	s.r.Shuffle(len(tasks), func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
	var parcels [][]byte
	for len(tasks) > 0 {
		n := 1 + s.r.IntN(min(len(tasks), 60))
		parcel, err := t.Pack(tasks[:n])
		if err != nil {
			return err
		}
		tasks = tasks[n:]
		parcels = append(parcels, parcel)
	}
	for len(parcels) > 0 && !t.Over() {
		if s.dies > 0 && s.r.IntN(s.dies) == 0 {
			return errDies
		}
		i := s.r.IntN(len(parcels))
		parcel := parcels[i]
		if s.r.IntN(8) > 0 { // otherwise it comes once more
			parcels = slices.Delete(parcels, i, i+1)
		}
		carried, _, err := s.carriers[s.r.IntN(len(s.carriers))].CarryOut(ctx, parcel)
		if err != nil {
			return err
		}
		for n, at := carried.Tasks(), 0; at < n; {
			to := at + 1 + s.r.IntN(n-at)
			result, err := carried.Encode(at, to)
			if err != nil {
				return err
			}
			s.kept[t.ID] = append(s.kept[t.ID], result)
			s.late = append(s.late[:min(len(s.late), 3)], result)
			if err := t.Take(result); err != nil {
				return err
			}
			at = to
		}
	}
	return nil
}

// exploreElsewhere searches, again and again if the process that directs the search dies.
func exploreElsewhere(t *testing.T, p sim.Program, o scheduler.Options, s *scattered) *scheduler.Report {
	t.Helper()
	o.Elsewhere = s
	for {
		r, err := scheduler.Explore(context.Background(), p, o)
		if errors.Is(err, errDies) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
}

// elsewhereCase is a search that is compared.
type elsewhereCase struct {
	name string
	p    sim.Program
	o    scheduler.Options
}

// elsewhereCases are of all kinds: what is shared and what cannot be, what folds late, polls, chooses values, fails, is
// sampled, and ends at a limit or at a finding.
func elsewhereCases() []elsewhereCase {
	deadlock := smallprogram.Parse("acquire(0) acquire(1) ‖ acquire(1) acquire(0) put(0) ‖ get(0)").Build(-1)
	choose := smallprogram.Parse("acquire(0) choose(1) store(1) ‖ load(1) acquire(0)").Build(-1)
	polls := sim.Program{Name: "polling", Main: pollerAndAdders}
	options := func(strategy string, mode sim.Switching, executions int) scheduler.Options {
		return scheduler.Options{
			Strategy: strategy, Executions: executions, Properties: []sim.Property{noneBlocked{}},
			Config: sim.Config{Switching: mode, Clock: sim.Anytime, Fingerprint: true, MaxSteps: 10000},
		}
	}
	first := options("auto", sim.Call, 0)
	first.First = true
	firstOfMany := options("dpor", sim.Bytecode, 0)
	firstOfMany.First, firstOfMany.Properties = true, []sim.Property{aFewTraces{}}
	return []elsewhereCase{
		{"lastzero(10)", lastzero(10), options("dpor", sim.Bytecode, 0)},
		{"readers(9)", readers(9), options("dpor", sim.Bytecode, 0)},
		{"casw(4)", casw(4), options("dpor", sim.Bytecode, 0)},
		{"casw(4) auto", casw(4), options("auto", sim.Bytecode, 0)},
		{"mpat(4)", mpat(4), options("auto", sim.Bytecode, 0)},
		{"limit", lastzero(10), options("dpor", sim.Bytecode, 1500)},
		{"limit auto", lastzero(10), options("auto", sim.Bytecode, 777)},
		{"rounds auto", lastzero(10), options("auto", sim.Bytecode, 3000)},
		{"deadlock", deadlock, options("dpor", sim.Call, 0)},
		{"first", deadlock, first},
		{"first of many", casw(5), firstOfMany},
		{"choose", choose, options("dpor", sim.Bytecode, 0)},
		{"choose auto", choose, options("auto", sim.Bytecode, 0)},
		{"folds late", foldsLate(), options("dpor", sim.Call, 0)},
		{"folds late auto", foldsLate(), options("auto", sim.Call, 0)},
		{"polls", polls, options("dpor", sim.Call, 3000)},
		{"polls auto", polls, options("auto", sim.Call, 3000)},
		{"random", deadlock, options("random", sim.Bytecode, 3000)},
		{"portfolio", lastzero(7), options("portfolio", sim.Bytecode, 3000)},
		{"surw first", deadlock, func() scheduler.Options { o := options("surw", sim.Bytecode, 3000); o.First = true; return o }()},
	}
}

// aFewTraces fails in one of 997 traces, or so.
type aFewTraces struct{}

func (aFewTraces) Name() string { return "a-few-traces" }

func (aFewTraces) Check(x *sim.Execution) *sim.Failure {
	if sim.Mix(x.Fingerprint)%997 != 0 {
		return nil
	}
	return &sim.Failure{Kind: "a-few-traces", Message: "it is one of them"}
}

// TestElsewhereReportsTheSame: what a search says does not depend on where it is carried out.
func TestElsewhereReportsTheSame(t *testing.T) {
	for _, c := range elsewhereCases() {
		t.Run(c.name, func(t *testing.T) {
			want := summary(explore(t, c.p, c.o))
			for _, workers := range []int{1, 3} {
				s := scatter(t, uint64(workers), workers, c.p, c.o)
				s.worth = time.Duration(workers-1) * time.Millisecond // with several, some turns here and some elsewhere
				if got := summary(exploreElsewhere(t, c.p, c.o, s)); got != want {
					t.Errorf("by %d workers elsewhere:\n%s\nhere:\n%s", workers, got, want)
				}
			}
		})
	}
}

// lockPipeline is the pipeline of the catalog with so many messages, and a full search of it.
func lockPipeline(t *testing.T, messages int) (sim.Program, scheduler.Options) {
	t.Helper()
	e, err := catalog.Find(catalog.All(), "lock-pipeline")
	if err != nil {
		t.Fatal(err)
	}
	p, properties, err := e.Build(map[string]string{"messages": strconv.Itoa(messages)})
	if err != nil {
		t.Fatal(err)
	}
	return p, scheduler.Options{
		Strategy: "dpor", Properties: properties, NoShrink: true,
		Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true},
	}
}

// TestElsewhereLongTasks: a search that is so long that each of the searches that share it goes on by more executions in a
// round than at the beginning, here, elsewhere, by several workers, and if it is interrupted among these.
func TestElsewhereLongTasks(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes ten seconds")
	}
	p, o := lockPipeline(t, 10)
	_, first := dpor.Shared(0)
	_, then := dpor.Shared(4_000)
	if _, long := dpor.Shared(20_000); first >= then || then >= long {
		t.Fatalf("a task has %d executions at the beginning, %d behind 4,000 and %d behind 20,000", first, then, long)
	}
	want := summary(explore(t, p, o))
	if !strings.HasPrefix(want, "33448 executions, ") || !strings.Contains(want, " 33448 traces false") {
		t.Fatal(want)
	}
	if got := summary(exploreElsewhere(t, p, o, scatter(t, 1, 2, p, o))); got != want {
		t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
	}
	o.Checkpoint, o.Executions, o.Workers = filepath.Join(t.TempDir(), "search"), 25_123, 2
	explore(t, p, o)
	o.Executions = 0
	if got := summary(explore(t, p, o)); got != want {
		t.Errorf("interrupted:\n%s\nin one piece:\n%s", got, want)
	}
}

// TestElsewhereManySearches: a search that is so long that more searches share its tree than at the beginning.
func TestElsewhereManySearches(t *testing.T) {
	if !slow {
		t.Skip("it takes minutes")
	}
	p, o := lockPipeline(t, 13)
	o.Executions = 400_000
	want := summary(explore(t, p, o))
	s := scatter(t, 1, 1, p, o)
	if got := summary(exploreElsewhere(t, p, o, s)); got != want {
		t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
	}
	if few, _ := dpor.Shared(0); s.most <= few {
		t.Errorf("a turn has %d tasks at most", s.most)
	}
}

// TestElsewhereGoesOn: the process that directs the search may be gone at any time, and another one goes on.
func TestElsewhereGoesOn(t *testing.T) {
	scheduler.SaveEvery(0)
	defer scheduler.SaveEvery(scheduler.SavedEvery)
	for _, c := range elsewhereCases() {
		t.Run(c.name, func(t *testing.T) {
			want := summary(explore(t, c.p, c.o))
			s := scatter(t, 7, 2, c.p, c.o)
			s.dies = 12
			if got := summary(exploreElsewhere(t, c.p, c.o, s)); got != want {
				t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
			}
		})
	}
}

// TestCatalogElsewhere does the same with programs of the catalog.
func TestCatalogElsewhere(t *testing.T) {
	n := 0
	for _, e := range catalog.All() {
		p, properties, err := e.Build(nil)
		if err != nil {
			t.Fatal(err)
		}
		o := scheduler.Options{
			Properties: properties, Executions: 1200, NoShrink: n > 3,
			Config: sim.Config{Switching: sim.Call, Clock: sim.Anytime, Fingerprint: true, MaxSteps: 10000},
		}
		if e.Switching != 0 {
			o.Config.Switching = e.Switching
		}
		if n++; n > 20 && testing.Short() {
			break
		}
		t.Run(fmt.Sprint(e.Name), func(t *testing.T) {
			want := summary(explore(t, p, o))
			if got := summary(exploreElsewhere(t, p, o, scatter(t, 3, 2, p, o))); got != want {
				t.Errorf("elsewhere:\n%s\nhere:\n%s", got, want)
			}
		})
	}
}
