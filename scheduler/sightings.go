package scheduler

import "maps"

// mostSighted is how many traces, and how many logs, a search keeps: some 40 MB each. Tests keep fewer.
var mostSighted = 1 << 20

// sightings count how often each trace, or log, was seen, in bounded memory. When there are more than may be kept, they
// go on with half of them: those whose hash has one more leading zero. Hashes are as good as random, so
// the ones that are kept are a fair sample, and each was counted from the start. Which ones they are depends on what
// was seen alone, not on its order, so that any number of workers keeps the same.
type sightings struct {
	seen  map[uint64]uint8 // how often: 1, 2, or 3 for more
	zeros uint             // leading zeros that a hash must have
	limit int
}

func newSightings(limit int) *sightings {
	return &sightings{seen: map[uint64]uint8{}, limit: limit}
}

// reset forgets everything.
func (c *sightings) reset() {
	clear(c.seen)
	c.zeros = 0
}

// add counts what was seen once more.
func (c *sightings) add(hash uint64) { c.count(hash, 1) }

func (c *sightings) count(hash uint64, times uint8) {
	if !c.keeps(hash) {
		return
	}
	c.seen[hash] = min(c.seen[hash]+times, 3)
	for len(c.seen) > c.limit {
		c.zeros++
		maps.DeleteFunc(c.seen, func(h uint64, _ uint8) bool { return !c.keeps(h) })
	}
}

// keeps says whether a hash belongs to the sample.
func (c *sightings) keeps(hash uint64) bool { return hash>>(64-c.zeros) == 0 }

// lacks says whether a hash belongs to the sample and was not seen.
func (c *sightings) lacks(hash uint64) bool { return c.keeps(hash) && c.seen[hash] == 0 }

// merge adds what another worker counted.
func (c *sightings) merge(other *sightings) {
	if other.zeros > c.zeros {
		c.zeros = other.zeros
		maps.DeleteFunc(c.seen, func(h uint64, _ uint8) bool { return !c.keeps(h) })
	}
	for h, times := range other.seen {
		c.count(h, times)
	}
}

// distinct is how many were seen, or at least so many if not all of them were kept.
func (c *sightings) distinct() (n int, atLeast bool) {
	if c.zeros > 0 {
		return c.limit + 1, true
	}
	return len(c.seen), false
}

// frequencies are how many were seen at all, once, and twice: counted, or estimated from those that were kept.
func (c *sightings) frequencies() (seen, once, twice float64) {
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

// savedSightings are sightings in a checkpoint.
type savedSightings struct {
	Seen  map[uint64]uint8
	Zeros uint
}

func (c *sightings) save() savedSightings { return savedSightings{c.seen, c.zeros} }

// load takes up sightings that were saved, in empty ones. It returns false if they are none of so many executions.
func (c *sightings) load(s savedSightings, executions int) bool {
	if s.Zeros >= 64 || len(s.Seen) > executions {
		return false
	}
	c.zeros = s.Zeros
	sum, exact := 0, s.Zeros == 0
	for h, times := range s.Seen {
		if times < 1 || times > 3 || !c.keeps(h) {
			return false
		}
		sum += int(times)
		exact = exact && times < 3
		c.seen[h] = times
	}
	return sum <= executions && (!exact || len(s.Seen) == 0 || sum == executions)
}
