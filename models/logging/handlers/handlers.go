// Package handlers has Python's logging.handlers, as far as threads can see it: QueueHandler and QueueListener, which have
// records written by a thread of their own.
//
// # Words
//
// A queue handler puts each record into a queue, while it holds its lock. A listener has a thread that takes them out and
// gives them to other handlers.
//
// # Guarantee
//
// The message is formatted where the record is logged, under the handler's lock; a record for which the queue has no room
// is reported and lost. Errors are panics with the type and text of CPython 3.13.
//
// # Limits
//
// There are no handlers for files and sockets. Up to 3.13 a listener cannot be used in a with statement.
//
// https://docs.python.org/3.13/library/logging.handlers.html
package handlers

import (
	"simrun/models/logging"
	"simrun/models/queue"
	"simrun/models/thread"
	"simrun/sim"
)

// Queue is what records go through: a *queue.Queue or a *queue.SimpleQueue.
type Queue interface {
	PutNowait(item any) error
	Get(args ...queue.Arg) (any, error)
}

// NewQueueHandler makes a handler that puts records into the queue, its message formatted. It never blocks; who logs with it
// blocks while somebody holds the queue's mutex.
// https://docs.python.org/3.13/library/logging.handlers.html#logging.handlers.QueueHandler
func NewQueueHandler(w *sim.World, name string, q Queue) *logging.Handler {
	var h *logging.Handler
	h = logging.NewHandler(w, name, func(r *logging.Record) {
		prepared := *r
		prepared.Format, prepared.Args = "%s", []any{r.Message()}
		if err := q.PutNowait(&prepared); err != nil {
			h.HandleError(r, err)
		}
	})
	return h
}

// QueueListener is logging.handlers.QueueListener. Make one with NewQueueListener.
//
// https://docs.python.org/3.13/library/logging.handlers.html#logging.handlers.QueueListener
type QueueListener struct {
	w        *sim.World
	q        Queue
	handlers []*logging.Handler
	thread   *thread.Thread

	// RespectHandlerLevel is the argument respect_handler_level: a handler gets only the records that its level lets
	// through.
	RespectHandlerLevel bool
}

// NewQueueListener makes a listener that gives what comes through the queue to the handlers, one after the other. It never
// blocks.
// https://docs.python.org/3.13/library/logging.handlers.html#logging.handlers.QueueListener
func NewQueueListener(w *sim.World, q Queue, handlers ...*logging.Handler) *QueueListener {
	return &QueueListener{w: w, q: q, handlers: handlers}
}

// Start starts the listener's thread, a daemon. It blocks until that has begun.
// https://docs.python.org/3.13/library/logging.handlers.html#logging.handlers.QueueListener.start
func (l *QueueListener) Start() {
	l.thread = thread.New(l.w, thread.Target("_monitor", l.monitor), thread.Daemon(true))
	l.thread.Start()
}

// Stop has the thread end when it has handled what is in the queue, and blocks until it has. It panics with the queue's
// exception if that has no room for the sentinel, and with AttributeError "'NoneType' object has no attribute 'join'" if
// the listener was not started.
// https://docs.python.org/3.13/library/logging.handlers.html#logging.handlers.QueueListener.stop
func (l *QueueListener) Stop() {
	if err := l.q.PutNowait(nil); err != nil {
		panic(err)
	}
	if l.thread == nil {
		panic(&sim.Exception{Type: "AttributeError", Text: "'NoneType' object has no attribute 'join'"})
	}
	l.thread.Join()
	l.thread = nil
}

// monitor is what the thread does. A listener whose queue counts tasks tells it of each.
func (l *QueueListener) monitor() {
	tasks, counts := l.q.(interface{ TaskDone() })
	for {
		item, err := l.q.Get()
		if err != nil {
			return // the thread is being killed, or the queue is shut down
		}
		record, ok := item.(*logging.Record)
		if ok {
			l.handle(record)
		}
		if counts {
			tasks.TaskDone()
		}
		if !ok {
			return
		}
	}
}

// handle gives a record to the handlers.
func (l *QueueListener) handle(r *logging.Record) {
	for _, h := range l.handlers {
		if !l.RespectHandlerLevel || r.Level >= h.Level() {
			h.Handle(r)
		}
	}
}
