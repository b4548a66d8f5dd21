package worker

import (
	"fmt"
	"time"
)

// limits are what a process may take until it has executed the script a few times. Neither counts the time in which it waits
// for a processor that others use.
type limits struct {
	uses time.Duration // of processor time, with all that it has forked
	idle time.Duration // in which none of its threads has anything to do; on the wall clock where the system does not say that
	tick time.Duration // how often it is looked at
}

// Limits for a script, and what a test may take besides, to load pytest and the modules.
const (
	usesLimit = 20 * time.Second
	idleLimit = 60 * time.Second
	testLimit = 60 * time.Second
)

// within are the limits of the process.
func (c *Command) within() limits {
	l := limits{uses: usesLimit, idle: idleLimit, tick: time.Second}
	if c.Test != "" {
		l.uses, l.idle = l.uses+testLimit, l.idle+testLimit
	}
	if c.limits != (limits{}) {
		l = c.limits
	}
	return l
}

// watchStart ends the process when it takes more than its limits. The function that it returns ends the watch, and says what
// was too much and where the process stood; nothing if it was in time.
func (p *Process) watchStart(l limits, given <-chan struct{}) (end func() string) {
	stop, result := make(chan struct{}), make(chan string, 1)
	go func() {
		why := p.tooMuch(l, stop, given)
		if why == stopped {
			p.kill()
		} else if why != "" {
			if line, thread := p.Stands(); thread != "" {
				why += fmt.Sprintf(", and thread %s stands at %s", thread, line)
			} else if line != "" {
				why += ", and stands at " + line
			}
			p.kill()
		}
		result <- why
	}()
	return func() string {
		close(stop)
		return <-result
	}
}

// stopped is what tooMuch says if the start was ended.
const stopped = "stopped"

// tooMuch waits until the process has taken more than its limits, and says of what, or until the start is ended by given; it says nothing if
// it is stopped before.
func (p *Process) tooMuch(l limits, stop, given <-chan struct{}) string {
	tick := time.NewTicker(l.tick)
	defer tick.Stop()
	var idle time.Duration
	for {
		select {
		case <-stop:
			return ""
		case <-given:
			return stopped
		case <-tick.C:
		}
		used, busy := groupUse(p.cmd.Process.Pid)
		if !busy {
			idle += l.tick
		}
		switch {
		case used >= l.uses:
			return fmt.Sprintf("it has used %v of processor time", l.uses)
		case idle >= l.idle:
			return fmt.Sprintf("%s %v", idles, l.idle)
		}
	}
}

// Counts is how much of the time that has passed since it was called last counts for an execution: what the process has used of a
// processor, or all of it if it has waited. It may be called while another goroutine waits for the process.
func (p *Process) Counts(passed time.Duration) time.Duration {
	used, busy := groupUse(p.cmd.Process.Pid)
	since := used - time.Duration(p.used.Swap(int64(used)))
	if !busy {
		return passed
	}
	return min(since, passed)
}
