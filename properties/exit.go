package properties

import (
	"fmt"

	"simrun/models/lock"
	"simrun/sim"
)

// NoAbandonedWork holds unless the process ended while a daemon was in the middle of something: it held a lock, was in
// a [Section], or could have gone on with what it was about to do. A daemon that was blocked, or asleep, was at rest.
// Its kind is "abandoned-work".
var NoAbandonedWork sim.Property = &check{name: "no abandoned work", look: noAbandonedWork}

func noAbandonedWork(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	var f findings
	for _, t := range x.Unfinished() {
		if t.Index() == 0 && !t.Ready() { // the main thread, which ended the process itself
			continue
		}
		if doing := middleOf(x, t); doing != "" {
			f.add(fmt.Sprintf("the process ended while %s %s", Who(t), doing), task(t)+" "+doing)
		}
	}
	return f.failure("abandoned-work")
}

// middleOf says what a thread that is killed was in the middle of; it is empty if it was at rest.
func middleOf(x *sim.Execution, t *sim.Thread) string {
	doing := ""
	eachSection(x, func(s *Section) {
		for _, v := range s.inside {
			if v.thread == t && doing == "" {
				doing = "was inside " + s.Name()
			}
		}
	})
	eachLock(x, func(o *sim.Object, holder *sim.Thread) {
		if holder == t && doing == "" {
			doing = "held " + o.Name()
		}
	})
	if doing != "" {
		return doing + ", in " + standsAt(t)
	}
	if e := t.PendingEffect(); t.Ready() && e != sim.Elapses && !ofItself(t) {
		return "was about to go on with " + standsAt(t)
	}
	return ""
}

// ofItself says whether the thread stands before an operation on itself: its function has returned, and the rest is the
// interpreter's.
func ofItself(t *sim.Thread) bool {
	o := t.Pending().Object
	return o != nil && sim.ThreadOf(o) == t
}

// AllReleased holds unless a Lock or RLock is held at the end by nobody alive: by a thread that has ended, or by any if
// the program was completed. Its kind is "not-released". A program that uses a lock as a signal, to be released by
// another thread, may leave it held in order.
var AllReleased sim.Property = &check{name: "everything released", look: allReleased}

func allReleased(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed && x.End != sim.Deadlock {
		return nil
	}
	var f findings
	eachLock(x, func(o *sim.Object, holder *sim.Thread) {
		switch {
		case holder.Done():
			f.add(fmt.Sprintf("%s ended without releasing %s", Who(holder), o.Name()), o.Name()+" held by "+task(holder))
		case x.End == sim.Completed:
			f.add(fmt.Sprintf("%s held %s when the process ended", Who(holder), o.Name()), o.Name()+" held by "+task(holder))
		}
	})
	return f.failure("not-released")
}

// eachLock calls f with every lock that is held and who acquired it, in the order in which the locks were made.
func eachLock(x *sim.Execution, f func(o *sim.Object, holder *sim.Thread)) {
	for _, o := range x.World().Objects() {
		if holder := holderOf(o); holder != nil {
			f(o, holder)
		}
	}
}

// holderOf is who acquired the object last, if it is a lock that is held.
func holderOf(o *sim.Object) *sim.Thread {
	var holder []*sim.Thread
	switch l := o.Model().(type) {
	case *lock.Lock:
		holder = l.WaitsFor(nil)
	case *lock.RLock:
		holder = l.WaitsFor(nil)
	}
	if len(holder) == 0 {
		return nil
	}
	return holder[0]
}

// NoLeakedThread holds unless, when the program was completed, there is a thread that has not ended: a daemon that was
// left to be killed, or one of which nobody waits for the end. Its kind is "thread-leaked".
var NoLeakedThread sim.Property = &check{name: "no leaked thread", look: noLeakedThread}

func noLeakedThread(x *sim.Execution) *sim.Failure {
	if x.End != sim.Completed {
		return nil
	}
	var f findings
	for _, t := range x.Unfinished() {
		if t.Index() != 0 && !ofItself(t) {
			f.add(fmt.Sprintf("%s had not ended when the process did, in %s", Who(t), standsAt(t)), task(t))
		}
	}
	return f.failure("thread-leaked")
}
