package simtest

import (
	"testing"

	"simrun/scheduler"
	"simrun/sim"
)

// replayed runs the token of -simrun.replay, if there is one, and says whether it did.
func (s *subject) replayed(t testing.TB) bool {
	t.Helper()
	if *replayFlag == "" {
		return false
	}
	token, err := sim.ParseToken(*replayFlag)
	if err != nil {
		t.Fatalf("simtest: -simrun.replay: %v", err)
	}
	if token.Scenario != s.program.Name {
		t.Logf("simtest: the token is of %s, so %s is not replayed", token.Scenario, s.program.Name)
		return true
	}
	replay := scheduler.NewReplayOf(token)
	replay.Begin(0)
	cfg := token.Config()
	cfg.MaxSteps = s.options.Steps
	x := s.run(cfg, replay)
	replay.End(x)
	if d := replay.Diverged(); d != nil {
		t.Fatalf("simtest: %v; the program is not the one that was recorded", d)
	}
	verdict, failures := sim.Judge(x, s.properties)
	if verdict != sim.Failed {
		t.Logf("simtest: the replay %v", verdict)
		return true
	}
	for _, f := range failures {
		found := s.finding(x, f)
		s.shrink(found)
		s.show(t.Output(), t.Name(), found)
	}
	t.FailNow()
	return true
}
