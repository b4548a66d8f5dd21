package cli

import (
	"context"
	"path/filepath"

	"simrun/python"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// keep stores a failure, so that the next search looks for it first. Its file goes by what fails and where, not by the
// schedule.
func (t *pythonTest) keep(s *python.Script, o scheduler.Options, f *scheduler.Finding) {
	path := filepath.Join(t.folder(), stored.Name(f.Kind, f.Where)+".json")
	if err := stored.Keep(o.Subject(s.Program()), f, path); err != nil {
		t.a.printf("simrun: the failure is not kept: %v\n", err)
		return
	}
	t.a.printf("simrun: kept as %s\n", filepath.ToSlash(path))
}

// recheck looks for the failures that are kept, says what has become of each, and shows the first that is still there.
func (t *pythonTest) recheck(ctx context.Context) (found bool, err error) {
	if t.noStore {
		return false, nil
	}
	list, err := stored.KeptIn(t.folder())
	if err != nil {
		return false, usagef("%v", err)
	}
	for _, kept := range list {
		if found, err := t.recheckOne(ctx, kept.Path, kept.Finding); found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// recheckOne looks for one, with the variables as operations that were known to be shared when it was kept.
func (t *pythonTest) recheckOne(ctx context.Context, path string, kept *stored.Finding) (found bool, err error) {
	was, _ := python.Recorded(kept.Params)
	o := t.options
	o.Test, o.Shared = t.test, was.Shared
	s, err := t.a.openScript(o, t.path, t.args)
	if err != nil {
		return false, err
	}
	how := patiently
	if kept.Clock == sim.Virtual.String() {
		how = virtually
	}
	options := t.subject(s, how)
	r, err := stored.Recheck(ctx, options.Subject(s.Program()), kept)
	if err != nil {
		return false, stuck(err)
	}
	t.a.printf("simrun: %s in %s: %s\n", report.Plain(kept.Kind), path, report.Plain(r.String()))
	if r.Finding == nil {
		return false, nil
	}
	t.show(&search{Report: &scheduler.Report{}, options: options}, r.Finding)
	return true, &exit{code: exitFailed}
}
