//go:build cpython

package cpython

import (
	"fmt"
	"strings"

	"simrun/models/queue"
)

// item is a call of a queue that puts one.
func item(python string, value any, args ...queue.Arg) call {
	return method("q", "put("+python+")", func(q *queue.Queue) any { return noError(q.Put(value, args...)) })
}

// noError is the error, or nil without a type.
func noError(err error) any {
	if err != nil {
		return err
	}
	return nil
}

func gotten(python string, args ...queue.Arg) call { return taken(python, args...)(0)[0] }

var queueCalls = []call{
	item("1, False", 1, queue.Block(false)), item("2, timeout=0", 2, queue.Timeout(0)), item("0, True, "+pyTimeout, 0, queue.Timeout(timeout)),
	item("1, False", 1, queue.Block(false)), item("3, block=False", 3, queue.Block(false)),
	item("4, timeout=-1", 4, queue.Timeout(-1)), item("5, False, -1", 5, queue.Block(false), queue.Timeout(-1)),
	gotten("get(False)", queue.Block(false)), gotten("get(False, -1)", queue.Block(false), queue.Timeout(-1)),
	gotten("get(timeout=0)", queue.Timeout(0)), gotten("get(timeout=-1)", queue.Timeout(-1)), gotten("get_nowait()", queue.Block(false)),
	gotten("get(timeout="+pyTimeout+")", queue.Timeout(timeout)),
	void("q", "task_done()", (*queue.Queue).TaskDone), void("q", "task_done()", (*queue.Queue).TaskDone),
	{"q.join() if q.unfinished_tasks == 0 else 'no'", func(e *env, _ *performer) any {
		if q := get[*queue.Queue](e, "q"); q.Unfinished() == 0 {
			q.Join()
			return nil
		}
		return "no"
	}},
	method("q", "qsize()", func(q *queue.Queue) any { return q.QSize() }), method("q", "empty()", func(q *queue.Queue) any { return q.Empty() }),
	method("q", "full()", func(q *queue.Queue) any { return q.Full() }), method("q", "maxsize", func(q *queue.Queue) any { return q.Maxsize() }),
	void("q", "shutdown()", func(q *queue.Queue) { q.Shutdown(false) }), void("q", "shutdown(True)", func(q *queue.Queue) { q.Shutdown(true) }),
	method("q", "is_shutdown", func(q *queue.Queue) any { return q.IsShutdown() }),
	method("q", "unfinished_tasks", func(q *queue.Queue) any { return q.Unfinished() }),
}

// mixedCalls are of a queue that compares its items.
var mixedCalls = []call{
	item("(1, 'b'), False", []any{1, "b"}, queue.Block(false)), item("(1, 'a'), False", []any{1, "a"}, queue.Block(false)),
	item("(1,), False", []any{1}, queue.Block(false)), item("(2, None), False", []any{2, nil}, queue.Block(false)),
	item("(1, 2), False", []any{1, 2}, queue.Block(false)), item("'x', False", "x", queue.Block(false)), item("1.5, False", 1.5, queue.Block(false)),
	item("True, False", true, queue.Block(false)), item("None, False", nil, queue.Block(false)), item("{}, False", map[string]int{}, queue.Block(false)),
	item("1, False", 1, queue.Block(false)), item("2, False", 2, queue.Block(false)), item("2.0, False", 2.0, queue.Block(false)),
	{"shape(q.get(False))", func(e *env, _ *performer) any {
		v, err := get[*queue.Queue](e, "q").Get(queue.Block(false))
		if err != nil {
			return err
		}
		return shapeOf(v)
	}},
	{"shape(q.get(False))", func(e *env, _ *performer) any {
		v, err := get[*queue.Queue](e, "q").Get(queue.Block(false))
		if err != nil {
			return err
		}
		return shapeOf(v)
	}},
	method("q", "qsize()", func(q *queue.Queue) any { return q.QSize() }),
	void("q", "shutdown(True)", func(q *queue.Queue) { q.Shutdown(true) }),
	method("q", "unfinished_tasks", func(q *queue.Queue) any { return q.Unfinished() }),
}

// shapeOf is what Python's repr shows of an item.
func shapeOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		return map[bool]string{true: "True", false: "False"}[v]
	case string:
		return "'" + v + "'"
	case float64:
		if v == float64(int(v)) {
			return fmt.Sprintf("%.1f", v)
		}
	case []any:
		words := make([]string, len(v))
		for i := range v {
			words[i] = shapeOf(v[i])
		}
		if len(v) == 1 {
			words[0] += ","
			return "(" + words[0] + ")"
		}
		return "(" + strings.Join(words, ", ") + ")"
	case map[string]int:
		return "{}"
	}
	return fmt.Sprint(v)
}

func queueAlone(kind string, maxsize int, create func(e *env, maxsize int) *queue.Queue, calls []call) class {
	c := queueClass(kind, maxsize, create, "")
	return alone(fmt.Sprintf("alone: %s(%d) %d", kind, maxsize, len(calls)), c.objects, calls...)
}

var simpleCalls = []call{
	method("q", "put(1)", func(q *queue.SimpleQueue) any { return noError(q.Put(1)) }),
	method("q", "put(2, False, -1)", func(q *queue.SimpleQueue) any { return noError(q.Put(2, queue.Block(false), queue.Timeout(-1))) }),
	method("q", "put_nowait(3)", func(q *queue.SimpleQueue) any { return noError(q.PutNowait(3)) }),
	method("q", "get(False)", func(q *queue.SimpleQueue) any { return result(q.Get(queue.Block(false))) }),
	method("q", "get_nowait()", func(q *queue.SimpleQueue) any { return result(q.GetNowait()) }),
	method("q", "get(timeout=0)", func(q *queue.SimpleQueue) any { return result(q.Get(queue.Timeout(0))) }),
	method("q", "get(timeout="+pyTimeout+")", func(q *queue.SimpleQueue) any { return result(q.Get(queue.Timeout(timeout))) }),
	method("q", "get(timeout=-1)", func(q *queue.SimpleQueue) any { return result(q.Get(queue.Timeout(-1))) }),
	method("q", "get(False, -1)", func(q *queue.SimpleQueue) any { return result(q.Get(queue.Block(false), queue.Timeout(-1))) }),
	method("q", "qsize()", func(q *queue.SimpleQueue) any { return q.QSize() }),
	method("q", "empty()", func(q *queue.SimpleQueue) any { return q.Empty() }),
}

var sequentialQueues = []class{
	queueAlone("Queue", 0, fifo, queueCalls), queueAlone("Queue", 1, fifo, queueCalls), queueAlone("Queue", 2, fifo, queueCalls),
	queueAlone("Queue", -1, fifo, queueCalls), queueAlone("LifoQueue", 2, lifo, queueCalls), queueAlone("LifoQueue", 0, lifo, queueCalls),
	queueAlone("PriorityQueue", 2, priority, queueCalls), queueAlone("PriorityQueue", 0, priority, queueCalls),
	queueAlone("PriorityQueue", 0, priority, mixedCalls), queueAlone("PriorityQueue", 3, priority, mixedCalls),
	alone("alone: SimpleQueue", []object{{"q", "queue.SimpleQueue()", func(e *env) any { return queue.NewSimple(e.w, "q") }, "q.qsize()",
		func(o any) any { return len(o.(*queue.SimpleQueue).Left()) }}}, simpleCalls...),
}
