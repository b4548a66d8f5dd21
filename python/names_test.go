//go:build cpython

package python_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"simrun/sim"
)

// TestLockNames: a lock is called what its author would call it: an object in a list goes by the list, also where a comprehension makes
// it, and an attribute of a class by the class. Where lists are in lists each lock has a number behind its name.
func TestLockNames(t *testing.T) {
	want := []string{"bank.accounts[1].lock", "bank.locks[1]", "bank.pair (2)", "bank.tellers[1]", "Bank.gate", "Bank.Vault.door",
		"branches[].accounts[].lock (4)", "branches[].locks[] (3)", "helper", "inner", "second", "rest[1]"}
	onEach(t, func(t *testing.T, interpreter string) {
		var have []string
		x := sim.Run(open(t, interpreter, "names/locks.py").Program(), sim.Config{Record: true}, carryOn{})
		for _, e := range x.Trace.Events {
			if e.Kind == "Lock" && !slices.Contains(have, e.Object) {
				have = append(have, e.Object)
			}
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
	})
}
