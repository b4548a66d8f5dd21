package dpor

import (
	"encoding/binary"
	"errors"

	"simrun/sim"
)

// What is saved of paths and trees is most of a checkpoint, and of what travels between machines. gob would write it field
// by field through reflection; here a codec goes over it, which both writes and reads, so that the two cannot differ.

// codec writes values behind one another, or reads them back.
type codec struct {
	b       []byte // what was written, or is left to be read
	reading bool
	bad     bool // what is read is nothing that was written
}

// errPacked is the error of bytes that no codec has written.
var errPacked = errors.New("dpor: it is no saved search")

// pack is the bytes of a value that a function goes over.
func pack[T any](v T, over func(*codec, *T)) ([]byte, error) {
	var c codec
	over(&c, &v)
	return c.b, nil
}

// unpack reads them.
func unpack[T any](data []byte, v *T, over func(*codec, *T)) error {
	c := codec{b: data, reading: true}
	over(&c, v)
	if c.bad || len(c.b) > 0 {
		return errPacked
	}
	return nil
}

func (p savedPath) GobEncode() ([]byte, error)   { return pack(p, (*codec).path) }
func (p *savedPath) GobDecode(data []byte) error { return unpack(data, p, (*codec).path) }
func (s savedStep) GobEncode() ([]byte, error)   { return pack(s, (*codec).step) }
func (s *savedStep) GobDecode(data []byte) error { return unpack(data, s, (*codec).step) }
func (c *codec) number(n *int)                   { *n = int(c.varint(int64(*n))) }
func (c *codec) small(n *uint32)                 { *n = uint32(c.varint(int64(*n))) }
func (c *codec) choice(x *sim.Choice)            { c.small(&x.N); c.small(&x.Index) }
func (c *codec) choices(list *[]sim.Choice)      { each(c, list, (*codec).choice) }
func (c *codec) sleepers(list *[]savedSleeper)   { each(c, list, (*codec).sleeper) }
func (c *codec) insertion(i *savedInsertion)     { c.number(&i.Depth); c.sleepers(&i.V) }
func (c *codec) steps(list *[]savedStep)         { each(c, list, (*codec).step) }

func (c *codec) path(p *savedPath) {
	c.number(&p.Shared)
	c.number(&p.Runs)
	c.number(&p.Ended)
	c.flags(&p.Begun, &p.Finished, &p.Chooses)
	each(c, &p.Nodes, (*codec).node)
	each(c, &p.Made, (*codec).access)
	each(c, &p.Inserts, (*codec).insertion)
}

func (c *codec) node(n *savedNode) {
	c.sleepers(&n.Sleep)
	c.number(&n.Inherited)
	c.steps(&n.Branches)
	c.number(&n.Number)
	c.number(&n.Over)
	c.number(&n.Tried)
	c.number(&n.Since)
	each(c, &n.Values, (*codec).small)
	c.access(&n.Union)
}

func (c *codec) step(s *savedStep) {
	c.access(&s.Access)
	c.choices(&s.Choices)
	c.flags(&s.Free, &s.Leaf, &s.Based)
	state := uint32(s.State)
	c.small(&state)
	s.State = leafState(state)
	c.sleepers(&s.Base)
	c.steps(&s.Children)
}

func (c *codec) sleeper(s *savedSleeper) {
	c.access(&s.Access)
	c.choices(&s.Choices)
	c.flags(&s.Free)
}

func (c *codec) access(a *savedAccess) {
	c.number(&a.Thread)
	c.flags(&a.Exits, &a.Wild)
	each(c, &a.Keys, (*codec).key)
	each(c, &a.Writes, func(c *codec, w *bool) { c.flags(w) })
}

// each goes over a list. One that is read has no more elements than bytes are left: each takes at least one.
func each[T any](c *codec, list *[]T, over func(*codec, *T)) {
	n := len(*list)
	c.number(&n)
	if c.reading {
		if n < 0 || n > len(c.b) {
			c.bad, n = true, 0
		}
		*list = nil
		if n > 0 {
			*list = make([]T, n)
		}
	}
	for i := range *list {
		over(c, &(*list)[i])
	}
}

func (c *codec) varint(n int64) int64 {
	if !c.reading {
		c.b = binary.AppendVarint(c.b, n)
		return n
	}
	n, length := binary.Varint(c.b)
	if length <= 0 {
		c.bad, c.b = true, nil
		return 0
	}
	c.b = c.b[length:]
	return n
}

// flags goes over some of them, as the bits of one number.
func (c *codec) flags(list ...*bool) {
	var all int64
	for i, f := range list {
		if *f {
			all |= 1 << i
		}
	}
	all = c.varint(all)
	for i, f := range list {
		*f = all&(1<<i) != 0
	}
}

// key goes over the key of an object: most are small.
func (c *codec) key(k *uint64) { *k = uint64(c.varint(int64(*k))) }
