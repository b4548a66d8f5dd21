package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"simrun/cluster"
	"simrun/scheduler"
)

// patience is how long something may take before progress is shown.
const patience = time.Second

// progress shows on stderr how far a long search or replay has come.
type progress struct {
	w     io.Writer
	mode  string
	start time.Time
	limit time.Duration // after which the search ends; 0 if none is known
	done  chan struct{}
	group sync.WaitGroup

	mu   sync.Mutex
	last *scheduler.Progress // nil before the first, and for what is not a search
	text string              // what is done, if it is not a search

	coordinator *cluster.Coordinator // of the search; nil if it is carried out here
}

// startProgress begins to show progress, in the way that --progress says, until stop is called.
func (a *app) startProgress(o output, limit time.Duration) *progress {
	p := &progress{w: a.stderr, mode: o.progress.word, start: time.Now(), limit: limit, done: make(chan struct{})}
	if p.mode == "auto" {
		p.mode = "plain"
		if isTerminal(a.stderr) && os.Getenv("TERM") != "dumb" {
			p.mode = "tty"
		}
	}
	switch p.mode {
	case "tty":
		p.group.Go(p.showBar)
	case "json":
		p.group.Go(func() { p.show(time.Second) })
	case "plain":
		p.group.Go(func() { p.show(a.plain) })
	}
	return p
}

// lookAt has the workers of a cluster shown, too.
func (p *progress) lookAt(c *cluster.Coordinator) {
	p.mu.Lock()
	p.coordinator = c
	p.mu.Unlock()
}

// workers are those of the cluster; nil if there is none.
func (p *progress) workers() []cluster.WorkerState {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.coordinator == nil {
		return nil
	}
	return p.coordinator.Workers()
}

// update takes over where a search stands.
func (p *progress) update(now scheduler.Progress) {
	p.mu.Lock()
	p.last = &now
	c := p.coordinator
	p.mu.Unlock()
	if c != nil {
		c.Report(now.Executions, now.Findings)
	}
}

// say sets the text of the line of progress, for work that is not a search and has no counts.
func (p *progress) say(text string) {
	p.mu.Lock()
	p.text = text
	p.mu.Unlock()
}

// state is where a search stands, nil if that is not known, and what is being done otherwise.
func (p *progress) state() (*scheduler.Progress, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last, p.text
}

// stop ends the display and removes the line that is being rewritten.
func (p *progress) stop() {
	select {
	case <-p.done:
		return
	default:
	}
	close(p.done)
	p.group.Wait()
}

// show writes line after line.
func (p *progress) show(every time.Duration) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-p.done:
			return
		case <-tick.C:
			if time.Since(p.start) < patience {
				continue
			}
			if p.mode == "json" {
				p.writeJSON(p.state())
			} else {
				fmt.Fprintf(p.w, "%s\n", p.line(p.state()))
			}
		}
	}
}

// line is the state in words.
func (p *progress) line(s *scheduler.Progress, text string) string {
	elapsed := time.Since(p.start)
	at := fmt.Sprintf("%.0f s", elapsed.Seconds())
	if elapsed < p.limit { // what takes longer is no part of the search
		at += fmt.Sprintf(" of %.4g s", p.limit.Seconds())
	}
	if s == nil {
		return at + ": " + cmp.Or(text, "executing")
	}
	text = fmt.Sprintf("%s: %s%s (%s/s), ", at, plural(s.Executions, "execution"), ofAbout(s), thousands(rate(s)))
	if s.Truncated > 0 {
		text += fmt.Sprintf("%.1f%% truncated, ", 100*float64(s.Truncated)/float64(max(s.Executions, 1)))
	}
	text += plural(s.Findings, "failure")
	if p.coordinator != nil {
		text += ", " + workersText(p.workers())
	}
	switch {
	case elapsed-s.Elapsed <= patience:
	case s.Findings > 0: // the search has ended, and what it found is being minimised
		text += ", looking for the smallest schedules"
	default:
		text += ", looking whether threads share anything past the models"
	}
	return text
}

// ofAbout is the estimate of the whole search, if there is one that says something.
func ofAbout(s *scheduler.Progress) string {
	switch whole := s.Whole; {
	case whole <= float64(s.Executions):
		return ""
	case whole < 1e9:
		return " of about " + thousands(int(whole))
	default:
		return fmt.Sprintf(" of about %.0e", whole)
	}
}

// rate is how many executions there were in a second.
func rate(s *scheduler.Progress) int {
	return int(float64(s.Executions) / max(s.Elapsed.Seconds(), 0.001))
}

// writeJSON shows the state as one line of JSON.
func (p *progress) writeJSON(s *scheduler.Progress, text string) {
	v := struct {
		Elapsed    float64 `json:"elapsed_seconds"`
		Executions int     `json:"executions"`
		Rate       int     `json:"executions_per_second"`
		Whole      float64 `json:"executions_estimated"` // of the whole search; 0 if that is not known
		Truncated  int     `json:"truncated"`
		Steps      int64   `json:"steps"`
		Findings   int     `json:"findings"`
		Text       string  `json:"text,omitempty"` // what is done, if it is not a search

		Workers []workerJSON `json:"workers,omitempty"` // of a cluster
	}{Elapsed: time.Since(p.start).Seconds(), Text: text, Workers: workersJSON(p.workers())}
	if s != nil {
		v.Executions, v.Rate, v.Whole = s.Executions, rate(s), s.Whole
		v.Truncated, v.Steps, v.Findings = s.Truncated, s.Steps, s.Findings
	}
	// Nothing of it can fail to be JSON, and there is nobody to tell if stderr is gone.
	_ = json.NewEncoder(p.w).Encode(v)
}
