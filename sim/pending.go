package sim

// pending is an entry of the list of the threads that wait for an object: those that are parked at a guarded operation
// which names it. The entries belong to the threads, so waiting allocates nothing. The order of the list does not
// matter, because what is done for each of its threads commutes. Where many threads wait, most of them are a crowd.
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
	if o := t.op.Object; o != nil {
		if t.crowded = o.joinCrowd(t); !t.crowded {
			o.addPending(&t.entries[0])
			if o.waiting >= crowdFrom {
				o.gather(t)
			}
		}
	}
	for i, o := range t.op.Also {
		o.addPending(&t.entries[n+i])
	}
	t.enlisted = true
}

// delist undoes enlist.
func (t *Thread) delist() {
	n := 0
	if o := t.op.Object; o != nil {
		if t.crowded {
			o.crowd.remove(t.index)
		} else {
			o.removePending(&t.entries[0])
		}
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
	o.waiting++
}

func (o *Object) removePending(p *pending) {
	o.waiting--
	if p.prev != nil {
		p.prev.next = p.next
	} else {
		o.pending = p.next
	}
	if p.next != nil {
		p.next.prev = p.prev
	}
}

// eachWaiting calls f with every thread that waits for the object.
func (o *Object) eachWaiting(f func(t *Thread)) {
	for p := o.pending; p != nil; p = p.next {
		f(p.t)
	}
	if o.crowd != nil {
		o.crowd.each(o.world, f)
	}
}
