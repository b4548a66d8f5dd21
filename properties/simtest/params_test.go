package simtest_test

import (
	"testing"

	"pgregory.net/rapid"

	"simrun/properties/catalog"
	"simrun/properties/simtest"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// Every program of the catalog takes the parameters that are drawn for it.
func TestParamsFitTheCatalog(t *testing.T) {
	for _, e := range catalog.All() {
		for seed := range 5 {
			p, _, err := e.Build(simtest.Params(e, 3).Example(seed))
			if err != nil {
				t.Fatalf("%s: %v", e.Name, err)
			}
			sim.Run(p, sim.Config{Clock: sim.Anytime, MaxSteps: 10_000}, sampling.NewRandom(uint64(seed)))
		}
	}
}

// Parameters shrink to the first word and the smallest number with which the check fails.
func TestParamsShrink(t *testing.T) {
	e, err := catalog.Lookup("lock-pipeline")
	if err != nil {
		t.Fatal(err)
	}
	var last sim.Program
	x := inFake(t, "TestParams", func(t testing.TB) {
		rapid.Check(t, func(rt *rapid.T) {
			last, _, err = e.Build(simtest.Params(e, 20).Draw(rt, "params"))
			if err != nil {
				rt.Fatal(err)
			}
			if last.Params[0].Value > "3" {
				rt.Fatal("too many messages")
			}
		})
	})
	if want := "lock-pipeline messages=4 workers=1 first=producer"; !x.failed || last.String() != want {
		t.Errorf("got %v, want %s\n%s", last, want, x.out.String())
	}
}
