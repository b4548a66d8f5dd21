package catalog

import (
	"time"

	"simrun/models/semaphore"
	"simrun/models/shared"
	"simrun/models/timer"
	"simrun/properties"
	"simrun/sim"
)

// A limit for how many requests are made in a second: each takes a permit, and a timer gives it back:
//
//	def request(i):
//	    permits.acquire()
//	    threading.Timer(1, permits.release).start()
//	    …
//
// The twin has a well-known slip: it calls release, at once, and gives the timer what that returns:
//
//	threading.Timer(1, permits.release()).start()
func init() {
	register(rateLimiter(Entry{
		Name:     "rate-limiter",
		Summary:  "a permit for each request, which a timer gives back a second later",
		Expected: Expected{Note: "in no second are there more requests than permits"},
	}, false))
	register(rateLimiter(Entry{
		Name:    "rate-limiter-at-once",
		Summary: "rate-limiter that calls release in the place of the timer",
		Expected: Expected{
			Kinds: []string{"rate-exceeded", "uncaught-exception"},
			Note:  "permits.release() where permits.release was meant; then the timer calls None",
		},
	}, true))
}

func rateLimiter(e Entry, atOnce bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("requests", 2, 1, 8, "how many threads make a request"),
		Number("rate", 1, 1, 8, "requests in a second"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			l, clients := &limiter{w: w, permits: semaphore.New(w, "permits", v.Int("rate")), rate: v.Int("rate")}, newCrew(w)
			l.recent = shared.New(w, "recent", 0)
			for i := range v.Int("requests") {
				clients.add("client", func() { l.request(i+1, atOnce) })
			}
			clients.run()
		}
		return run, properties.Default()
	}
	return e
}

type limiter struct {
	w       *sim.World
	permits *semaphore.Semaphore
	rate    int
	recent  *shared.Var[int] // requests whose second is not over
}

func (l *limiter) request(i int, atOnce bool) {
	l.permits.Acquire()
	if n := l.recent.FetchAdd(1) + 1; n > l.rate {
		l.w.Fail("rate-exceeded", "request %d is one too many: %d in the same second", i, n)
	}
	release := func() { l.recent.FetchAdd(-1); l.permits.Release() }
	if atOnce {
		l.permits.Release()
		release = func() {
			l.recent.FetchAdd(-1)
			panic(&sim.Exception{Type: "TypeError", Text: "'NoneType' object is not callable"})
		}
	}
	timer.New(l.w, time.Second, release).Start()
}
