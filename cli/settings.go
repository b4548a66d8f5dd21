package cli

import (
	"math"
	"strconv"

	"github.com/spf13/cobra"

	"simrun/sim"
)

// settings are the flags that say what is executed and how; run and explore share them.
type settings struct {
	seed      seedValue
	strategy  strategyValue
	params    paramsValue
	switching wordValue
	clock     wordValue
	steps     countValue
	livelock  countValue
	out       output
}

// output are the flags that say how a result is shown.
type output struct {
	json, verbose bool
	color         wordValue
	progress      wordValue
}

// addTo declares the flags; the others are the defaults, strategy in words.
func (s *settings) addTo(c *cobra.Command, clock sim.Clock, strategy string, steps int) {
	s.params = paramsValue{}
	s.switching = wordValue{sim.Call.String(), switchings()}
	s.clock = wordValue{clock.String(), clocks()}
	s.steps.most, s.livelock.most = math.MaxInt32, math.MaxInt32
	f := c.Flags()
	f.SortFlags = false
	f.Var(&s.seed, "seed", "seed of the schedules and of the program's random numbers")
	f.VarP(s.params, "param", "p", "parameter of the scenario; repeatable (simrun list names them)")
	f.Var(&s.strategy, "strategy", "who decides the choices (simrun strategies lists them)")
	f.Var(&s.switching, "switching", "where a thread may lose the GIL: block, io, call or bytecode")
	f.Var(&s.clock, "clock", "when a sleep or timeout is over: virtual (in its time) or anytime")
	f.Var(&s.steps, "steps", "limit for the steps of one execution")
	f.Var(&s.livelock, "livelock", "steps in which nothing changes until that is a livelock")
	f.Lookup("livelock").DefValue = strconv.Itoa(sim.DefaultLivelock)
	f.Lookup("strategy").DefValue = strategy
	f.Lookup("steps").DefValue = strconv.Itoa(steps)
	complete(c, "strategy", strategyNames())
	complete(c, "switching", s.switching.allowed)
	complete(c, "clock", s.clock.allowed)
}

// addTo declares the flags of the output.
func (o *output) addTo(c *cobra.Command) {
	f := c.Flags()
	f.SortFlags = false
	f.BoolVar(&o.json, "json", false, "print one JSON object instead of text")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "show every step and every outcome")
	o.addColor(c)
	o.addProgress(c)
}

// addColor declares the flag that says whether there are colours.
func (o *output) addColor(c *cobra.Command) {
	o.color = wordValue{"auto", []string{"auto", "always", "never"}}
	c.Flags().Var(&o.color, "color", "auto, always or never")
	complete(c, "color", o.color.allowed)
}

// addProgress declares the flag that says how progress is shown.
func (o *output) addProgress(c *cobra.Command) {
	o.progress = wordValue{"auto", []string{"auto", "tty", "plain", "json", "none"}}
	c.Flags().Var(&o.progress, "progress", "on stderr, for what takes over a second: auto, tty, plain, json or none")
	complete(c, "progress", o.progress.allowed)
}

// complete offers the words for a flag in the shell.
func complete(c *cobra.Command, flag string, words []string) {
	err := c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag is not declared
	}
}

// config is the configuration of each execution.
func (s *settings) config(defaultSteps int) sim.Config {
	switching, err := sim.ParseSwitching(s.switching.word)
	if err != nil {
		panic(err) // wordValue let it through
	}
	clock, err := sim.ParseClock(s.clock.word)
	if err != nil {
		panic(err)
	}
	steps := s.steps.n
	if steps == 0 {
		steps = defaultSteps
	}
	return sim.Config{Switching: switching, Clock: clock, Seed: uint64(s.seed), MaxSteps: steps, Livelock: s.livelock.n}
}
