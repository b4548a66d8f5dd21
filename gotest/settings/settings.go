// Package settings is what the command tells the test binaries that it has built, in the environment.
package settings

import (
	"encoding/json"
	"strconv"
	"time"

	"simrun/sim"
)

// Variable is the name of the variable.
const Variable = "SIMRUN_GOTEST"

// Settings say how each test is searched.
type Settings struct {
	Strategy   string
	Seed       uint64
	Executions int           // at most, for each test
	Budget     time.Duration // for each test
	Steps      int           // at most, in an execution; 0: DefaultSteps, or twice what the test needs
	Clock      string        // empty: virtual for what looks at the time, anytime for what does not
	Leaks      bool          // a goroutine that is left is a failure
	Races      bool          // data races are looked for
	Inputs     int           // seeds of the random numbers of the program that are tried, as a choice
	Exhaustive bool          // nothing but a proof passes
	Replay     string        // token; empty: search
	Print      bool          // a search tells the fingerprint of its executions
	NoStore    bool          // findings are not kept, nor looked for
	Foreign    []string      // folders of packages that are not the user's own: nothing is kept there
	Self       string        // what the command is called by
	Version    string        // of Go
	Library    []string      // first elements of the paths of Go's own packages
}

// String is what the variable is set to.
func (s Settings) String() string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // there is no such value
	}
	return string(data)
}

// Parse is the inverse of String.
func Parse(text string) (s Settings, err error) {
	err = json.Unmarshal([]byte(text), &s)
	return s, err
}

// Scenario is the name of a test of a package, for tokens.
func Scenario(pkg, test string) string { return Prefix + pkg + ":" + test }

// Prefix is that of the names of tests.
const Prefix = "gotest:"

// DefaultSteps is the limit for the steps of an execution of a test that needs no more than these.
const DefaultSteps = 20_000

// Params are those of a program: the version of Go for which a token is, and what of the settings an execution depends on.
func (s Settings) Params() []sim.Param {
	list := []sim.Param{{Name: "go", Value: s.Version}}
	add := func(name string, value int, given bool) {
		if given {
			list = append(list, sim.Param{Name: name, Value: strconv.Itoa(value)})
		}
	}
	add("inputs", s.Inputs, s.Inputs > 1)
	add("leaks", 1, s.Leaks)
	add("races", 1, s.Races)
	add("steps", s.Steps, s.Steps != DefaultSteps)
	return list
}

// Take is the inverse of Params, but for the version of Go. What is not said there stays as it is.
func (s *Settings) Take(params []sim.Param) {
	for _, p := range params {
		n, _ := strconv.Atoi(p.Value)
		switch {
		case p.Name == "inputs":
			s.Inputs = n
		case p.Name == "leaks":
			s.Leaks = true
		case p.Name == "races":
			s.Races = true
		case p.Name == "steps" && n > 0:
			s.Steps = n
		}
	}
}
