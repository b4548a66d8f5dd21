package catalog

import (
	"time"

	"simrun/models/event"
	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/sim"
)

// The notebook's thread that waits for an event:
//
//	def thread_waiting(event):
//	    logging.info("Child\t\t:Thread is waiting for event")
//	    event.wait()
//	    logging.info("Child\t\t:Thread is executing")
//
//	event = threading.Event()
//	child = threading.Thread(target=thread_waiting, args=(event,))
//	logging.info("Main\t\t:child starting")
//	child.start()
//	time.sleep(1)
//	logging.info("Main\t\t:event set")
//	event.set()
//	child.join()
//	logging.info("Main\t\t:terminating")
func init() {
	register(Entry{
		Name:    "event",
		Group:   tutorial,
		Summary: "a thread that waits until the main thread sets an event",
		Program: func(Values) (func(w *sim.World), []sim.Property) { return setEvent, properties.Default() },
		Expected: Expected{
			Note: "two orders of lines: a child that is very late finds the event set",
		},
	})
}

func setEvent(w *sim.World) {
	basicConfig(w)
	event := event.New(w, "event")
	child := thread.New(w, thread.Name("child"), thread.Target("thread_waiting", func() { threadWaiting(w, event) }))
	logging.Info(w, "Main\t\t:child starting")
	child.Start()
	w.Sleep(time.Second)
	logging.Info(w, "Main\t\t:event set")
	event.Set()
	child.Join()
	logging.Info(w, "Main\t\t:terminating")
}

func threadWaiting(w *sim.World, event *event.Event) {
	logging.Info(w, "Child\t\t:Thread is waiting for event")
	event.Wait()
	logging.Info(w, "Child\t\t:Thread is executing")
}
