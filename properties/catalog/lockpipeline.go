package catalog

import (
	"simrun/models/executor"
	"simrun/models/lock"
	"simrun/models/logging"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// The notebook's pipeline of one message, with two locks that its two threads hand to each other:
//
//	def producer(pipeline):
//	    for index in range(5):
//	        message = random.randint(1, 101)
//	        logging.info("Producer set message: %s", message)
//	        pipeline.set_message(message)
//	    pipeline.set_message(-1)
//
//	def consumer(pipeline):
//	    message = 0
//	    while message != -1:
//	        message = pipeline.get_message()
//	        if message != -1:
//	            logging.info("Consumer get message: %s", message)
//
//	pipeline = Pipeline()
//	with concurrent.futures.ThreadPoolExecutor(max_workers=2) as executor:
//	    executor.submit(producer, pipeline)
//	    executor.submit(consumer, pipeline)
func init() {
	register(Entry{
		Name:    "lock-pipeline",
		Group:   tutorial,
		Summary: "a producer and a consumer that hand one message after the other over under two locks",
		Params: []Param{
			Number("messages", 5, 0, 100, "how many messages the producer sets before the -1 that ends it"),
			Number("workers", 2, 1, 8, "max_workers of the executor; with 1 the two never run at the same time"),
			Word("first", "producer", []string{"producer", "consumer"}, "which task is submitted first"),
		},
		Program: func(v Values) (func(w *sim.World), []sim.Property) {
			run := func(w *sim.World) { runLockPipeline(w, v.Int("messages"), v.Int("workers"), v.Word("first")) }
			return run, append(properties.Default(), properties.NoDuplicatedMessage, properties.NoReorderedMessage)
		},
		Expected: Expected{Note: "no deadlock, nothing lost; with 5 messages its lines may come in 34 orders"},
	})
}

// lockPipeline is the notebook's class Pipeline.
type lockPipeline struct {
	message      *shared.Var[int]
	producerLock *lock.Lock
	consumerLock *lock.Lock
	ledger       *properties.Ledger
}

func newLockPipeline(w *sim.World) *lockPipeline {
	p := &lockPipeline{
		message:      shared.New(w, "message", 0),
		producerLock: lock.New(w, "producer_lock"),
		consumerLock: lock.New(w, "consumer_lock"),
		ledger:       properties.NewLedger(w, "pipeline"),
	}
	p.consumerLock.Acquire() // prevent reading before a message is written
	return p
}

func (p *lockPipeline) setMessage(message int) {
	p.producerLock.Acquire() // prevent other threads from setting the message
	p.message.Store(message)
	p.ledger.Sent(message)
	p.consumerLock.Release()
	// before the message is read, no writing allowed, thus not releasing the producer lock
}

func (p *lockPipeline) getMessage() int {
	p.consumerLock.Acquire()
	message := p.message.Load()
	p.ledger.Received(message)
	p.producerLock.Release()
	// before the message is set again, no reading allowed, thus not releasing the consumer lock
	return message
}

func runLockPipeline(w *sim.World, messages, workers int, first string) {
	basicConfig(w)
	pipeline, count := newLockPipeline(w), newTally(w)
	producer := func() any {
		for range messages {
			message := w.RandInt(1, 101)
			logging.Info(w, "Producer set message: %v", message)
			pipeline.setMessage(message)
			count.produced++
		}
		pipeline.setMessage(-1)
		return nil
	}
	consumer := func() any {
		message := 0
		for message != -1 {
			message = pipeline.getMessage()
			if message != -1 {
				count.consumed++
				logging.Info(w, "Consumer get message: %v", message)
			}
		}
		return nil
	}
	pool := executor.New(w, workers)
	pool.With(func() {
		if first == "producer" {
			pool.Submit("producer", producer)
			pool.Submit("consumer", consumer)
		} else {
			pool.Submit("consumer", consumer)
			pool.Submit("producer", producer)
		}
	})
}
