package simtest

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"testing"

	"simrun/internal/textfile"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/stored"
	"simrun/sim"
)

// replayed replays what -simrun.replay says, if it says anything, and says whether it does: then there is no search. A
// token, or a file with one, is replayed as it is; a file with a stored finding bears an edit of the program.
func (s *subject) replayed(t testing.TB) bool {
	t.Helper()
	if *replayFlag == "" {
		return false
	}
	text := *replayFlag
	if !textfile.LooksLikeToken(text) {
		data, err := os.ReadFile(text)
		if errors.Is(err, fs.ErrNotExist) {
			t.Fatalf("simtest: -simrun.replay: %q is not a simrun token (it does not begin with s1.), and there is no such file in the folder of the package", text)
		}
		if err == nil {
			data, err = textfile.Plain(data)
		}
		if data = bytes.TrimSpace(data); err == nil && bytes.HasPrefix(data, []byte("{")) {
			s.replayStored(t, data)
			return true
		}
		if err == nil {
			text, err = textfile.Token(string(data))
		}
		if err != nil {
			t.Fatalf("simtest: -simrun.replay: %s: %v: want a token, which begins with s1., or a file with one or with a stored finding", *replayFlag, err)
		}
	}
	token, err := sim.ParseToken(text)
	if err != nil {
		t.Fatalf("simtest: -simrun.replay: %v", err)
	}
	s.replayToken(t, token)
	return true
}

// replayStored looks for a stored finding.
func (s *subject) replayStored(t testing.TB, data []byte) {
	t.Helper()
	stored, err := stored.Parse(data)
	if err != nil {
		t.Fatalf("simtest: -simrun.replay: %v", err)
	}
	if s.isOf(t, stored.Scenario) {
		if found := s.recheck(t, *replayFlag, stored); len(found) > 0 {
			s.show(t.Output(), t.Name(), found...)
			t.FailNow()
		}
	}
}

// isOf says whether a recording is of this program: a test may have several.
func (s *subject) isOf(t testing.TB, scenario string) bool {
	t.Helper()
	if scenario != s.program.Name {
		t.Logf("simtest: the recording is of %s, so %s is not replayed", report.Plain(scenario), report.Plain(s.program.Name))
		return false
	}
	return true
}

// replayToken executes exactly what a token records.
func (s *subject) replayToken(t testing.TB, token sim.Token) {
	t.Helper()
	if !s.isOf(t, token.Scenario) {
		return
	}
	replay := replay.Of(token)
	replay.Begin(0)
	cfg := token.Config()
	cfg.MaxSteps = cmp.Or(token.Steps, s.options.Steps)
	x := s.run(cfg, replay)
	replay.End(x)
	if d := replay.Diverged(); d != nil {
		t.Fatalf("simtest: %s; the program is not the one that was recorded: replay the stored finding, which bears an edit, or search again", report.Plain(d.Error()))
	}
	verdict, failures := s.judged(x)
	if verdict != sim.Failed {
		t.Logf("simtest: the recorded execution %v", verdict)
		return
	}
	var found []*scheduler.Finding
	for _, f := range failures {
		found = append(found, s.finding(x, f))
	}
	for _, f := range found { // the world is gone with the first of these
		s.shrink(f)
	}
	s.show(t.Output(), t.Name(), found...)
	t.FailNow()
}
