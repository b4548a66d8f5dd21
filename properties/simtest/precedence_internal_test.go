package simtest

import (
	"testing"
	"time"

	"simrun/sim"
)

// TestPrecedenceOfEach: of each option the code says one thing, the environment another, and the flag a third; the later ones
// come before the earlier. A setting that this list does not have fails the test.
func TestPrecedenceOfEach(t *testing.T) {
	code := Options{Strategy: "pct", Seed: 2, Switching: sim.IO, Clock: sim.Virtual, Steps: 2, Executions: 2,
		Budget: 2 * time.Second, Workers: 2, Repeats: 2, Exhaustive: true, NoStore: true}
	cases := map[string]struct {
		code, environment, flag any
		texts                   [2]string
		get                     func(o Options) any
	}{
		"strategy":   {"pct", "dfs", "pos", [2]string{"dfs", "pos"}, func(o Options) any { return o.Strategy }},
		"seed":       {uint64(2), uint64(3), uint64(4), [2]string{"3", "4"}, func(o Options) any { return o.Seed }},
		"switching":  {sim.IO, sim.Block, sim.Bytecode, [2]string{"block", "bytecode"}, func(o Options) any { return o.Switching }},
		"clock":      {sim.Virtual, sim.Anytime, sim.Virtual, [2]string{"anytime", "virtual"}, func(o Options) any { return o.Clock }},
		"steps":      {2, 3, 4, [2]string{"3", "4"}, func(o Options) any { return o.Steps }},
		"executions": {2, 3, 4, [2]string{"3", "4"}, func(o Options) any { return o.Executions }},
		"budget":     {2 * time.Second, 3 * time.Second, 4 * time.Second, [2]string{"3s", "4s"}, func(o Options) any { return o.Budget }},
		"workers":    {2, 3, 4, [2]string{"3", "4"}, func(o Options) any { return o.Workers }},
		"repeats":    {2, 3, -1, [2]string{"3", "0"}, func(o Options) any { return o.Repeats }},
		"exhaustive": {true, false, true, [2]string{"false", "true"}, func(o Options) any { return o.Exhaustive }},
		"store":      {true, false, true, [2]string{"true", "false"}, func(o Options) any { return o.NoStore }},
	}
	for _, s := range settings {
		c, ok := cases[s.name]
		if !ok {
			t.Errorf("%s is not tested", s.name)
			continue
		}
		before := *s
		holds := func(who string, want any) {
			t.Helper()
			if got := c.get(code.complete(t, Options{})); got != want {
				t.Errorf("%s: what %s says gives %v, want %v", s.name, who, got, want)
			}
		}
		s.text, s.flag = "", false
		holds("the code", c.code)
		s.text = c.texts[0] // as register finds it in the environment
		holds("the environment", c.environment)
		if err := s.Set(c.texts[1]); err != nil {
			t.Error(err)
		}
		holds("the flag", c.flag)
		*s = before
	}
}
