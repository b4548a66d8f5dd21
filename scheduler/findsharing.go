package scheduler

import (
	"context"
	"errors"
	"runtime"
	"time"

	"simrun/scheduler/sharing"
	"simrun/scheduler/strategy"
)

// sharesInstead says whether the error of a search is explained by what threads share.
func (e *exploration) sharesInstead(ctx context.Context, err error) bool {
	if errors.Is(err, strategy.ErrNotRepeated) {
		e.sharing = sharing.AmongWalks(ctx, e.o.Subject(e.program))
	}
	return e.sharing != nil
}

// findSharing looks at random walks, and then at the sample of the search; without time left at the sample only if the
// search would say that it was exhaustive. If it would not it ends when shrinking does.
func (e *exploration) findSharing(ctx context.Context, start time.Time, all *tally, exhausted bool) *sharing.Conflict {
	if e.sharing != nil || ctx.Err() != nil {
		return e.sharing
	}
	if e.o.Budget > 0 && !exhausted { // nothing is proved, whatever there is
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, e.shrinkEnds(start))
		defer cancel()
	}
	of := e.o.Subject(e.program)
	if found := sharing.AmongWalks(ctx, of); found != nil {
		return found
	}
	if e.o.Budget > 0 && time.Since(start) > e.o.Budget && !exhausted {
		return nil
	}
	atOnce := len(e.workers)
	if e.o.Elsewhere != nil {
		atOnce = runtime.GOMAXPROCS(0) // what directs a search has had no need of several until now
	}
	return sharing.AmongSample(ctx, of, &all.sample, all.steps, atOnce)
}
