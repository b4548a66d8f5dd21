package simtest

import (
	"testing"

	"simrun/scheduler/sampling"
	"simrun/sim"
)

// Seeds is how many executions [Fuzz] takes into its corpus.
const Seeds = 16

// Fuzz is a fuzz target for the program: the bytes are its choices, one each, and behind the last the running thread
// carries on. Its corpus begins with the choices of a few executions of the strategy portfolio.
//
//	func FuzzPipeline(f *testing.F) { simtest.Fuzz(f, pipeline) }
//
// Without -fuzz these are run as a test. A failure shows the finding; the bytes that led to it are kept by go test, and
// the last line replays it without them.
func Fuzz[P Source](f *testing.F, program P, properties ...sim.Property) {
	f.Helper()
	s := newSubject(f, f.Cleanup, programOf(f, program), Options{}.complete(f, Options{}), properties)
	if s.replayed(f) {
		f.SkipNow()
	}
	for _, seed := range s.corpus() {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, choices []byte) {
		s := newSubject(t, t.Cleanup, s.program, s.options, properties)
		x, _, failures := s.judge(&fromBytes{choices: choices})
		for _, failure := range failures {
			found := s.finding(x, failure)
			s.shrink(found)
			s.show(t.Output(), f.Name(), found)
			t.FailNow()
		}
	})
}

// corpus has the empty input and the choices of some executions.
func (s *subject) corpus() [][]byte {
	list := [][]byte{nil}
	strategy := sampling.NewPortfolio(s.options.Seed)
	for i := range Seeds - 1 {
		if !strategy.Begin(i) {
			break
		}
		x := s.run(s.options.config(), strategy)
		strategy.End(x)
		var choices []byte
		for _, c := range x.Schedule().Trim() {
			choices = append(choices, byte(c.Index)) // of more than 256 alternatives it is another one
		}
		list = append(list, choices)
	}
	return list
}

// fromBytes is a scheduler that takes one byte for each choice.
type fromBytes struct{ choices []byte }

// Choose takes the next byte, and carries on when there is none.
func (s *fromBytes) Choose(p *sim.Point) int {
	if len(s.choices) == 0 {
		return 0
	}
	b := s.choices[0]
	s.choices = s.choices[1:]
	return int(b) % p.Len()
}
