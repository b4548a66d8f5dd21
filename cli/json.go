package cli

import (
	"bytes"
	"cmp"
	"encoding/json"

	"simrun/properties/catalog"
	"simrun/report"
	"simrun/scheduler"
	"simrun/sim"
)

// The objects that --json prints. The long help of each command documents the names; fields may be added, and none is
// renamed. A list is never null.

type executionJSON struct {
	Scenario       string            `json:"scenario"`
	Params         map[string]string `json:"params"`
	Strategy       string            `json:"strategy"`
	Seed           uint64            `json:"seed"`
	Switching      string            `json:"switching"`
	Clock          string            `json:"clock"`
	Verdict        string            `json:"verdict"`
	End            string            `json:"end"`
	Steps          int               `json:"steps"`
	Preemptions    int               `json:"preemptions"`
	VirtualSeconds float64           `json:"virtual_seconds"`
	ExitCode       int               `json:"exit_code"`
	Log            []logLine         `json:"log"`
	Observations   map[string]any    `json:"observations"`
	Findings       []findingJSON     `json:"findings"`
	Token          string            `json:"token"`
	Diverged       *divergedJSON     `json:"diverged,omitempty"`
}

type findingJSON struct {
	Kind           string `json:"kind"`
	Message        string `json:"message"`
	Where          string `json:"where"`
	Token          string `json:"token"`
	Steps          int    `json:"steps"`
	Preemptions    int    `json:"preemptions"`
	FirstExecution int    `json:"first_execution"`    // from 0
	Unfinished     bool   `json:"unfinished"`         // the search for a smaller schedule was cut short
	Fewest         bool   `json:"fewest_preemptions"` // it is proved that fewer preemptions do not show it
	Weakest        string `json:"weakest_switching"`  // the weakest mode in which it was found
	Needed         bool   `json:"switching_needed"`   // it is proved that no weaker mode shows it
	Why            string `json:"why"`                // what makes the difference to the nearest schedule that passes
	Likely         string `json:"likely"`             // how likely it is, in a sentence
	Replay         string `json:"replay"`             // the command

	Elsewhere string       `json:"elsewhere,omitempty"`     // where else it can show, in sentences
	GIL       []soughtJSON `json:"gil,omitempty"`           // by the rule of each
	Virtual   *soughtJSON  `json:"virtual_clock,omitempty"` // if a timeout is early in its schedule
}

type divergedJSON struct {
	Choice    int    `json:"choice"`
	Recorded  int    `json:"recorded"`
	Found     int    `json:"found"`
	Thread    string `json:"thread"`
	Operation string `json:"operation"`
}

type outcomeJSON struct {
	Verdict      string         `json:"verdict"`
	Kind         string         `json:"kind"`
	Observations map[string]any `json:"observations"`
	Others       bool           `json:"others"` // outcomes that are not kept one by one: they differ in what was observed
	Count        int            `json:"count"`
	Token        string         `json:"token"`
}

// estimateJSON is what a random search says about what it has not seen.
type estimateJSON struct {
	FailureAtMost float64 `json:"failure_probability_at_most"` // with 95 % confidence; 0 if there is a finding
	Traces        float64 `json:"distinct_traces"`
	NewTrace      float64 `json:"new_trace_probability"`
}

// sharingKind is what it is called, where a kind of failure is, that a program shares something past the models.
const sharingKind = "sharing"

// sharingJSON is what threads share past the models.
type sharingJSON struct {
	Message string   `json:"message"`
	Lines   []string `json:"lines"`
	Tokens  []string `json:"tokens"` // of two executions with the same trace that do not end alike; none if they do not repeat
}

type exploreJSON struct {
	Scenario       string            `json:"scenario"`
	Params         map[string]string `json:"params"`
	Strategy       string            `json:"strategy"`
	Seed           uint64            `json:"seed"`
	Switching      string            `json:"switching"`
	Clock          string            `json:"clock"`
	Workers        int               `json:"workers"`
	Verdict        string            `json:"verdict"`
	Executions     int               `json:"executions"`
	Truncated      int               `json:"truncated"` // at the limit of steps
	Livelocks      int               `json:"livelocks"` // that ended by one
	Redundant      int               `json:"redundant"`
	Exhausted      bool              `json:"exhausted"`
	Rounds         int               `json:"exhausted_rounds"` // of polling; 0 unless only up to these everything was tried
	Interrupted    bool              `json:"interrupted"`
	DistinctTraces int               `json:"distinct_traces"`
	DistinctLogs   int               `json:"distinct_logs"`
	TracesAtLeast  bool              `json:"distinct_traces_at_least"` // there were more than are kept, and the number is a lower bound
	LogsAtLeast    bool              `json:"distinct_logs_at_least"`
	Outcomes       []outcomeJSON     `json:"outcomes"`
	Findings       []findingJSON     `json:"findings"`
	Estimate       *estimateJSON     `json:"estimate"` // null unless the strategy draws its choices
	Unchecked      []string          `json:"unchecked"`
	Sharing        *sharingJSON      `json:"sharing"` // null unless the program shares something past the models
	Unsaved        string            `json:"unsaved"` // why the checkpoint could not be written; empty if it was, or none was asked for
	Elapsed        float64           `json:"elapsed_seconds"`
}

// writeJSON prints one object.
func (a *app) writeJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := a.stdout.Write(report.PlainJSON(b.Bytes()))
	return err
}

func (a *app) executionJSON(e *execution) executionJSON {
	v := executionJSON{
		Scenario: e.program.Name, Params: paramsJSON(e.program.Params), Strategy: e.strategy, Seed: e.cfg.Seed,
		Switching: e.cfg.Switching.String(), Clock: e.cfg.Clock.String(), Verdict: e.verdict.String(), End: e.end.String(),
		Steps: e.steps, Preemptions: e.preemptions, VirtualSeconds: e.now.Seconds(), ExitCode: e.exitCode,
		Log: append([]logLine{}, e.log...), Observations: observationsJSON(e.observed), Findings: []findingJSON{},
		Token: e.token.String(),
	}
	for _, f := range e.failures {
		v.Findings = append(v.Findings, findingJSON{
			Kind: f.Kind, Message: f.Message, Where: f.Where, Token: v.Token, Steps: e.steps, Preemptions: e.preemptions,
			Weakest: v.Switching, Replay: a.replayLine(e),
		})
	}
	if d := e.diverged; d != nil {
		v.Diverged = &divergedJSON{d.Choice, d.Recorded, d.Found, d.Thread, d.Op}
	}
	return v
}

func (a *app) exploreJSON(s *search) exploreJSON {
	r, cfg := s.Report, s.Config
	v := exploreJSON{
		Scenario: r.Program.Name, Params: paramsJSON(r.Program.Params), Strategy: r.Strategy, Seed: r.Seed,
		Switching: cfg.Switching.String(), Clock: cfg.Clock.String(), Workers: s.options.Workers, Verdict: r.Verdict().String(),
		Executions: r.Executions, Truncated: r.Truncated, Livelocks: r.Livelocks, Redundant: r.Redundant, Exhausted: r.Exhausted, Rounds: r.Rounds,
		Interrupted: s.interrupted, DistinctTraces: r.DistinctTraces, DistinctLogs: r.DistinctLogs,
		TracesAtLeast: r.TracesAtLeast, LogsAtLeast: r.LogsAtLeast,
		Outcomes: []outcomeJSON{}, Findings: []findingJSON{}, Unchecked: append([]string{}, s.unchecked...), Elapsed: r.Elapsed.Seconds(),
	}
	if e := r.Estimate; e != nil {
		v.Estimate = &estimateJSON{e.Bound, e.Traces, e.NewTrace}
	}
	if h := r.Sharing; h != nil {
		v.Sharing = &sharingJSON{h.Message, append([]string{}, h.Lines...), []string{}}
		if len(h.One.Schedule) > 0 {
			v.Sharing.Tokens = append(v.Sharing.Tokens, h.One.String(), h.Other.String())
		}
	}
	if r.Unsaved != nil {
		v.Unsaved = r.Unsaved.Error()
	}
	for _, o := range r.Outcomes {
		v.Outcomes = append(v.Outcomes, outcomeJSON{o.Verdict.String(), o.Kind, observationsJSON(o.Observed), o.Others, o.Count, o.Token().String()})
	}
	for _, f := range r.Findings {
		also := s.elsewhere[f]
		rules, virtual := also.json(f.Kind)
		v.Findings = append(v.Findings, findingJSON{
			Kind: f.Kind, Message: f.Message, Where: f.Where, Token: f.Token.String(), Steps: f.Steps,
			Preemptions: f.Preemptions, FirstExecution: f.FirstExecution, Unfinished: f.Unfinished, Fewest: f.Fewest, Weakest: weakest(f), Needed: f.Needed,
			Replay: a.replayFinding(s, f), Why: f.Why, Likely: f.LikelyText(),
			Elsewhere: also.words(f.Kind), GIL: rules, Virtual: virtual,
		})
	}
	return v
}

// known is a switching mode; empty if nobody looked for the weakest one.
func known(s sim.Switching) string {
	if s == 0 {
		return ""
	}
	return s.String()
}

// weakest is the weakest switching mode in which the finding was found; nobody looked for a weaker one if it was not
// minimised.
func weakest(f *scheduler.Finding) string {
	if f.Weakest == 0 {
		return f.Token.Switching.String()
	}
	return f.Weakest.String()
}

func listJSON(entries []catalog.Entry) any {
	type paramJSON struct {
		Name    string   `json:"name"`
		Default string   `json:"default"`
		Help    string   `json:"help"`
		Allowed []string `json:"allowed"`
		Min     int      `json:"min"`
		Max     int      `json:"max"`
	}
	type expectedJSON struct {
		Kinds []string `json:"kinds"`
		Note  string   `json:"note"`
	}
	type scenarioJSON struct {
		Name     string       `json:"name"`
		Group    string       `json:"group"`
		Summary  string       `json:"summary"`
		Params   []paramJSON  `json:"params"`
		Expected expectedJSON `json:"expected"`
		Mode     string       `json:"switching"`
	}
	list := []scenarioJSON{}
	for _, e := range entries {
		s := scenarioJSON{e.Name, e.Group, e.Summary, []paramJSON{}, expectedJSON{append([]string{}, e.Expected.Kinds...), e.Expected.Note},
			cmp.Or(e.Switching, sim.Call).String()}
		for _, p := range e.Params {
			s.Params = append(s.Params, paramJSON{p.Name, p.Default, p.Help, append([]string{}, p.Allowed...), p.Min, p.Max})
		}
		list = append(list, s)
	}
	return map[string]any{"scenarios": list}
}

func paramsJSON(params []sim.Param) map[string]string {
	m := map[string]string{}
	for _, p := range params {
		m[p.Name] = p.Value
	}
	return m
}

func observationsJSON(list []sim.Observation) map[string]any {
	m := map[string]any{}
	for _, o := range list {
		m[o.Name] = o.Value
	}
	return m
}
