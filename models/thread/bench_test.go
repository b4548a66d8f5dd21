package thread_test

import (
	"testing"

	"simrun/models/internal/conformance"
	"simrun/scheduler/sampling"
	"simrun/sim"
)

// BenchmarkFirstThread is one execution of the first program of the introduction to threading.
func BenchmarkFirstThread(b *testing.B) {
	r := sim.NewRunner()
	defer r.Close()
	s := sampling.NewRandom(1)
	main := firstThread(false, false)
	p := sim.Program{Main: func(w *sim.World) { main(w, &conformance.Out{}) }}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.Begin(i)
		r.Run(p, sim.Config{Clock: sim.Anytime}, s)
	}
}
