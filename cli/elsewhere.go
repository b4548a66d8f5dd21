package cli

import (
	"context"
	"fmt"

	"simrun/python"
	"simrun/scheduler"
	"simrun/scheduler/minimise"
	"simrun/sim"
)

// elsewhere is where else a finding of a script can show.
type elsewhere struct {
	by      map[python.GIL]minimise.Sought // with the rule of each GIL that it was looked for by, or is known of
	early   string                         // the timeout that is over in its schedule while something else can happen; empty if none is
	virtual minimise.Sought                // under the virtual clock, if one is
}

// dataRace is the kind that is no failure of what happens, but of what may happen at once.
const dataRace = "data-race"

// settle confirms the findings of a search of a script, and looks where else they can show. Of other programs there is nothing to say.
func (a *app) settle(ctx context.Context, p sim.Program, o scheduler.Options, r *scheduler.Report) (map[*scheduler.Finding]*elsewhere, error) {
	script := a.scriptOf(p)
	if script == nil {
		return nil, nil
	}
	early, err := a.confirm(ctx, script, o, r)
	if err != nil {
		return nil, err
	}
	return lookElsewhere(ctx, script, o, r, early)
}

// lookElsewhere says of the first mostFindings findings of a script under which other GILs and clocks they can show. Where that does not
// follow from the schedule, a bounded search for the finding decides. A finding at which ctx ended is left out. The error says that the
// script blocks for real.
func lookElsewhere(ctx context.Context, script *python.Script, o scheduler.Options, r *scheduler.Report, early map[*scheduler.Finding]string) (map[*scheduler.Finding]*elsewhere, error) {
	all := map[*scheduler.Finding]*elsewhere{}
	for _, f := range r.Findings[:min(len(r.Findings), mostFindings)] {
		l := look{ctx: ctx, script: script, o: o, r: r, f: f, found: &elsewhere{by: map[python.GIL]minimise.Sought{}, early: early[f]}}
		l.rules()
		l.clock()
		if l.err != nil {
			return nil, stuck(l.err)
		}
		if ctx.Err() == nil {
			all[f] = l.found
		}
	}
	return all, nil
}

// look is the look for one finding.
type look struct {
	ctx    context.Context
	script *python.Script
	o      scheduler.Options
	r      *scheduler.Report
	f      *scheduler.Finding
	found  *elsewhere
	err    error
}

// rules says under which GILs the finding shows, from the one that switches least to the one that switches most. Each has all schedules of
// those before it: what shows under one shows under all that follow, and what cannot show under one cannot under those before it.
func (l *look) rules() {
	weakest, call := l.f.Weakest, python.GIL310
	if weakest == 0 {
		weakest = l.f.Token.Switching
	}
	if rule := l.script.Rule(); rule == python.GIL314 || rule == python.Free {
		call = python.GIL314 // the one that the mode call stands for
	}
	shows := python.GIL310 // the first that does, as far as is known
	switch {
	case weakest == sim.Call:
		shows = call
	case weakest == sim.Bytecode:
		shows = python.GIL39
	}
	by := l.found.by
	if l.f.Needed && weakest == sim.Bytecode && l.r.Sharing == nil {
		by[call] = minimise.Sought{Covered: true}
	}
	shown := false
	for _, rule := range python.GILs {
		if shown = shown || rule == shows; shown {
			by[rule] = minimise.Sought{Shown: true}
		}
	}
	for _, rule := range []python.GIL{python.GIL314, python.GIL310} { // the one with more schedules first
		if _, known := by[rule]; !known {
			by[rule] = l.seek(rule, l.f.Token.Clock)
		}
		if by[rule].Covered {
			by[python.GIL310] = by[rule]
		}
		if by[rule].Shown {
			by[python.GIL314] = by[rule]
		}
	}
}

// clock says whether it shows under the virtual clock, if its schedule has a timeout that is early.
func (l *look) clock() {
	if l.found.early != "" {
		l.found.virtual = l.seek(l.script.Rule(), sim.Virtual)
	}
}

// seek looks for it by another rule, or under another clock.
func (l *look) seek(rule python.GIL, clock sim.Clock) minimise.Sought {
	if l.err != nil {
		return minimise.Sought{}
	}
	o := l.o
	o.Config = l.f.Token.Config()
	o.Config.MaxSteps, o.Config.Livelock, o.Config.Fingerprint = l.o.Config.MaxSteps, l.o.Config.Livelock, true
	program, switching := l.script.By(rule)
	if clock == o.Config.Clock {
		o.Config.Switching = switching
	}
	o.Config.Clock = clock
	var sought minimise.Sought
	sought, l.err = minimise.Seek(l.ctx, l.o.Subject(l.script.Recorded(l.f.Token, false)), o.Subject(program), l.f)
	sought.Covered = sought.Covered && l.r.Sharing == nil
	return sought
}

// words are what it says, in sentences.
func (e *elsewhere) words(kind string) string {
	if e == nil {
		return ""
	}
	text := e.versions()
	if kind == dataRace {
		text = "The two accesses can take place at the same time only without a GIL."
	}
	if e.early == "" {
		return text
	}
	text += fmt.Sprintf(" Here %s. Under --clock virtual, where time passes as the script says, ", e.early)
	switch {
	case e.virtual.Shown:
		return text + "it shows, too."
	case e.virtual.Covered:
		return text + "no schedule shows it: every one was tried."
	}
	return text + "it was not seen in " + plural(e.virtual.Executions, "execution") + "."
}

// versions says which versions can show it.
func (e *elsewhere) versions() string {
	before, with := e.by[python.GIL310], e.by[python.GIL314]
	const from = "By where threads may switch it can show "
	switch {
	case before.Shown:
		return from + "in every CPython, with and without a GIL."
	case with.Shown && before.Covered:
		return from + "up to CPython 3.9, from 3.14 on and without a GIL; not in 3.10 to 3.13: every schedule was tried that their GIL has."
	case with.Shown:
		return from + "up to CPython 3.9, from 3.14 on and without a GIL; as in 3.10 to 3.13 it was not seen in " + plural(before.Executions, "execution") + "."
	case with.Covered:
		return from + "up to CPython 3.9 and without a GIL; not since 3.10: every schedule was tried that a later GIL has."
	}
	text := from + "up to CPython 3.9 and without a GIL; "
	if before.Covered {
		text += "not in 3.10 to 3.13: every schedule was tried that their GIL has"
	} else {
		text += "as in 3.10 to 3.13 it was not seen in " + plural(before.Executions, "execution")
	}
	return text + ", and as from 3.14 on not in " + thousands(with.Executions) + "."
}

// soughtJSON is what came of one look.
type soughtJSON struct {
	GIL        string `json:"gil,omitempty"`
	Shows      string `json:"shows"` // yes, no (every schedule was tried), or not seen
	Executions int    `json:"executions"`
}

// jsonOf is a look with the rule that it was about, if it was about one.
func jsonOf(rule python.GIL, s minimise.Sought) soughtJSON {
	shows := "not seen"
	switch {
	case s.Shown:
		shows = "yes"
	case s.Covered:
		shows = "no"
	}
	return soughtJSON{string(rule), shows, s.Executions}
}

// json has all of it.
func (e *elsewhere) json(kind string) (rules []soughtJSON, virtual *soughtJSON) {
	if e == nil {
		return nil, nil
	}
	for _, rule := range python.GILs {
		if s, known := e.by[rule]; known && kind != dataRace {
			rules = append(rules, jsonOf(rule, s))
		}
	}
	if e.early != "" {
		v := jsonOf("", e.virtual)
		virtual = &v
	}
	return rules, virtual
}
