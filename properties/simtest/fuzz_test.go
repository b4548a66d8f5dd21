package simtest_test

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"simrun/properties/simtest"
)

// FuzzTwoLocks is the native fuzz target, in which the bytes are the choices.
func FuzzTwoLocks(f *testing.F) { simtest.Fuzz(f, twoLocks(false)) }

// FuzzAccountByRapid has the bytes drive all that rapid draws: actions, clients, amounts and the schedule. It takes
// long inputs; one that ends too early is skipped.
func FuzzAccountByRapid(f *testing.F) {
	for seed := range uint64(4) {
		bytes := make([]byte, 1<<13)
		random := rand.NewPCG(seed, 0)
		for i := range bytes {
			bytes[i] = byte(random.Uint64())
		}
		f.Add(bytes)
	}
	actions := 0
	f.Fuzz(rapid.MakeFuzz(accounts(false, &actions)))
}
