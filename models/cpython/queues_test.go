//go:build cpython

package cpython

import (
	"fmt"

	"simrun/models/queue"
)

// put makes a phrase that puts a number that no other call puts.
func put(python string, args ...queue.Arg) phrase {
	return func(k int) []call {
		return []call{method("q", fmt.Sprintf(python, k), func(q *queue.Queue) any {
			if err := q.Put(k, args...); err != nil {
				return err
			}
			return nil
		})}
	}
}

// taken makes a phrase that gets.
func taken(python string, args ...queue.Arg) phrase {
	return one(method("q", python, func(q *queue.Queue) any {
		item, err := q.Get(args...)
		if err != nil {
			return err
		}
		return item
	}))
}

// queueClass is one of a class of queues with room for so many items, 0 for any number.
func queueClass(kind string, maxsize int, create func(e *env, maxsize int) *queue.Queue, letters string, seeds ...uint64) class {
	return class{
		name: fmt.Sprintf("%s(%d)", kind, maxsize),
		objects: []object{{"q", fmt.Sprintf("queue.%s(%d)", kind, maxsize), func(e *env) any { return create(e, maxsize) },
			"'%d/%d' % (len(q.queue), q.unfinished_tasks)", func(o any) any {
				q := o.(*queue.Queue)
				return fmt.Sprintf("%d/%d", len(q.Left()), q.Unfinished())
			}}},
		phrases: map[rune]phrase{
			'p': put("put(%d)"),
			'P': put("put(%d, timeout="+pyTimeout+")", queue.Timeout(timeout)),
			'n': put("put_nowait(%d)", queue.Block(false)),
			'e': put("put(%d, timeout=-1)", queue.Timeout(-1)),
			'g': taken("get()"),
			'G': taken("get(timeout="+pyTimeout+")", queue.Timeout(timeout)),
			'y': taken("get_nowait()", queue.Block(false)),
			'0': taken("get(timeout=0)", queue.Timeout(0)),
			'E': taken("get(timeout=-1)", queue.Timeout(-1)),
			'd': one(void("q", "task_done()", (*queue.Queue).TaskDone)),
			'j': one(void("q", "join()", (*queue.Queue).Join)),
			's': one(method("q", "qsize()", func(q *queue.Queue) any { return q.QSize() })),
			'm': one(method("q", "empty()", func(q *queue.Queue) any { return q.Empty() })),
			'f': one(method("q", "full()", func(q *queue.Queue) any { return q.Full() })),
			'l': func(k int) []call { return []call{line(k)} },
		},
		letters: letters, threads: [2]int{2, 3}, length: [2]int{2, 3}, seeds: seeds,
		exact: []string{"p g", "n y", "p G"},
	}
}

func fifo(e *env, maxsize int) *queue.Queue     { return queue.New(e.w, "q", maxsize) }
func lifo(e *env, maxsize int) *queue.Queue     { return queue.NewLifo(e.w, "q", maxsize) }
func priority(e *env, maxsize int) *queue.Queue { return queue.NewPriority(e.w, "q", maxsize) }

var queueClasses = []class{
	queueClass("Queue", 1, fifo, "pppPneggggGy0Edjsmf", 1, 2, 3, 8, 9),
	queueClass("Queue", 0, fifo, "pppngggGyddjjsl", 1, 2, 3, 5, 8),
	queueClass("LifoQueue", 2, lifo, "ppppPngggGyds", 1, 2, 3, 5, 7),
	queueClass("PriorityQueue", 2, priority, "ppppPngggGyds", 3, 4, 6, 8, 9),
}
