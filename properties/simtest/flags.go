package simtest

import (
	"errors"
	"flag"
	"os"
	"strconv"
	"strings"
	"time"

	"simrun/scheduler"
	"simrun/sim"
)

// setting is an option that the environment and a flag can give: SIMRUN_SEED, and -simrun.seed over it.
type setting struct {
	name  string
	help  string
	apply func(o *Options, text string) error
	yesNo bool   // the flag alone means true
	text  string // empty: not given
	flag  bool   // it was given by the flag
}

// IsBoolFlag says to package flag whether the flag alone means true.
func (s *setting) IsBoolFlag() bool { return s.yesNo }

// String is the text given so far, for package flag.
func (s *setting) String() string { return s.text }

// Set is called for the flag. Whether it is right is seen where a test uses it, as for the environment: package flag would
// print the usage of all flags of the test binary behind the one line that matters.
func (s *setting) Set(text string) error {
	s.text, s.flag = text, true
	return nil
}

// variable is the name in the environment.
func (s *setting) variable() string { return "SIMRUN_" + strings.ToUpper(s.name) }

// origin says where the text was given.
func (s *setting) origin() string {
	if s.flag {
		return "-simrun." + s.name + "=" + s.text
	}
	return s.variable() + "=" + s.text
}

// settings are all of them. What is not an option of a search has a variable of its own.
var settings = register(
	setting{name: "strategy", help: "how the schedules are searched", apply: func(o *Options, text string) error {
		_, err := scheduler.New(text, 0)
		o.Strategy = text
		return err
	}},
	setting{name: "seed", help: "of the strategy and of the program's own random numbers", apply: func(o *Options, text string) (err error) {
		if o.Seed, err = strconv.ParseUint(text, 0, 64); err != nil {
			return errors.New("give a whole number from 0 to 18446744073709551615")
		}
		return nil
	}},
	setting{name: "switching", help: "where a thread may lose the GIL: block, io, call or bytecode", apply: func(o *Options, text string) (err error) {
		o.Switching, err = sim.ParseSwitching(text)
		return err
	}},
	setting{name: "clock", help: "when a timer elapses: virtual or anytime", apply: func(o *Options, text string) (err error) {
		o.Clock, err = sim.ParseClock(text)
		return err
	}},
	setting{name: "steps", help: "limit for one execution", apply: func(o *Options, text string) error {
		return atLeastOne(&o.Steps, text)
	}},
	setting{name: "executions", help: "limit of a search", apply: func(o *Options, text string) error {
		return atLeastOne(&o.Executions, text)
	}},
	setting{name: "budget", help: "limit of a search on the wall clock, as 30s", apply: func(o *Options, text string) (err error) {
		if o.Budget, err = time.ParseDuration(text); err != nil || o.Budget <= 0 {
			return errors.New("give a time above 0, such as 30s or 5m")
		}
		return nil
	}},
	setting{name: "workers", help: "executions at the same time", apply: func(o *Options, text string) error {
		return atLeastOne(&o.Workers, text)
	}},
	setting{name: "repeats", help: "schedules that are executed twice, to see whether the program repeats; 0 for none", apply: func(o *Options, text string) (err error) {
		if o.Repeats, err = strconv.Atoi(text); err != nil || o.Repeats < 0 {
			return errors.New("give a whole number from 0")
		}
		if o.Repeats == 0 {
			o.Repeats = -1
		}
		return nil
	}},
	setting{name: "exhaustive", yesNo: true, help: "fail if not everything could be tried", apply: func(o *Options, text string) (err error) {
		o.Exhaustive, err = yesOrNo(text)
		return err
	}},
	setting{name: "store", yesNo: true, help: "false: do not store findings under testdata/simrun", apply: func(o *Options, text string) error {
		store, err := yesOrNo(text)
		o.NoStore = !store
		return err
	}},
)

// replayFlag is the token or the file that is replayed instead of a search.
var replayFlag = flag.String("simrun.replay", os.Getenv("SIMRUN_REPLAY"), "simrun: replay this token or finding file, and nothing else")

// register makes the flags, each with the environment's value as its default.
func register(list ...setting) []*setting {
	var all []*setting
	for _, s := range list {
		s.text = os.Getenv(s.variable())
		flag.Var(&s, "simrun."+s.name, "simrun: "+s.help)
		all = append(all, &s)
	}
	return all
}

// atLeastOne reads a number from 1.
func atLeastOne(n *int, text string) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < 1 {
		return errors.New("give a whole number from 1")
	}
	*n = v
	return nil
}

// yesOrNo reads true or false.
func yesOrNo(text string) (bool, error) {
	yes, err := strconv.ParseBool(text)
	if err != nil {
		return false, errors.New("give true or false")
	}
	return yes, nil
}
