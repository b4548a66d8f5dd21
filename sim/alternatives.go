package sim

import "math/bits"

// Alternatives appends the threads of a choice between threads to list, in their order: what [Point.Thread] gives one
// by one, for a scheduler that looks at all of them.
func (p *Point) Alternatives(list []*Thread) []*Thread {
	if p.cur != nil {
		list = append(list, p.cur)
	}
	s := &p.w.ready
	left := s.n
	for i := 0; left > 0; i++ {
		for word := s.words[i]; word != 0; word &= word - 1 {
			list = append(list, p.w.threads[i<<6+bits.TrailingZeros64(word)])
			left--
		}
	}
	return list
}
