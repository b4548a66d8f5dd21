package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"simrun/cluster"
	"simrun/properties/catalog"
	"simrun/python"
	"simrun/scheduler"
	"simrun/sim"
)

// sharedFlags are the flags of a search that a cluster carries out.
type sharedFlags struct {
	access
	cluster address
	serve   string
	name    string
}

func (x *sharedFlags) addTo(c *cobra.Command) {
	f := c.Flags()
	f.Var(&x.cluster, "cluster", "have the workers of this cluster carry the search out")
	f.Var(textValue{&x.serve, "want an address such as " + defaultServe}, "serve", "begin a cluster: listen at this address for workers")
	f.Lookup("serve").NoOptDefVal = defaultServe
	f.Var(textValue{&x.name, "want a name"}, "name", "of the search in the cluster; the same name goes on with it")
	f.Lookup("name").DefValue = "the scenario and a digest of the flags"
	x.access.addTo(c)
}

// wanted says whether there is a cluster to be.
func (x *sharedFlags) wanted() bool { return x.cluster != "" || x.serve != "" }

// checkSharing is the error for flags of a cluster that do not go together.
func (x *exploration) checkSharing(c *cobra.Command) error {
	s := &x.shared
	switch {
	case !s.wanted() && (s.name != "" || s.given()):
		return usagef("--name and the flags of a cluster say something only with --cluster or --serve")
	case !s.wanted():
		return nil
	case s.cluster != "" && s.serve != "":
		return usagef("--cluster joins a cluster that is there, and --serve begins one: leave one of them away")
	case x.checkpoint != "":
		return usagef("a cluster keeps where a search stands: leave --checkpoint away, and give the search a --name")
	case x.all:
		return usagef("--all is not for a cluster: its searches are short")
	case c.Flags().Changed("workers"):
		return usagef("the workers of a cluster are other processes, each with its --slots: leave --workers away")
	case s.name != "":
		if err := cluster.CheckName(s.name); err != nil {
			return usagef("--name: %v", err)
		}
	}
	return nil
}

// call is what a worker needs to build the program of a search.
type call struct {
	Scenario  string            `json:"scenario"`
	Params    map[string]string `json:"params"`
	Switching string            `json:"switching"`
	Clock     string            `json:"clock"`
	Seed      uint64            `json:"seed"`
	Steps     int               `json:"steps"`
	Livelock  int               `json:"livelock"`
	Strategy  string            `json:"strategy"`
	Script    *scriptCall       `json:"script,omitempty"` // nil if it is a scenario
}

// shared is the part that a process has in a search that a cluster carries out.
type shared struct {
	cluster     *cluster.Cluster
	coordinator *cluster.Coordinator
	server      *cluster.Server // nil if it is another process
	said        string          // how workers come to it
	name        string
}

// share has a cluster carry out the search. The context that it returns also ends if somebody stops the search there.
func (a *app) share(ctx context.Context, p sim.Program, o *scheduler.Options, x *exploration) (context.Context, *shared, error) {
	cfg := o.Config
	script, files, err := a.scriptCall(p)
	if err != nil {
		return ctx, nil, err
	}
	data, err := json.Marshal(call{
		p.Name, maps.Clone(x.params), cfg.Switching.String(), cfg.Clock.String(), cfg.Seed, cfg.MaxSteps, cfg.Livelock, o.Strategy, script,
	})
	if err != nil {
		return ctx, nil, err
	}
	text, err := cluster.ProgramText()
	if err != nil {
		return ctx, nil, usagef("the command cannot read its own file: %v", err)
	}
	s, to := &shared{name: x.shared.name}, string(x.shared.cluster)
	if s.name == "" {
		sum := sha256.Sum256(data)
		s.name = nameOfSearch(p.Name) + "-" + hex.EncodeToString(sum[:4])
	}
	reached := x.shared.access
	if x.shared.serve != "" {
		v, err := a.serve(x.shared.serve, &reached)
		if err != nil {
			return ctx, nil, err
		}
		s.server, s.said, to, reached.served = v.server, v.said, v.to, v.token
	}
	if s.cluster, err = a.connect(ctx, to, &reached, s.server); err != nil {
		s.close()
		return ctx, nil, err
	}
	ctx, end := context.WithCancel(ctx)
	s.coordinator, err = s.cluster.Direct(ctx, cluster.Search{
		Name: s.name, Title: python.Title(p), Version: version, Text: text, Call: data, Files: files,
	}, end)
	if err != nil {
		end()
		s.close()
		return ctx, nil, clusterError(err)
	}
	o.Elsewhere = s.coordinator
	return ctx, s, nil
}

// nameOfSearch is how the name of a search of a program begins: that of the scenario, or of the script's file.
func nameOfSearch(program string) string {
	if path, is := strings.CutPrefix(program, python.Prefix); is {
		program = strings.TrimSuffix(filepath.Base(path), ".py")
	}
	name := []byte(program[:min(len(program), 48)])
	for i, b := range name {
		if cluster.CheckName(string(b)) != nil {
			name[i] = '-'
		}
	}
	return string(name)
}

// clusterError is what to say of an error of the cluster: nothing if a signal has ended the command.
func clusterError(err error) error {
	if errors.Is(err, context.Canceled) {
		return &exit{code: exitPassed}
	}
	return usagef("%v", err)
}

// end ends the part of this process in a search with this report; nil if it has none.
func (s *shared) end(r *scheduler.Report) error {
	defer s.close()
	if r != nil {
		s.coordinator.Report(r.Executions, len(r.Findings))
	}
	if err := s.coordinator.Close(r != nil && r.Exhausted); err != nil {
		return fmt.Errorf("the cluster did not take the end of the search: %w", err)
	}
	return nil
}

func (s *shared) close() {
	if s.cluster != nil {
		s.cluster.Close()
	}
	if s.server != nil {
		s.server.Close()
	}
}

// build makes the program of a search from the catalog here.
func (a *app) build(c call) (sim.Program, scheduler.Options, error) {
	e, err := catalog.Find(a.entries, c.Scenario)
	if err != nil {
		return sim.Program{}, scheduler.Options{}, fmt.Errorf("the catalog here has no scenario %q", c.Scenario)
	}
	p, properties, err := e.Build(c.Params)
	if err != nil {
		return sim.Program{}, scheduler.Options{}, err
	}
	o, err := c.options(properties)
	o.Watchdog = a.watchdog
	return p, o, err
}

// options are those of the search.
func (c *call) options(properties []sim.Property) (scheduler.Options, error) {
	switching, err := sim.ParseSwitching(c.Switching)
	if err != nil {
		return scheduler.Options{}, err
	}
	clock, err := sim.ParseClock(c.Clock)
	return scheduler.Options{
		Properties: properties, Strategy: c.Strategy, Seed: c.Seed,
		Config: sim.Config{Switching: switching, Clock: clock, Seed: c.Seed, MaxSteps: c.Steps, Livelock: c.Livelock, Fingerprint: true},
	}, err
}

// refuses says why a search of a cluster is not of the programs of this command; empty if it is. Scripts are code that others
// send.
func (a *app) refuses(s cluster.Search, text string, scripts bool) string {
	if s.Version != version {
		return fmt.Sprintf("it is of simrun %s, and this is %s", s.Version, version)
	}
	var c call
	if err := json.Unmarshal(s.Call, &c); err != nil {
		return fmt.Sprintf("what it is is not understood: %v", err)
	}
	if c.Script == nil {
		if _, _, err := a.build(c); err != nil {
			return err.Error()
		}
	}
	if s.Text != text {
		return fmt.Sprintf("its executable is another one, with the SHA-256 %.12s…, and this one has %.12s…: start the same file everywhere", s.Text, text)
	}
	if c.Script == nil {
		return ""
	}
	if !scripts {
		return "it is a script, code that others send: --scripts has this worker execute it"
	}
	if _, _, err := c.Script.interpreter(); err != nil {
		return err.Error()
	}
	return ""
}

// workersText says who is at work for a search.
func workersText(list []cluster.WorkerState) string {
	if len(list) == 0 {
		return "no worker is there"
	}
	var words []string
	for _, w := range list[:min(len(list), 4)] {
		text := fmt.Sprintf("%s %s/s", w.Name, thousands(w.Rate))
		if quiet := time.Since(w.Heard); quiet > 3*time.Second {
			text += fmt.Sprintf(" (not heard of for %.0f s)", quiet.Seconds())
		}
		words = append(words, text)
	}
	if more := len(list) - len(words); more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return plural(len(list), "worker") + ": " + strings.Join(words, ", ")
}

// workerJSON is a worker in the lines of progress and in the lists.
type workerJSON struct {
	Name       string  `json:"name"`
	Slots      int     `json:"slots"`
	Search     string  `json:"search"` // that it last worked for
	Executions int64   `json:"executions"`
	Rate       int     `json:"executions_per_second"`
	Heard      float64 `json:"heard_seconds"` // since it was last heard of
}

func workersJSON(list []cluster.WorkerState) []workerJSON {
	workers := []workerJSON{}
	for _, w := range list {
		workers = append(workers, workerJSON{w.Name, w.Slots, w.Search, w.Executions, w.Rate, time.Since(w.Heard).Seconds()})
	}
	return workers
}
