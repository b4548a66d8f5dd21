package catalog

import (
	"simrun/properties"
	"simrun/sim"
)

// The queue pipeline, repaired: the last thing that the producer puts says that nothing comes after it, and the consumer
// looks at nothing else.
//
//	def producer(queue, stop_event):
//	    while not stop_event.is_set():
//	        …
//	    queue.put(None)
//
//	def consumer(queue):
//	    while (message := queue.get()) is not None:
//	        logging.info("Consumer get message: %s", message)
func init() {
	register(Entry{
		Name:    "queue-pipeline-sentinel",
		Group:   tutorial,
		Summary: "queue-pipeline, repaired: the producer's last message is None",
		Params:  queueParams(),
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { newQueuePipeline(w, v).run(sentinelProducer, sentinelConsumer) },
				append(properties.Default(), properties.NoItemLeft)
		},
		Expected: Expected{Note: "the sign to stop comes by the same way as the messages, and so after them"},
	})
}

func sentinelProducer(p *queuePipeline) {
	eventProducer(p)
	p.queue.Put(nil)
}

func sentinelConsumer(p *queuePipeline) {
	for {
		message, _ := p.queue.Get()
		if message == nil {
			return
		}
		p.got(message)
	}
}
