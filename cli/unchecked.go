package cli

import (
	"strings"

	"simrun/properties"
	"simrun/python"
	"simrun/scheduler"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// uncheckedOf is what a search of a script did not look at, made of the list that holds for every program. Whoever writes a script cannot
// ask for a property in Go: where Python has a way to say the same, that one is named, and the others are left out.
func uncheckedOf(s *python.Script, list []string) []string {
	var out []string
	for _, what := range list {
		if text, is := strings.CutSuffix(what, "(properties.NoItemLeft)"); is {
			out = append(out, text+"(at_exit in "+python.CheckFile+")")
		}
	}
	return append(out, s.Unlooked()...)
}

// ofTimes is what no search looks at: which times a program may be told when it asks. A sleep may be over at any point, and what it is
// told follows from that; how long all else takes is not varied.
const ofTimes = "what depends on how late it is when the program asks for the time"

// uncheckedBy names what a search without a finding did not look at; one execution shows what the program has, and whether it has
// one thread alone.
func (a *app) uncheckedBy(p sim.Program, o scheduler.Options) (list []string, alone bool, err error) {
	r := sim.NewRunner()
	by, err := scheduler.New("run-to-block", o.Seed)
	if err != nil {
		return nil, false, err
	}
	cfg := o.Config
	cfg.MaxSteps = min(cfg.MaxSteps, exploreSteps) // a program that does not end has made its objects by then
	timed := false
	err = r.Watchdog(a.watchdog, func() {
		strategy.BeginFirst(by, r, p, cfg)
		x := r.Run(p, cfg, by)
		list, timed, alone = properties.Unchecked(x, o.Properties), x.World().AskedNow(), len(x.World().Threads()) == 1
	})
	if err != nil {
		return nil, false, stuck(err)
	}
	r.Close()
	if s := a.scriptOf(p); s != nil {
		list, timed = uncheckedOf(s, list), timed || s.Asked()
	}
	if timed {
		list = append(list, ofTimes)
	}
	return list, alone, nil
}

// writeUnchecked says so in a line.
func (a *app) writeUnchecked(list []string) {
	if len(list) > 0 {
		a.printf("Not looked at: %s.\n", strings.Join(list, ", "))
	}
}
