package catalog

import (
	"simrun/models/thread"
	"simrun/sim"
)

// crew is threads that are started together and joined together:
//
//	threads = [threading.Thread(target=…) for …]
//	for t in threads: t.start()
//	for t in threads: t.join()
type crew struct {
	w       *sim.World
	threads []*thread.Thread
}

func newCrew(w *sim.World) *crew { return &crew{w: w} }

// add makes a thread.
func (c *crew) add(name string, body func()) {
	c.threads = append(c.threads, thread.New(c.w, thread.Name(name), thread.Target(name, body)))
}

// run starts all threads and waits for them.
func (c *crew) run() {
	for _, t := range c.threads {
		t.Start()
	}
	for _, t := range c.threads {
		t.Join()
	}
}

// startDaemon starts a thread that the process does not wait for.
func startDaemon(w *sim.World, name string, body func()) {
	thread.New(w, thread.Name(name), thread.Target(name, body), thread.Daemon(true)).Start()
}
