package sim

// pending is one entry of the list of the threads that wait for an object, in that they are parked at a guarded
// operation that names it. The list runs through entries that belong to the threads, so that waiting allocates nothing.
// Its order does not matter, because what is done for each of its threads commutes.
type pending struct {
	t          *Thread
	next, prev *pending
}

// enlist enters t, about to be parked, into the lists of the objects of its operation.
func (t *Thread) enlist() {
	n := 0
	if t.op.Object != nil {
		n = 1
	}
	for len(t.entries) < n+len(t.op.Also) {
		t.entries = append(t.entries, pending{t: t})
	}
	if t.op.Object != nil {
		t.op.Object.addPending(&t.entries[0])
	}
	for i, o := range t.op.Also {
		o.addPending(&t.entries[n+i])
	}
	t.enlisted = true
}

// delist undoes enlist.
func (t *Thread) delist() {
	n := 0
	if t.op.Object != nil {
		t.op.Object.removePending(&t.entries[0])
		n = 1
	}
	for i, o := range t.op.Also {
		o.removePending(&t.entries[n+i])
	}
	t.enlisted = false
}

func (o *Object) addPending(p *pending) {
	p.next, p.prev = o.pending, nil
	if o.pending != nil {
		o.pending.prev = p
	}
	o.pending = p
}

func (o *Object) removePending(p *pending) {
	if p.prev != nil {
		p.prev.next = p.next
	} else {
		o.pending = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	}
}
