// Package conformance decides cases of CPython's behaviour by trying every schedule of a small program.
//
// # Words
//
// A case is a program and what is expected of it. The program says what it saw, in an [Out]; together with how the
// execution ended that is its outcome, one line. "Every schedule" means that the outcome of each is among those named,
// "∃" that the outcome of at least one is, and "∄" that the outcome of none is.
//
// # Guarantee
//
// A case passes only if the search was exhaustive. A deadlock or an uncaught exception is part of the outcome, so none
// goes unnoticed.
package conformance

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/sampling"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// Case is one case. The patterns name outcomes; * in them stands for any text.
type Case struct {
	ID     string
	Want   string // in words
	Main   func(w *sim.World, out *Out)
	Config sim.Config

	Every    []string // every schedule: one of these, and each of them in some schedule
	Exists   []string // ∃
	Never    []string // ∄
	Outcomes int      // how many different outcomes there are, if that is not 0

	Last func(x *sim.Execution, out *Out) // looks at the execution when it has ended
	Log  bool                             // the lines of the log are part of the outcome, each in brackets
	Exit bool                             // so is the exit code

	Strategy string // default dfs, compared with dpor; dpor alone for programs with more schedules, if the order of what they put is that of operations
	Limit    int    // of executions; default 200,000
}

// Out collects what a program saw.
type Out struct {
	words []string
	world *sim.World // if what each thread puts is to be told apart
	by    [][]string // words by thread; those that are put at the end come first
}

// Put adds values to the outcome: T and F for booleans, None for nil.
func (o *Out) Put(values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case nil:
			o.words = append(o.words, "None")
		case bool:
			o.words = append(o.words, map[bool]string{true: "T", false: "F"}[v])
		default:
			o.words = append(o.words, fmt.Sprint(v))
		}
		if o.world != nil {
			o.observe(o.words[len(o.words)-1])
		}
	}
}

// Try calls f and returns the text of the exception that it panics with, or "ok".
func Try(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			if sim.Killed(r) {
				panic(r)
			}
			text = fmt.Sprint(r)
		}
	}()
	f()
	return "ok"
}

// Run runs the cases as subtests with their IDs as names, and prints how many there were.
func Run(t *testing.T, cases []Case) {
	executions := 0
	for _, c := range cases {
		t.Run(c.ID, func(t *testing.T) { executions += run(t, &c) })
	}
	t.Logf("%d cases, %d executions", len(cases), executions)
}

// run decides one case and returns how many executions that took.
func run(t *testing.T, c *Case) int {
	outcomes, n := Search(t, c)
	repeat(t, c)
	if c.Config.Clock != sim.Virtual {
		commute(t, c)
	}
	if c.Strategy == "" && c.Config.Clock != sim.Virtual {
		compare(t, c, outcomes)
	}
	for _, o := range outcomes {
		if len(c.Every) > 0 && !matchesAny(c.Every, o) {
			t.Fatalf("%s: %s\nevery schedule: %q\ngot %q", c.ID, c.Want, c.Every, o)
		}
		if matchesAny(c.Never, o) {
			t.Fatalf("%s: %s\n∄ %q\ngot %q", c.ID, c.Want, c.Never, o)
		}
	}
	for _, p := range slices.Concat(c.Every, c.Exists) {
		if !slices.ContainsFunc(outcomes, func(o string) bool { return matches(p, o) }) {
			t.Fatalf("%s: %s\n∃ %q\ngot only %q", c.ID, c.Want, p, outcomes)
		}
	}
	if c.Outcomes > 0 && len(outcomes) != c.Outcomes {
		t.Errorf("%s: %s\n%d outcomes wanted, got %d: %q", c.ID, c.Want, c.Outcomes, len(outcomes), outcomes)
	}
	return n
}

// compare searches again by partial order reduction. That must find the same outcomes; if it does not, an operation does
// not declare all that it touches, or what the program puts depends on an order that is not that of operations.
func compare(t *testing.T, c *Case, want []string) {
	reduced := *c
	reduced.Strategy = "dpor"
	got, _ := Search(t, &reduced)
	want = slices.Sorted(slices.Values(want))
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s: %s\ndfs finds %q\ndpor %q", c.ID, c.Want, want, got)
	}
}

// repeat runs the program under some random schedules, and each of these again: everything must come out the same.
func repeat(t *testing.T, c *Case) {
	cfg := c.config()
	cfg.Record = true
	random := sampling.NewRandom(1)
	for i := range 3 {
		random.Begin(i)
		first := sim.Run(c.program(&Out{}), cfg, random)
		replay := replay.New(first.Schedule())
		replay.Begin(0)
		again := sim.Run(c.program(&Out{}), cfg, replay)
		if !reflect.DeepEqual(first.Trace, again.Trace) {
			t.Fatalf("%s: %s\nthe schedule %v gives another trace the second time", c.ID, c.Want, first.Schedule())
		}
	}
}

// config is how the program is executed: under the clock anytime unless the case says otherwise.
func (c *Case) config() sim.Config {
	cfg := c.Config
	if cfg.Clock == 0 {
		cfg.Clock = sim.Anytime
	}
	return cfg
}

func (c *Case) program(out *Out) sim.Program {
	return sim.Program{Name: c.ID, Main: func(w *sim.World) { c.Main(w, out) }}
}

// Search runs the program of the case under every schedule and returns the different outcomes, in the order of their
// first appearance, and the number of executions.
func Search(t *testing.T, c *Case) ([]string, int) {
	name, limit := c.Strategy, c.Limit
	if name == "" {
		name = "dfs"
	}
	if limit == 0 {
		limit = 200_000
	}
	s, err := scheduler.New(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := sim.NewRunner()
	defer r.Close()
	var outcomes []string
	n := 0
	for ; s.Begin(n); n++ {
		if n == limit {
			t.Fatalf("%s: not exhausted after %d executions", c.ID, n)
		}
		out := &Out{}
		x := r.Run(c.program(out), c.config(), s)
		s.End(x)
		if d, ok := s.(strategy.Discarder); ok && d.Discard() {
			continue
		}
		if o := c.describe(out, x); !slices.Contains(outcomes, o) {
			outcomes = append(outcomes, o)
		}
	}
	if !s.(strategy.Sequential).Exhausted() {
		t.Fatalf("%s: the search was not exhaustive", c.ID)
	}
	return outcomes, n
}

// describe is the outcome of an execution.
func (c *Case) describe(out *Out, x *sim.Execution) string {
	if c.Last != nil {
		c.Last(x, out)
	}
	words := out.words
	if c.Log {
		for _, l := range x.Log {
			words = append(words, "["+l.Text+"]")
		}
	}
	if c.Exit {
		words = append(words, fmt.Sprint("exit ", x.ExitCode))
	}
	for _, u := range x.Uncaught {
		words = append(words, fmt.Sprintf("%s raised %v", u.Thread.Name(), u.Value))
	}
	for _, f := range x.Failures {
		words = append(words, "failed: "+f.Message)
	}
	if x.End != sim.Completed && len(x.Failures) == 0 {
		words = append(words, x.End.String())
	}
	return strings.Join(words, " ")
}

func matchesAny(patterns []string, s string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, s) })
}

// matches says whether s is the pattern, * in it standing for any text.
func matches(pattern, s string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == s
	}
	s, ok := strings.CutPrefix(s, head)
	if !ok {
		return false
	}
	for i := 0; i <= len(s); i++ {
		if matches(rest, s[i:]) {
			return true
		}
	}
	return false
}
