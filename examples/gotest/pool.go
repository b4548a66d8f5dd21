// Package pool is a worker pool with a bug that go test hardly ever sees.
package pool

import "sync"

// Pool runs jobs in goroutines.
type Pool struct {
	jobs    chan func()
	workers sync.WaitGroup
	mu      sync.Mutex
	closed  bool
}

// New starts the workers.
func New(workers int) *Pool {
	p := &Pool{jobs: make(chan func())}
	for range workers {
		p.workers.Go(func() {
			for job := range p.jobs {
				job()
			}
		})
	}
	return p
}

// Submit has a worker run the job. It returns false if the pool is closed.
func (p *Pool) Submit(job func()) bool {
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	if closed {
		return false
	}
	p.jobs <- job // the bug: it may be closed by now
	return true
}

// Close waits for the jobs.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	close(p.jobs)
	p.workers.Wait()
}
