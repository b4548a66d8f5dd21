package sampling

import "simrun/sim"

// objectProfile is what the executions to learn from have shown of an object.
type objectProfile struct {
	key    uint64 // names the object in every execution
	thread bool   // it stands for a thread: its operations are the start and the end
	events []int  // by thread: most operations of an execution
	now    []int  // by thread: operations of the execution under way
	first  int    // the thread that touched it first in the execution under way; -1 if none has
	more   bool   // others have touched it too
	wrote  bool   // one of them has written it

	shared bool // in some execution several threads touched it, and one wrote it
	blocks bool // a thread had to wait for it
	raced  bool // two threads were ready at the same time for operations on it, one of which writes
}

func newObjectProfile(o *sim.Object) *objectProfile {
	return &objectProfile{key: o.Key(), thread: o.Kind() == "Thread", first: -1}
}

func (o *objectProfile) begin() {
	clear(o.now)
	o.first, o.more, o.wrote = -1, false, false
}

// declare notes that a thread has come to an operation on the object.
func (o *objectProfile) declare(t *sim.Thread) {
	for len(o.now) <= t.Index() {
		o.now = append(o.now, 0)
	}
	o.now[t.Index()]++
	o.blocks = o.blocks || t.PendingEffect() == sim.Blocks
}

// touch notes that a thread has carried out an operation on the object.
func (o *objectProfile) touch(t *sim.Thread, write bool) {
	if o.first < 0 {
		o.first = t.Index()
	}
	o.more = o.more || o.first != t.Index()
	o.wrote = o.wrote || write
	o.shared = o.shared || o.more && o.wrote
}

func (o *objectProfile) end() {
	for i, n := range o.now {
		if i == len(o.events) {
			o.events = append(o.events, 0)
		}
		o.events[i] = max(o.events[i], n)
	}
}

// contended says whether the order of the operations on the object is open. If a thread had to wait for it, and no two
// threads were ever ready for it at the same time, it only orders them, as the end of a thread that is joined: there is
// nothing to choose. An object that nobody waits for may be raced for although the learning has not seen it.
func (o *objectProfile) contended() bool {
	return o.raced || o.shared && !o.blocks && len(o.events) > 0
}
