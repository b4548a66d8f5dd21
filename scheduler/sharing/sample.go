package sharing

import (
	"bytes"
	"maps"
	"slices"

	"simrun/scheduler/replay"
	"simrun/sim"
)

// sampleLimit is how many executions a search keeps, to be carried out again in other orders. A search with fewer keeps
// them all.
const sampleLimit = 256

// Sample is a part of the executions of a search. Whether an execution belongs to it depends on that execution alone,
// not on the order in which executions come, as in a search's count of traces: so any number of workers keeps the same ones.
type Sample struct {
	kept  map[uint64]sampled // by trace if that is known, otherwise by schedule
	zeros uint               // leading zeros that such a number must have
	clash *clash
}

// sampled is one execution.
type sampled struct {
	schedule sim.Packed
	end      uint64 // how it ended; 0 if its trace is not known
}

// clash is two executions with the same trace that did not end alike.
type clash struct{ one, other sim.Packed }

// Reset empties the sample of a task, for another one. What base has given up need not be kept; base is nil if there is
// none.
func (s *Sample) Reset(base *Sample) {
	clear(s.kept)
	s.clash = nil
	if base != nil {
		s.zeros = base.zeros
	}
}

// Add keeps an execution, or holds it against one with the same trace.
func (s *Sample) Add(x *sim.Execution) {
	if x.End != sim.Completed && x.End != sim.Deadlock && x.End != sim.Failing {
		return
	}
	number := sim.Mix(x.Fingerprint)
	if x.Fingerprint == 0 {
		number = printOf(x)
	}
	if number>>(64-s.zeros) != 0 {
		return
	}
	end := uint64(0)
	if x.Fingerprint != 0 {
		end = endOf(x, false)
	}
	before, known := s.kept[number]
	if known {
		if before.end != end && s.clash == nil {
			s.clash = &clash{before.schedule, x.Pack()}
		}
		return
	}
	s.keep(number, sampled{x.Pack(), end})
}

// keep enters an execution, and goes on with half of them if there are too many.
func (s *Sample) keep(number uint64, x sampled) {
	if s.kept == nil {
		s.kept = map[uint64]sampled{}
	}
	s.kept[number] = x
	for len(s.kept) > sampleLimit {
		s.zeros++
		s.thin()
	}
}

func (s *Sample) thin() {
	maps.DeleteFunc(s.kept, func(number uint64, _ sampled) bool { return number>>(64-s.zeros) != 0 })
}

// Merge adds what another worker kept. Of one trace the smaller schedule stays.
func (s *Sample) Merge(other *Sample) {
	if s.clash == nil {
		s.clash = other.clash
	}
	s.zeros = max(s.zeros, other.zeros)
	s.thin()
	for _, number := range slices.Sorted(maps.Keys(other.kept)) { // of several clashes the first one is told
		x := other.kept[number]
		mine, known := s.kept[number]
		switch {
		case number>>(64-s.zeros) != 0:
		case !known:
			s.keep(number, x)
		case mine.end != x.end && s.clash == nil:
			s.clash = &clash{mine.schedule, x.schedule}
		case bytes.Compare(x.schedule, mine.schedule) < 0:
			s.kept[number] = x
		}
	}
}

// again replays a schedule that was kept.
func again(p sim.Packed) *replay.Replay {
	schedule, _ := p.Unpack()
	return replay.New(schedule)
}

// All are the schedules that were kept, in an order that depends on nothing else.
func (s *Sample) All() []sim.Packed {
	var list []sim.Packed
	for _, number := range slices.Sorted(maps.Keys(s.kept)) {
		list = append(list, s.kept[number].schedule)
	}
	return list
}

// printOf stands for the schedule of an execution.
func printOf(x *sim.Execution) uint64 {
	h := uint64(x.Choices())
	for part := range x.Parts() {
		for _, c := range part {
			h = sim.Mix(h ^ uint64(c.N)<<32 ^ uint64(c.Index))
		}
	}
	return h
}

// Zeros says which executions are kept: it is how many leading zeros their numbers must have.
func (s *Sample) Zeros() uint { return s.zeros }

// Saved is a sample as it travels.
type Saved struct {
	Zeros    uint
	Kept     []savedExecution
	Clash    [2]sim.Packed // two executions with the same trace that did not end alike
	Clashing bool
}

type savedExecution struct {
	Number, End uint64
	Schedule    sim.Packed
}

// Save copies the sample.
func (s *Sample) Save() Saved {
	saved := Saved{Zeros: s.zeros, Clashing: s.clash != nil}
	if s.clash != nil {
		saved.Clash = [2]sim.Packed{s.clash.one, s.clash.other}
	}
	for _, number := range slices.Sorted(maps.Keys(s.kept)) {
		saved.Kept = append(saved.Kept, savedExecution{number, s.kept[number].end, s.kept[number].schedule})
	}
	return saved
}

// Load takes up a sample in an empty one. It returns false if it is none.
func (s *Sample) Load(saved Saved) bool {
	if saved.Zeros >= 64 || len(saved.Kept) > sampleLimit {
		return false
	}
	s.zeros = saved.Zeros
	for _, p := range saved.Clash {
		if _, ok := p.Unpack(); !ok {
			return false
		}
	}
	if saved.Clashing {
		s.clash = &clash{saved.Clash[0], saved.Clash[1]}
	}
	for _, x := range saved.Kept {
		if _, ok := x.Schedule.Unpack(); !ok || x.Number>>(64-s.zeros) != 0 {
			return false
		}
		s.keep(x.Number, sampled{x.Schedule, x.End})
	}
	return true
}
