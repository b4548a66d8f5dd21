package scheduler

import (
	"testing"
	"time"
)

// CountTraces counts the fingerprints of n executions, shared out among workers, keeping no more than limit of them.
func CountTraces(limit, workers int, fingerprint func(i int) uint64, n int) (distinct int, atLeast bool, seen, once, twice float64) {
	all := newSightings(limit)
	for id := range workers {
		c := newSightings(limit)
		for i := id; i < n; i += workers {
			c.add(fingerprint(i))
		}
		all.merge(c)
	}
	distinct, atLeast = all.distinct()
	seen, once, twice = all.frequencies()
	return
}

// SaveEvery makes searches write their checkpoints at another interval.
func SaveEvery(d time.Duration) { checkpointInterval = d }

// SavedEvery is the interval of checkpoints at first.
var SavedEvery = checkpointInterval

// KeepAtMost makes searches keep so many outcomes one by one, and so many logs and traces, up to the end of the test.
func KeepAtMost(t *testing.T, outcomes, sighted int) {
	before, seen := mostOutcomes, mostSighted
	t.Cleanup(func() { mostOutcomes, mostSighted = before, seen })
	mostOutcomes, mostSighted = outcomes, sighted
}
