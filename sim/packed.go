package sim

import "encoding/binary"

// Packed is a schedule in bits: a choice among n takes as many as n has, and as the largest n has, in place of 8 bytes. Each of
// its parts is the number of its bytes, and choices as a [Token] writes them; a long execution has several.
type Packed []byte

// Pack is the schedule in bits, in one part.
func (s Schedule) Pack() Packed {
	b := appendChoices(nil, s)
	return append(binary.AppendUvarint(make(Packed, 0, len(b)+binary.MaxVarintLen32), uint64(len(b))), b...)
}

// Unpack is the inverse of Pack. It returns false if p is no schedule.
func (p Packed) Unpack() (Schedule, bool) { return p.unpack(nil) }

// unpack puts the choices behind those of s.
func (p Packed) unpack(s Schedule) (_ Schedule, ok bool) {
	d := tokenReader{b: p}
	for len(d.b) > 0 && !d.bad {
		part := tokenReader{b: d.bytes()}
		s = part.choices(s)
		d.bad = d.bad || part.bad || len(part.b) > 0
	}
	return s, !d.bad
}
