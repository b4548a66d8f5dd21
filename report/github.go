package report

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"simrun/sim"
)

// writeGitHub writes an annotation as a workflow command of GitHub Actions: an error, a warning for what did not come to its
// end, or a notice for what passed.
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func writeGitHub(w io.Writer, f Finding) error {
	f = f.plain()
	var at string
	s := newActors(f.Trace)
	s.cause(f)
	if file, line := s.place(f.Kind); file != "" {
		at = fmt.Sprintf("file=%s,line=%d,", githubProperty(pathOf(f.Trace, file)), line)
	}
	level := "error"
	switch f.Kind {
	case Passed, Inconclusive:
		level, at = "notice", ""
	case CutShort:
		level, at = "warning", ""
	}
	_, err := fmt.Fprintf(w, "::"+level+" %stitle=%s::%s\n", at, githubProperty("simrun: "+f.Title()),
		githubData(strings.TrimSpace(f.short()+"\n"+f.ReplayLine)))
	return err
}

// pathOf is the path of a file within its module, as far as that is known: GitHub shows an annotation beside the line if
// the module is at the root of the repository, or the working directory for a script.
func pathOf(t *sim.Trace, file string) string {
	for _, f := range t.Files {
		if f.Name == file {
			if here, err := os.Getwd(); err == nil && filepath.IsAbs(f.Folder) {
				if from, err := filepath.Rel(here, filepath.Join(f.Folder, file)); err == nil && filepath.IsLocal(from) {
					return filepath.ToSlash(from)
				}
			}
			return path.Join(f.Folder, file)
		}
	}
	return file
}

// short is the cause in one paragraph.
func (f Finding) short() string { return plain(strings.Join(Cause(f), " ")) }

// place is the line that a finding is best shown at: where an exception was raised or a thread waits, if that is what it is
// about; or the last line of the program that ran and that the cause speaks of, if it speaks of any.
func (s *scene) place(kind string) (file string, line int) {
	raised, stuck := strings.Contains(kind, "exception"), kind == "deadlock"
	for _, r := range s.Raised {
		if r.File != "" && (raised || !stuck && len(s.cited) == 0) {
			return r.File, r.Line
		}
	}
	if s.End == sim.Deadlock && (stuck || len(s.cited) == 0) {
		groups := s.groups()
		for _, g := range groups {
			if g.File != "" && !s.follows(g) {
				return g.File, g.Line
			}
		}
	}
	for i := len(s.Events) - 1; i >= 0; i-- {
		if s.Events[i].File != "" && (len(s.cited) == 0 || s.cited[i]) {
			return s.Events[i].File, s.Events[i].Line
		}
	}
	return "", 0
}

var githubEscapes = []string{"%", "%25", "\r", "%0D", "\n", "%0A"}

func githubData(s string) string { return strings.NewReplacer(githubEscapes...).Replace(s) }

func githubProperty(s string) string {
	return strings.NewReplacer(append(githubEscapes, ":", "%3A", ",", "%2C")...).Replace(s)
}
