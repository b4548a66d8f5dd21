package catalog

import (
	"simrun/properties"
	"simrun/sim"
)

// The queue pipeline, repaired as Python 3.13 allows: the producer shuts the queue down, and the consumer gets what is
// left in it, and then an exception.
//
//	def producer(queue, stop_event):
//	    while not stop_event.is_set():
//	        …
//	    queue.shutdown()
//
//	def consumer(pipeline):
//	    try:
//	        while True:
//	            message = pipeline.get()
//	            logging.info("Consumer get message: %s", message)
//	    except queue.ShutDown:
//	        pass
func init() {
	register(Entry{
		Name:    "queue-pipeline-shutdown",
		Group:   tutorial,
		Summary: "queue-pipeline, repaired: the producer shuts the queue down",
		Params:  queueParams(),
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { newQueuePipeline(w, v).run(shutdownProducer, shutdownConsumer) },
				append(properties.Default(), properties.NoItemLeft)
		},
		Expected: Expected{Note: "a graceful shutdown delivers what is left, and wakes who waits"},
	})
}

func shutdownProducer(p *queuePipeline) {
	eventProducer(p)
	p.queue.Shutdown(false)
}

func shutdownConsumer(p *queuePipeline) {
	for {
		message, err := p.queue.Get()
		if err != nil {
			return
		}
		p.got(message)
	}
}
