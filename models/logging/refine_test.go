package logging_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"simrun/models/internal/conformance"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/sim"
)

// log is what the model and its refinement have in common: lines of two levels, of which one is not shown, and the lock
// of the one handler.
type log interface {
	Info(text string)
	Debug(text string)
	Acquire()
	Release()
}

// modelled is the model behind that interface.
type modelled struct {
	w *sim.World
	h *logging.Handler
}

func newModelled(w *sim.World) log {
	logging.BasicConfig(w, logging.Config{Level: logging.INFO})
	return modelled{w, logging.GetLogger(w, "").Handlers()[0]}
}

func (m modelled) Info(text string)  { logging.Info(m.w, "%s", text) }
func (m modelled) Debug(text string) { logging.Debug(m.w, "%s", text) }
func (m modelled) Acquire()          { m.h.Acquire() }
func (m modelled) Release()          { m.h.Release() }

// steps is a log that takes the steps of CPython: it looks whether the root logger has a handler, whether the level is
// enabled, and takes the lock of the handler, which is an RLock, for the write and again for the flush.
type steps struct {
	lock   *lock.RLock
	config sim.Object
}

func newSteps(w *sim.World) log {
	s := &steps{lock: lock.NewRLock(w, "")}
	s.config.Init(w, "Config", "", nil)
	return s
}

func (s *steps) look() {
	s.config.World().Do(sim.Op{Name: "config", Object: &s.config, Effect: sim.Reads})
}

func (s *steps) Info(text string) {
	w := s.config.World()
	s.look()
	s.look()
	s.lock.With(func() {
		if w.Do(sim.Op{Name: "write", Object: w.Stderr(), Class: sim.IO}) {
			w.Logf("%s", text)
		}
		s.lock.With(func() {})
	})
}

func (s *steps) Debug(string) { s.look() }
func (s *steps) Acquire()     { s.lock.Acquire() }
func (s *steps) Release()     { s.lock.Release() }

// TestRefinement compares the model with a log that takes every step that CPython takes, for programs that leave the
// configuration as it is.
func TestRefinement(t *testing.T) {
	conformance.Refine(t, 60, func(r *rand.Rand, _ int) conformance.Pair {
		return conformance.Sides[log]{
			Words: conformance.Words(r, "iiiidhhu"), Model: newModelled, Steps: newSteps,
			Call: func(l log, i, k int, letter rune) string {
				switch letter {
				case 'i':
					l.Info(fmt.Sprint(i, k))
				case 'd':
					l.Debug("debug")
				case 'h':
					l.Acquire()
				case 'u':
					l.Release()
				}
				return ""
			},
		}.Pair()
	})
}
