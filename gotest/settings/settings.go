// Package settings is what the command tells the test binaries that it has built, in the environment.
package settings

import (
	"encoding/json"
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
	Steps      int           // at most, in an execution
	Clock      string        // empty: virtual for what looks at the time, anytime for what does not
	Leaks      bool          // a goroutine that is left is a failure
	Races      bool          // data races are looked for
	Inputs     int           // seeds of the random numbers of the program that are tried, as a choice
	Exhaustive bool          // nothing but a proof passes
	Replay     string        // token; empty: search
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

// Params are those of a program: a token is only for the version of Go that it was found with.
func (s Settings) Params() []sim.Param { return []sim.Param{{Name: "go", Value: s.Version}} }
