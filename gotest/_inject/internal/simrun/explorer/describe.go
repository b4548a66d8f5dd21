package explorer

import (
	"fmt"
	"internal/simhook"
	"os"
	"path/filepath"
	"slices"

	"simrun/hooks"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// describe says what a search has seen.
func (e *exploration) describe(r *scheduler.Report) (string, simhook.Result) {
	if len(r.Findings) > 0 {
		text := ""
		for _, f := range r.Findings {
			doubt, shows := e.confirm(f)
			if !shows {
				return failed("%s cannot be searched: %s was found, but in a new process its schedule does not show it%s", e.name, f.Kind, e.suspects())
			}
			text += doubt + collects() + e.keep(f) + e.show(f)
		}
		return text, simhook.Result{Failed: true}
	}
	if r.CutShort() || r.Executions == 0 && e.cut { // none has passed
		return failed("%s cannot be searched: %s", e.name, e.endless(r))
	}
	text := "simrun: " + e.extent(r) + "\n" + e.limits(r) + e.print.line()
	switch {
	case e.settings.Exhaustive && !r.Exhausted:
		return text + "simrun: not exhaustive: a larger --budget or --executions may see the rest\n", simhook.Result{Failed: true}
	case e.settings.Exhaustive && hooks.Changed != "":
		return text + "simrun: not exhaustive: a file that was there before is not put back; t.TempDir has a folder for each execution\n", simhook.Result{Failed: true}
	case e.settings.Exhaustive && hooks.InC:
		return text + "simrun: not exhaustive: what C does is not seen; a fake in its place is\n", simhook.Result{Failed: true}
	}
	return text, simhook.Result{}
}

// fingerprint is a number of what executions did, in their order. It stands as a property because those see each execution.
type fingerprint uint64

func (*fingerprint) Name() string { return "fingerprint" }

func (p *fingerprint) Check(x *sim.Execution) *sim.Failure {
	*p = fingerprint(sim.Mix(uint64(*p) ^ x.Fingerprint))
	return nil
}

// line says it; it is empty if it was not asked for.
func (p *fingerprint) line() string {
	if *p == 0 {
		return ""
	}
	return fmt.Sprintf("simrun: fingerprint %016x\n", uint64(*p))
}

// extent says how much a search saw that found nothing.
func (e *exploration) extent(r *scheduler.Report) string {
	n := sim.Count(r.Executions, "execution")
	switch {
	case r.Exhausted && hooks.Changed != "":
		return fmt.Sprintf("no failure found in %s, which are all orders of its operations, but a file that was there before is not put back: %s", n, hooks.Changed)
	case r.Exhausted && hooks.InC:
		return fmt.Sprintf("no failure found in %s, which are all orders of its operations, but it calls C, and what that does is not seen, nor put back", n)
	case r.Exhausted:
		text := "there is no failure in any order of its operations: " + n
		if e.clock == sim.Virtual && hooks.Timed {
			text += ", where time passes only while nothing else can go on"
		}
		if random := hooks.Random(); random != "" && e.settings.Inputs > 1 {
			text += fmt.Sprintf(", with %s of %d seeds", random, e.settings.Inputs)
		} else if random != "" {
			text += fmt.Sprintf(", with %s of seed %d, and no others (--inputs tries more)", random, e.settings.Seed)
		}
		if e.settings.Races {
			return text + " (data races are looked for in modules, and in some packages of Go's library)"
		}
		return text + " (data races are not looked for: --races does)"
	case r.Executions == 0:
		return "not searched: the budget was over when the test had been executed three times, to see whether it repeats: a larger --budget allows it"
	}
	text := "no failure found in " + n + fmt.Sprintf(" (%s, seed %d)", r.Strategy, r.Seed)
	if r.Truncated > 0 {
		text += fmt.Sprintf("; %d of them were cut short by the limit of %s, and say nothing", r.Truncated, sim.Count(e.settings.Steps, "step"))
	}
	return text
}

// collects says that what waits for the garbage collector waits for ever.
func collects() string {
	if !hooks.Collects {
		return ""
	}
	return "simrun: runtime.GC does nothing while a test is executed: finalizers and cleanups do not run, and weak pointers stay\n"
}

// limits says what the search did not see.
func (e *exploration) limits(r *scheduler.Report) string {
	text := ""
	if r.Sharing != nil {
		text += "simrun: the schedules that were left out may differ: " + report.Plain(r.Sharing.Message) + "\n"
	}
	if e.left != "" {
		text += "simrun: blocked for ever when the test has returned, which is a failure with --leaks: " + report.Plain(e.left) + "\n"
	}
	text += collects()
	if e.setUp {
		text += "simrun: the first execution was not as those after it, as where Go's library sets something up once: only these were searched\n"
	}
	if list := e.changedVariables(); list != "" {
		text += "simrun: put back before each execution: " + list
		if short != "" {
			text += "; what package variables point to is not all put back: " + short
		}
		text += "\n"
	}
	return text
}

// withFolders is the trace with the texts of its lines, from the folder of the package and the others that it knows.
func withFolders(t *sim.Trace) *sim.Trace {
	if t == nil {
		return nil
	}
	here, err := os.Getwd()
	if err != nil {
		return t
	}
	known := *t
	known.Files = slices.Clone(t.Files)
	for i := range known.Files {
		f := &known.Files[i]
		if _, err := os.Stat(filepath.Join(here, f.Name)); f.Folder == "" && err == nil {
			f.Folder = here
		}
	}
	return report.WithLines(&known)
}
