package stored

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"simrun/scheduler/minimise"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// Version is that of the format of [Finding].
const Version = 1

// Finding is a finding as it is kept in a file: its token, and the same choices in words, so that it can be looked for
// again when the program has been edited. [Store] makes it and [Recheck] uses it.
type Finding struct {
	Version     int           `json:"version"`
	Scenario    string        `json:"scenario"`
	Params      []sim.Param   `json:"params,omitempty"`
	Kind        string        `json:"kind"`
	Message     string        `json:"message"`
	Where       string        `json:"where,omitempty"`
	Steps       int           `json:"steps"`
	Preemptions int           `json:"preemptions"`
	Token       string        `json:"token"`
	Switching   string        `json:"switching"`
	Clock       string        `json:"clock"`
	StepCost    int64         `json:"step_cost"` // virtual nanoseconds
	Seed        uint64        `json:"seed"`      // of the program's own random numbers
	Turns       []Turn        `json:"turns"`
	Values      []NamedValue  `json:"values,omitempty"`
	Objects     []NamedObject `json:"objects"` // threads, then objects, in the order in which they were made
}

// Store puts a finding of the program into words, by running its schedule once more. The error says that the program
// does not repeat: it depends on something that the simulator does not control; or is that of [sim.Runner.Watchdog].
func Store(of replay.Subject, f *minimise.Finding) (s *Finding, err error) {
	r := sim.NewRunner()
	if stuck := of.Watched(r, func() { s, err = store(r, of, f) }); stuck != nil {
		return nil, stuck
	}
	return s, err
}

func store(r *sim.Runner, of replay.Subject, f *minimise.Finding) (*Finding, error) {
	cfg := f.Token.Config()
	cfg.MaxSteps = of.Config.MaxSteps
	replay := replay.Of(f.Token)
	n := newNamer(replay)
	replay.Begin(0)
	x := r.Run(of.Program, cfg, n)
	replay.End(x)
	n.finish(x)
	if d := replay.Diverged(); d != nil {
		return nil, fmt.Errorf("the program does not repeat: %w", d)
	}
	full := x.World().Config()
	return &Finding{
		Version: Version, Scenario: of.Program.Name, Params: of.Program.Params, Kind: f.Kind, Message: f.Message, Where: f.Where,
		Steps: x.Steps, Preemptions: x.Preemptions, Token: f.Token.String(), Switching: full.Switching.String(),
		Clock: full.Clock.String(), StepCost: int64(full.StepCost), Seed: full.Seed,
		Turns: n.turns, Values: n.given, Objects: n.all(x.World()),
	}, nil
}

// JSON is the contents of the file.
func (s *Finding) JSON() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		panic(err) // it has nothing that JSON cannot say
	}
	return b.Bytes()
}

// Parse reads the contents of a file. The error says what is wrong with it.
func Parse(data []byte) (*Finding, error) {
	s := &Finding{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("not a stored finding: %w", err)
	}
	switch {
	case s.Version == 0 || s.Kind == "":
		return nil, errors.New("not a stored finding: it has no version, or no kind of failure")
	case s.Version != Version:
		return nil, fmt.Errorf("the finding is stored in version %d, and this simrun reads version %d only: find it again", s.Version, Version)
	}
	if _, err := s.config(); err != nil {
		return nil, fmt.Errorf("the stored finding is damaged: %w", err)
	}
	return s, nil
}

// config is how its execution is run again.
func (s *Finding) config() (cfg sim.Config, err error) {
	if cfg.Switching, err = sim.ParseSwitching(s.Switching); err != nil {
		return cfg, err
	}
	if cfg.Clock, err = sim.ParseClock(s.Clock); err != nil {
		return cfg, err
	}
	cfg.StepCost, cfg.Seed = time.Duration(s.StepCost), s.Seed
	return cfg, nil
}
