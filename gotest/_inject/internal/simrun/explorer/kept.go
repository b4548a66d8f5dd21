package explorer

import (
	"context"
	"fmt"
	"internal/simhook"
	"os"
	"path/filepath"
	"strings"
	"time"

	"simrun/hooks"
	"simrun/models/golang"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// folder is where the findings of the test are kept, from the folder of its package.
func (e *exploration) folder() string { return stored.Folder("", e.name) }

// owned says whether the package is the user's own: nothing is written to Go's library, the module cache or a vendored
// package.
func (e *exploration) owned() bool {
	here, err := os.Getwd()
	if err == nil {
		here, err = filepath.EvalSymlinks(here)
	}
	here += string(filepath.Separator)
	if err != nil || strings.Contains(filepath.ToSlash(here), "/vendor/") {
		return false
	}
	for _, f := range e.settings.Foreign {
		if f, err := filepath.EvalSymlinks(f); err == nil && strings.HasPrefix(here, f+string(filepath.Separator)) {
			return false
		}
	}
	return true
}

// keep stores a finding of a search, so that the next one looks for it first. That a test waits for what is outside is none.
func (e *exploration) keep(f *scheduler.Finding) string {
	if f.Kind == hooks.OutsideKind {
		return ""
	}
	return e.keepAs(f, filepath.Join(e.folder(), stored.Name(f.Kind, f.Where)+".json"))
}

func (e *exploration) keepAs(f *scheduler.Finding, path string) string {
	if e.settings.NoStore || !e.owned() {
		return ""
	}
	if err := stored.Keep(e.options().Subject(e.program()), f, path); err != nil {
		return "simrun: the finding is not stored: " + report.Plain(err.Error()) + "\n"
	}
	return "simrun: stored as " + filepath.ToSlash(path) + "\n"
}

// recheck looks for the findings that are kept, says what has become of each, and shows those that are still there: then
// there is no search.
func (e *exploration) recheck() (text string, r simhook.Result) {
	if e.settings.NoStore {
		return "", r
	}
	list, err := stored.KeptIn(e.folder())
	if err != nil {
		return failed("%v", err)
	}
	shown := ""
	for _, kept := range list {
		if kept.Scenario != e.program().Name {
			text += "simrun: " + kept.Path + " is of " + report.Plain(kept.Scenario) + ", and is not looked for\n"
			continue
		}
		says, finding, err := e.recheckOne(kept)
		if err != nil {
			return e.given(fmt.Errorf("%s: %w", kept.Path, err))
		}
		text += says
		if finding != "" {
			shown, r.Failed = shown+finding, true
		}
	}
	if r.Failed {
		text += "simrun: no search, because a stored finding is still there\n"
	}
	return text + shown, r
}

// needs are the flags without which a failure of a kind is none.
func (e *exploration) needs(kind string) string {
	switch {
	case kind == golang.LeakKind && !e.settings.Leaks:
		return "--leaks"
	case kind == hooks.RaceKind && !e.settings.Races:
		return "--races"
	}
	return ""
}

// recheckOne looks for one finding, as it was searched. What was found in another way than by its token is stored anew,
// because the test has been edited.
func (e *exploration) recheckOne(kept stored.Kept) (says, finding string, err error) {
	says = "simrun: " + report.Plain(kept.Kind) + " in " + kept.Path + ": "
	if flag := e.needs(kept.Kind); flag != "" {
		return says + "not looked for without " + flag + "\n", "", nil
	}
	as := *e
	as.settings.Take(kept.Params)
	as.settings.Leaks, as.settings.Races = e.settings.Leaks, e.settings.Races // as for the search
	as.clock, _ = sim.ParseClock(kept.Clock)                                  // it was parsed before
	ctx, cancel := context.WithTimeout(context.Background(), e.budgetLeft())
	defer cancel()
	r, err := stored.Recheck(ctx, as.options().Subject(as.program()), kept.Finding)
	if err != nil {
		return "", "", err
	}
	says += report.Plain(r.String()) + "\n"
	if r.Finding == nil {
		return says, "", nil
	}
	if r.Way != stored.ByToken {
		says += as.keepAs(r.Finding, filepath.FromSlash(kept.Path))
	}
	return says, as.show(r.Finding), nil
}

// budgetLeft is what is left of the budget of the test, but at least a tenth of it.
func (e *exploration) budgetLeft() time.Duration {
	return max(e.settings.Budget-time.Since(e.began), e.settings.Budget/10)
}
