package catalog

import (
	"time"

	"simrun/models/logging"
	"simrun/models/thread"
	"simrun/properties"
	"simrun/sim"
)

// The notebook's first thread:
//
//	def thread_function(name):
//	    logging.info("Thread %s: starting", name)
//	    time.sleep(2)
//	    logging.info("Thread %s: finishing", name)
//
//	x = threading.Thread(target=thread_function, args=(1,), daemon=False)
//	x.start()
//	logging.info("Main    : wait for the thread to finish")
//	# x.join()
//	logging.info("Main    : all done")
func init() {
	register(Entry{
		Name:    "thread",
		Group:   tutorial,
		Summary: "one thread, started by the main thread: who waits for whom at the end",
		Params: []Param{
			Flag("daemon", false, "the process may end before the thread"),
			Flag("join", false, "the main thread waits for the thread before its last line"),
		},
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { startThread(w, v.Bool("daemon"), v.Bool("join")) },
				append(properties.Default(), properties.NoAbandonedWork)
		},
		Expected: Expected{
			Note: "a thread that is not a daemon always finishes; with daemon=true it is killed in the middle of its work",
		},
	})
}

func startThread(w *sim.World, daemon, join bool) {
	basicConfig(w)
	x := thread.New(w, thread.Target("thread_function", func() { threadFunction(w, 1) }), thread.Daemon(daemon))
	x.Start()
	logging.Info(w, "Main    : wait for the thread to finish")
	if join {
		x.Join()
	}
	logging.Info(w, "Main    : all done")
}

func threadFunction(w *sim.World, name int) {
	logging.Info(w, "Thread %v: starting", name)
	w.Sleep(2 * time.Second)
	logging.Info(w, "Thread %v: finishing", name)
}

// basicConfig is how all programs of the notebook set up their log:
//
//	logging.basicConfig(format="%(asctime)s: %(message)s", level=logging.INFO, datefmt="%H:%M:%S")
func basicConfig(w *sim.World) {
	logging.BasicConfig(w, logging.Config{Format: "%(asctime)s: %(message)s", Level: logging.INFO})
}
