package examples_test

import (
	"testing"

	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/properties/simtest"
	"simrun/sim"
)

// jobs is the program under test: two threads share the work in a queue. It makes all its objects itself, because it is
// executed many times.
func jobs(w *sim.World) {
	q := queue.New(w, "jobs", 0)
	for job := range 3 {
		q.Put(job)
	}
	done := 0
	work := func() {
		for {
			if _, err := q.GetNowait(); err != nil {
				return // queue.ErrEmpty: nothing is left to do
			}
			done++ // what is between two operations is one step
		}
	}
	a, b := thread.New(w, thread.Target("work", work)), thread.New(w, thread.Target("work", work))
	a.Start()
	b.Start()
	a.Join()
	b.Join()
	if done != 3 {
		w.Fail("lost-job", "%d of 3 jobs were done", done)
	}
}

// Check lets rapid draw schedules, and shrinks one that fails. It is quick, for every program.
func TestJobs(t *testing.T) { simtest.Check(t, jobs) }

// Verify tries all schedules. When it passes, no schedule fails.
func TestJobsAlways(t *testing.T) { simtest.Verify(t, jobs) }
