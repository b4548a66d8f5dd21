package catalog

import (
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// A daemon that writes what others put into its queue:
//
//	def logger():
//	    while True:
//	        line = lines.get()
//	        logging.info("%s", line)
//	        lines.task_done()
//
//	threading.Thread(target=logger, daemon=True).start()
//	for i in range(2):
//	    lines.put(f"line {i}")
//
// The twin waits for the queue at the end: lines.join().
func init() {
	register(daemonLogger(Entry{
		Name:    "daemon-logger",
		Summary: "a daemon that logs what it gets from a queue, and a process that does not wait for it",
		Expected: Expected{
			Kinds: []string{"abandoned-work", "item-left"},
			Note:  "the process ends with lines in the queue, or one that the daemon was about to write",
		},
	}, false))
	register(daemonLogger(Entry{
		Name:     "daemon-logger-joined",
		Summary:  "daemon-logger, repaired: the process waits until the queue is done",
		Expected: Expected{Note: "join waits for task_done, not only until the queue is empty"},
	}, true))
}

func daemonLogger(e Entry, joined bool) Entry {
	e.Group = classics
	e.Params = []Param{Number("lines", 2, 1, 100, "how many lines the main thread puts into the queue")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) {
			basicConfig(w)
			lines := queue.New(w, "lines", 0)
			startDaemon(w, "logger", func() {
				for {
					line, _ := lines.Get()
					logging.Info(w, "line %v", line)
					lines.TaskDone()
				}
			})
			for i := range v.Int("lines") {
				lines.Put(i)
			}
			if joined {
				lines.Join()
			}
		}
		return run, append(properties.Default(), properties.NoAbandonedWork, properties.NoItemLeft)
	}
	return e
}
