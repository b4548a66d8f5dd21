package sim

import "math/bits"

// readySet holds the IDs of the parked threads that are ready. It finds the i-th smallest member and the rank of a
// member by counting bits, so that its cost hardly grows with the number of threads.
type readySet struct {
	words  []uint64
	blocks []int32 // members in each run of blockWords words
	n      int
}

const blockWords = 64

// grow makes room for IDs below n.
func (s *readySet) grow(n int) {
	for len(s.words)*64 < n {
		if len(s.words)%blockWords == 0 {
			s.blocks = append(s.blocks, 0)
		}
		s.words = append(s.words, 0)
	}
}

func (s *readySet) clear() {
	clear(s.words)
	clear(s.blocks)
	s.n = 0
}

func (s *readySet) has(id int) bool { return s.words[id>>6]&(1<<(id&63)) != 0 }

func (s *readySet) add(id int) {
	if s.has(id) {
		return
	}
	s.words[id>>6] |= 1 << (id & 63)
	s.blocks[id>>6/blockWords]++
	s.n++
}

func (s *readySet) remove(id int) {
	if !s.has(id) {
		return
	}
	s.words[id>>6] &^= 1 << (id & 63)
	s.blocks[id>>6/blockWords]--
	s.n--
}

// addAll adds the members of a mask.
func (s *readySet) addAll(mask []uint64) {
	for i, m := range mask {
		if m &^= s.words[i]; m != 0 {
			s.words[i] |= m
			s.count(i, bits.OnesCount64(m))
		}
	}
}

// removeAll removes the members of a mask.
func (s *readySet) removeAll(mask []uint64) {
	for i, m := range mask {
		if m &= s.words[i]; m != 0 {
			s.words[i] &^= m
			s.count(i, -bits.OnesCount64(m))
		}
	}
}

func (s *readySet) count(word, more int) {
	s.blocks[word/blockWords] += int32(more)
	s.n += more
}

// at is the i-th smallest member, from 0; i must be below n.
func (s *readySet) at(i int) int {
	b := 0
	for i >= int(s.blocks[b]) {
		i -= int(s.blocks[b])
		b++
	}
	w := b * blockWords
	for {
		c := bits.OnesCount64(s.words[w])
		if i < c {
			break
		}
		i -= c
		w++
	}
	word := s.words[w]
	if i < 8 && word < 256 { // the way of most programs; a loop of i rounds costs a wrong guess of the processor
		return w<<6 + int(nth[word][i])
	}
	for ; i > 0; i-- {
		word &= word - 1
	}
	return w<<6 + bits.TrailingZeros64(word)
}

// nth has for each byte where its bits are that are set, from the lowest on.
var nth = func() (table [256][8]uint8) {
	for b := range table {
		i := 0
		for bit := range uint8(8) {
			if b>>bit&1 == 1 {
				table[b][i] = bit
				i++
			}
		}
	}
	return table
}()

// rank is how many members are smaller than id.
func (s *readySet) rank(id int) int {
	n := 0
	word := id >> 6
	for b := 0; b < word/blockWords; b++ {
		n += int(s.blocks[b])
	}
	for w := word / blockWords * blockWords; w < word; w++ {
		n += bits.OnesCount64(s.words[w])
	}
	return n + bits.OnesCount64(s.words[word]&(1<<(id&63)-1))
}
