package catalog

import (
	"time"

	"simrun/models/event"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// The queue pipeline, repaired by a consumer that never waits for long, and that stops only if the producer was done
// before it looked into the queue for the last time.
//
//	def producer(queue, stop_event, done):
//	    while not stop_event.is_set():
//	        …
//	    done.set()
//
//	def consumer(pipeline, done):
//	    finished = False
//	    while True:
//	        try:
//	            message = pipeline.get(timeout=0.1)
//	            logging.info("Consumer get message: %s", message)
//	        except queue.Empty:
//	            if finished:
//	                return
//	            finished = done.is_set()
func init() {
	register(Entry{
		Name:    "queue-pipeline-timeout",
		Group:   tutorial,
		Summary: "queue-pipeline, repaired: the consumer's get has a timeout",
		Params:  queueParams(),
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { runTimeoutPipeline(w, v) }, append(properties.Default(), properties.NoItemLeft)
		},
		Expected: Expected{Note: "a timeout alone cures the hang only; it is the order of the two looks that saves the last message"},
	})
}

func runTimeoutPipeline(w *sim.World, v Values) {
	p, done, more := newQueuePipeline(w, v), event.New(w, "done"), newProgress(w)
	producer := func(p *queuePipeline) {
		for n := 0; p.goOn(n); n++ {
			p.put()
			more.made()
		}
		done.Set()
		more.made()
	}
	consumer := func(p *queuePipeline) {
		finished := false
		for {
			message, err := p.queue.Get(queue.Timeout(100 * time.Millisecond))
			switch {
			case err == nil:
				p.got(message)
			case finished:
				return
			default:
				more.beyond(p.count.consumed) // until then Python's loop goes round in vain
				finished = done.IsSet()
			}
		}
	}
	p.run(producer, consumer)
}
