package scheduler

import "maps"

// traceLimit is how many fingerprints a search keeps: some 40 MB for each worker.
const traceLimit = 1 << 20

// traceCounts counts how often each trace was seen, in bounded memory. When there are more traces than it may keep, it
// goes on with half of them: those whose fingerprint has one more leading zero. Fingerprints are as good as random, so
// the ones that are kept are a fair sample, and each was counted from the start. Which ones they are depends on the
// traces alone, not on their order, so that any number of workers keeps the same.
type traceCounts struct {
	seen  map[uint64]uint8 // how often: 1, 2, or 3 for more
	zeros uint             // leading zeros that a fingerprint must have
	limit int
}

func newTraceCounts(limit int) *traceCounts {
	return &traceCounts{seen: map[uint64]uint8{}, limit: limit}
}

// add counts one execution.
func (c *traceCounts) add(fingerprint uint64) { c.count(fingerprint, 1) }

func (c *traceCounts) count(fingerprint uint64, times uint8) {
	if !c.keeps(fingerprint) {
		return
	}
	c.seen[fingerprint] = min(c.seen[fingerprint]+times, 3)
	for len(c.seen) > c.limit {
		c.zeros++
		maps.DeleteFunc(c.seen, func(f uint64, _ uint8) bool { return !c.keeps(f) })
	}
}

// keeps says whether a fingerprint belongs to the sample.
func (c *traceCounts) keeps(fingerprint uint64) bool { return fingerprint>>(64-c.zeros) == 0 }

// merge adds what another worker counted.
func (c *traceCounts) merge(other *traceCounts) {
	if other.zeros > c.zeros {
		c.zeros = other.zeros
		maps.DeleteFunc(c.seen, func(f uint64, _ uint8) bool { return !c.keeps(f) })
	}
	for f, times := range other.seen {
		c.count(f, times)
	}
}

// distinct is how many traces were seen, or at least so many if not all of them were kept.
func (c *traceCounts) distinct() (n int, atLeast bool) {
	if c.zeros > 0 {
		return c.limit + 1, true
	}
	return len(c.seen), false
}

// frequencies are how many traces were seen at all, once, and twice: counted, or estimated from those that were kept.
func (c *traceCounts) frequencies() (seen, once, twice float64) {
	for _, times := range c.seen {
		switch times {
		case 1:
			once++
		case 2:
			twice++
		}
	}
	scale := float64(uint64(1) << c.zeros)
	return float64(len(c.seen)) * scale, once * scale, twice * scale
}
