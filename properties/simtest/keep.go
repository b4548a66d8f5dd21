package simtest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/stored"
)

// hash tells findings apart by what failed and where, not by the schedule: found again, it is the same file.
func (s *subject) hash(f *scheduler.Finding) string {
	return stored.Name(s.program.String(), f.Kind, f.Where)
}

// store keeps a finding, so that later runs look for it first.
func (s *subject) store(t testing.TB, f *scheduler.Finding) {
	t.Helper()
	path := filepath.Join(stored.Folder("", t.Name()), s.hash(f)+".json")
	if err := stored.Keep(s.options.search(s.properties).Subject(s.program), f, path); err != nil {
		t.Logf("simtest: the finding is not stored: %v", err)
		return
	}
	t.Logf("simtest: stored as %s", filepath.ToSlash(path))
}

// recheckStored looks for the stored findings of this program, says what has become of each, and returns those that are
// still there.
func (s *subject) recheckStored(t testing.TB) []*scheduler.Finding {
	t.Helper()
	list, err := stored.KeptIn(stored.Folder("", t.Name()))
	if err != nil {
		t.Fatalf("simtest: %v", err)
	}
	var found []*scheduler.Finding
	for _, kept := range list {
		if kept.Scenario == s.program.Name && slices.Equal(kept.Params, s.program.Params) {
			found = append(found, s.recheck(t, kept.Path, kept.Finding)...)
		}
	}
	return found
}

// recheck looks for one stored finding; it returns it if it is still there.
func (s *subject) recheck(t testing.TB, path string, kept *stored.Finding) []*scheduler.Finding {
	t.Helper()
	ctx := s.ctx
	if s.options.Budget > 0 {
		limited, cancel := context.WithTimeout(ctx, s.budgetLeft())
		defer cancel()
		ctx = limited
	}
	r, err := stored.Recheck(ctx, s.options.search(s.properties).Subject(s.program), kept)
	if err != nil {
		t.Fatalf("simtest: %s: %v", path, err)
	}
	t.Logf("simtest: %s in %s: %s", report.Plain(kept.Kind), path, report.Plain(r.String()))
	if r.Finding == nil {
		return nil
	}
	if s.keeps(r.Finding) {
		s.record(r.Finding)
	}
	return []*scheduler.Finding{r.Finding}
}

// artifacts are the files of a finding's folder.
var artifacts = []struct{ name, format string }{
	{"finding.txt", "text"}, {"finding.json", "json"}, {"finding.html", "html"}, {"trace.json", "perfetto"},
}

// writeArtifacts writes the folder of a finding.
func (s *subject) writeArtifacts(t testing.TB, f *scheduler.Finding) {
	t.Helper()
	dir := filepath.Join(t.ArtifactDir(), stored.FileName(f.Kind)+"-"+s.hash(f))
	err := os.MkdirAll(dir, 0o777)
	for _, a := range artifacts {
		var b bytes.Buffer
		if err == nil {
			err = report.Write(&b, s.describe(t.Name(), f), a.format)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, a.name), b.Bytes(), 0o666)
		}
	}
	if err != nil {
		t.Logf("simtest: the files of the finding are not complete: %v", err)
	}
}
