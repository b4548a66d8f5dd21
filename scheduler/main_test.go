package scheduler_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain has each run draw the same random programs, so that a run that fails fails again; -rapid.seed draws others.
func TestMain(m *testing.M) {
	flag.Parse()
	if seed := flag.Lookup("rapid.seed"); seed.Value.String() == "0" {
		if err := seed.Value.Set("1"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
