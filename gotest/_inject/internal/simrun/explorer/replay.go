package explorer

import (
	"internal/simhook"
	"strings"

	"simrun/hooks"
	"simrun/report"
	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// What is said of a token that does not show what was found.
const (
	isAnother = "the test is not what it was when the token was made: search again"
	showsNone = "the recorded execution "
)

// replay executes what a token records, and shows it. What the program prints is printed. If that shows nothing it is done again when the
// test has been executed once, as it had been when it was searched: Go's library may have had something to set up. More often would not do:
// the third execution was as the second one, but what comes of those after it may be what they have left.
func (e *exploration) replay() (string, simhook.Result) {
	token, err := sim.ParseToken(e.settings.Replay)
	if err != nil {
		return failed("--replay: %v", err)
	}
	p := e.program()
	if token.Scenario != p.Name {
		return "simrun: the token is of " + token.Scenario + "; this is " + p.Name + "\n", simhook.Result{Skipped: true}
	}
	e.clock, e.settings.Seed = token.Clock, token.Seed
	runner := sim.NewRunner()
	defer runner.Close()
	var text string
	r, shown := simhook.Result{}, false
	err = runner.Watchdog(replay.DefaultWatchdog, func() {
		if text, r, shown = e.replayOnce(runner, p, token); shown {
			return
		}
		e.carriesOn(runner)
		if again, result, shown := e.replayOnce(runner, p, token); shown {
			text, r = again, result
		}
	})
	if err != nil {
		return e.given(err)
	}
	return text, r
}

// replayOnce says what a token shows, and whether that is a failure.
func (e *exploration) replayOnce(runner *sim.Runner, p sim.Program, token sim.Token) (text string, r simhook.Result, shown bool) {
	cfg := e.config()
	cfg.Record, cfg.Fingerprint = true, true
	simhook.T.Prints = true
	x, d := replay.Once(runner, p, cfg, token)
	simhook.T.Prints = false
	verdict, failures := sim.Judge(x, e.properties())
	switch {
	case d != nil:
		text, r = failed("%v: "+isAnother, d)
	case verdict != sim.Failed:
		text = "simrun: " + showsNone + verdict.String() + "\n"
	default:
		r.Failed, shown = true, true
		for _, f := range failures { // the one that was found is among them
			text += e.show(&scheduler.Finding{
				Kind: f.Kind, Message: f.Message, Where: f.Where, Token: sim.NewToken(p, x), Steps: x.Steps,
				Preemptions: x.Preemptions, Trace: x.Trace,
			})
		}
	}
	return text, r, shown
}

// show is a finding as package report shows it.
func (e *exploration) show(f *scheduler.Finding) string {
	r := report.Finding{
		Scenario: e.name, Kind: f.Kind, Message: f.Message, Where: f.Where, Token: f.Token.String(), Seed: f.Token.Seed,
		Steps: f.Steps, Preemptions: f.Preemptions, Unfinished: f.Unfinished, Fewest: f.Fewest, FirstExecution: f.FirstExecution,
		Trace: withFolders(f.Trace), Why: f.Why, Passing: withFolders(f.Passing), Likely: e.likely(f),
	}
	r.ReplayLine = e.settings.Self + " gotest --replay=" + r.Token + " " + importPath() + " -run '^" + e.name + "$'"
	var b strings.Builder
	if err := report.Text(&b, r, report.Options{}); err != nil {
		return "simrun: " + err.Error() + "\n"
	}
	return b.String()
}

// likely is how often random switching shows the finding. That is only known where time makes no difference.
func (e *exploration) likely(f *scheduler.Finding) string {
	if hooks.Timed {
		return ""
	}
	return f.LikelyText()
}
