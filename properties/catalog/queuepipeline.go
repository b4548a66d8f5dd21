package catalog

import (
	"time"

	"simrun/models/event"
	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/properties"
	"simrun/sim"
)

// The notebook's pipeline with a queue, which an event is to stop:
//
//	def producer(queue, stop_event):
//	    while not stop_event.is_set():
//	        message = random.randint(1, 101)
//	        logging.info("Producer set message: %s", message)
//	        queue.put(message)
//
//	def consumer(queue, stop_event):
//	    while not stop_event.is_set() or not queue.empty():
//	        message = queue.get()
//	        logging.info("Consumer get message: %s", message)
//
//	pipeline = queue.Queue(maxsize=10)
//	event = threading.Event()
//	with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
//	    executor.submit(producer, pipeline, event)
//	    executor.submit(consumer, pipeline, event)
//
//	    time.sleep(0.1)
//	    logging.info("Main: about to set event")
//	    event.set()
//
// It has two mistakes. The consumer may look at the event just before it is set, and wait for a message that nobody will
// put any more; and it may find the event set and the queue empty while the producer is about to put one more.
func init() {
	register(Entry{
		Name:    "queue-pipeline",
		Group:   tutorial,
		Summary: "a producer and a consumer with a queue between them, stopped by an event",
		Params:  queueParams(),
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			return func(w *sim.World) { newQueuePipeline(w, v).run(eventProducer, eventConsumer) }, properties.Default()
		},
		Expected: Expected{
			Kinds: []string{"deadlock", "lost-message"},
			Note:  "the consumer may wait for ever, and the last message may be lost",
		},
	})
}

// queueParams are those of the queue pipeline and its twins.
func queueParams() []Param {
	return []Param{
		Number("messages", 3, 0, 1000, "the producer stops after so many; 0: only when the event is set, as in the notebook"),
		Number("maxsize", 10, 0, 1000, "of the queue; 0 is no limit"),
		Number("workers", 2, 1, 8, "max_workers of the executor; with 1 the consumer starts when the producer has ended"),
	}
}

// queuePipeline is what the functions of the notebook's program share.
type queuePipeline struct {
	w        *sim.World
	messages int
	workers  int
	queue    *queue.Queue
	event    *event.Event
	count    *tally
}

func newQueuePipeline(w *sim.World, v Values) *queuePipeline {
	basicConfig(w)
	return &queuePipeline{
		w: w, messages: v.Int("messages"), workers: v.Int("workers"),
		queue: queue.New(w, "pipeline", v.Int("maxsize")),
		event: event.New(w, "event"),
		count: newTally(w),
	}
}

// run is the main program.
func (p *queuePipeline) run(producer, consumer func(p *queuePipeline)) {
	pool := executor.New(p.w, p.workers)
	pool.With(func() {
		pool.Submit("producer", func() any { producer(p); return nil })
		pool.Submit("consumer", func() any { consumer(p); return nil })

		p.w.Sleep(100 * time.Millisecond)
		logging.Info(p.w, "Main: about to set event")
		p.event.Set()
	})
}

// goOn says whether the producer puts another message after n of them. The event decides, as in the notebook; one that
// has put all its messages does nothing more until that is set.
func (p *queuePipeline) goOn(n int) bool {
	if p.messages > 0 && n == p.messages {
		p.event.Wait()
	}
	return !p.event.IsSet()
}

// put is the body of the producer's loop.
func (p *queuePipeline) put() {
	message := p.w.RandInt(1, 101)
	logging.Info(p.w, "Producer set message: %v", message)
	p.queue.Put(message)
	p.count.produced++
}

// got is the rest of the consumer's loop.
func (p *queuePipeline) got(message any) {
	p.count.consumed++
	logging.Info(p.w, "Consumer get message: %v", message)
}

func eventProducer(p *queuePipeline) {
	for n := 0; p.goOn(n); n++ {
		p.put()
	}
}

func eventConsumer(p *queuePipeline) {
	for !p.event.IsSet() || !p.queue.Empty() {
		message, _ := p.queue.Get()
		p.got(message)
	}
}
