package stored

import (
	"context"
	"fmt"

	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// Way is how a stored finding was looked for.
type Way uint8

const (
	// ByToken: its choices were taken by their numbers, and the program had the same at every one.
	ByToken Way = iota + 1
	// ByNames: its turns were taken by the names of threads, operations and objects.
	ByNames
	// BySearch: schedules near it were searched.
	BySearch
)

// String says it as it follows "replayed".
func (w Way) String() string {
	return [...]string{"", "by its token", "by the names of its choices", "by a search near it"}[w]
}

// Fate is what has become of a stored finding.
type Fate uint8

const (
	// StillThere: the program fails in the same way.
	StillThere Fate = iota + 1
	// Fixed: its schedule was taken, and nothing near it fails in the same way.
	Fixed
	// Inexpressible: the program has not what its schedule speaks of, and nothing near it fails in the same way.
	Inexpressible
)

// String says it as it follows "the finding is".
func (f Fate) String() string {
	return [...]string{"", "still there", "fixed", "no longer to be expressed"}[f]
}

// Rechecked is what [Recheck] found out.
type Rechecked struct {
	Fate       Fate
	Way        Way               // that decided it
	Missed     string            // what could not be taken by names; empty if all could, or the token sufficed
	Executions int               // of the search
	Finding    *minimise.Finding // the failure as it is now, minimised; nil unless StillThere
}

// String says all of it in one line.
func (r *Rechecked) String() string {
	switch {
	case r.Fate == StillThere && r.Way == BySearch:
		return fmt.Sprintf("still there: it cannot be replayed, and a search near it found it in execution %d", r.Executions)
	case r.Fate == StillThere:
		return fmt.Sprintf("still there: replayed %v", r.Way)
	case r.Fate == Fixed:
		return fmt.Sprintf("fixed: replayed %v, it does not fail, nor do %d executions near it", r.Way, r.Executions)
	}
	return fmt.Sprintf("can no longer be expressed: %s; %d executions near it do not show it either", r.Missed, r.Executions)
}

// Recheck looks for a stored finding in the program as it is now: by its token, which suffices if nothing has changed;
// else by the names of its choices; else by a short search of schedules near it. What counts is a failure of the same
// kind. It uses the properties, the limit of steps and the watchdog; the error says that a step blocked for real, or
// that the finding is damaged.
func Recheck(ctx context.Context, of replay.Subject, s *Finding) (*Rechecked, error) {
	cfg, err := s.config()
	if err != nil {
		return nil, err
	}
	cfg.MaxSteps = of.Config.MaxSteps
	c := &rechecker{ctx: ctx, of: of, cfg: cfg, stored: s, runner: sim.NewRunner()}
	var r *Rechecked
	if err := of.Watched(c.runner, func() { r = c.recheck() }); err != nil {
		return nil, err
	}
	if r.Finding != nil {
		return r, minimise.Shrink(ctx, of, r.Finding)
	}
	return r, nil
}

// rechecker looks for one finding.
type rechecker struct {
	ctx    context.Context
	of     replay.Subject
	cfg    sim.Config
	stored *Finding
	runner *sim.Runner
}

func (c *rechecker) recheck() *Rechecked {
	same, f := c.byToken()
	if f != nil {
		return &Rechecked{Fate: StillThere, Way: ByToken, Finding: f}
	}
	rename, missed, f := c.byNames()
	if f != nil {
		return &Rechecked{Fate: StillThere, Way: ByNames, Finding: f}
	}
	r := &Rechecked{Missed: missed}
	r.Executions, r.Finding = c.near(rename)
	switch {
	case r.Finding != nil:
		r.Fate, r.Way = StillThere, BySearch
	case missed != "":
		r.Fate, r.Way = Inexpressible, BySearch
	case same:
		r.Fate, r.Way = Fixed, ByToken
	default:
		r.Fate, r.Way = Fixed, ByNames
	}
	return r
}

// byToken replays the choices by their numbers. It says whether the program has the same choices, and what failed.
func (c *rechecker) byToken() (same bool, f *minimise.Finding) {
	token, err := sim.ParseToken(c.stored.Token)
	if err != nil {
		return false, nil // of an older version: the names remain
	}
	x, diverged := replay.Once(c.runner, c.of.Program, c.cfg, token)
	if diverged != nil {
		return false, nil
	}
	return true, c.failing(x)
}

// byNames takes the turns by their names, in several ways of which each bears more changes. It returns how the objects
// are called now, what could not be done in any way, and what failed.
func (c *rechecker) byNames() (rename map[NamedObject]NamedObject, missed string, f *minimise.Finding) {
	first := c.wordings(nil)[0]
	now, f := c.run(first)
	if f != nil {
		return nil, "", f
	}
	missed = first.unmet()
	rename = renamed(c.stored.Objects, now)
	for _, by := range c.wordings(rename) {
		if _, f = c.run(by); f != nil {
			return rename, "", f
		}
		if missed != "" {
			missed = by.unmet()
		}
	}
	return rename, missed, nil
}

// wording is a scheduler that follows a recording in words.
type wording interface {
	sim.Scheduler
	finish(w *sim.World)
	all(w *sim.World) []NamedObject
	unmet() string
}

// wordings are the ways to go by the words of the finding: by all its turns, strictly and then patiently, and only by its
// switches.
func (c *rechecker) wordings(rename map[NamedObject]NamedObject) []wording {
	a := func() anchors { return newAnchors(c.stored.Values, rename) }
	return []wording{
		&takeTurns{anchors: a(), turns: c.stored.Turns},
		&takeTurns{anchors: a(), turns: c.stored.Turns, patient: true},
		newHoldThreads(a(), c.stored.Turns),
	}
}

// run executes the program. It returns the objects that there were, and what failed.
func (c *rechecker) run(by wording) ([]NamedObject, *minimise.Finding) {
	x := c.runner.Run(c.of.Program, c.cfg, by)
	by.finish(x.World())
	return by.all(x.World()), c.failing(x)
}

// failing is the failure of the kind that is looked for; nil if the execution does not show it.
func (c *rechecker) failing(x *sim.Execution) *minimise.Finding {
	_, failures := sim.Judge(x, c.of.Properties)
	var found *minimise.Finding
	for _, f := range failures {
		if f.Kind != c.stored.Kind || found != nil && f.Where != c.stored.Where {
			continue
		}
		found = &minimise.Finding{
			Kind: f.Kind, Message: f.Message, Where: f.Where, Token: sim.NewToken(c.of.Program, x), Steps: x.Steps,
			Preemptions: x.Preemptions,
		}
	}
	return found
}
