package sim

import (
	"fmt"
	"strconv"
	"strings"
)

// Choice is the decision at one point with more than one alternative: N of them, of which Index was taken. Of the
// threads that are ready the running one comes first, then the others by ID, so 0 means "carry on".
type Choice struct {
	N, Index uint32
}

// Schedule is the list of the choices of one execution.
type Schedule []Choice

// String writes a schedule as "2:0 3:1", the number of alternatives and the one taken; ParseSchedule reads it back.
func (s Schedule) String() string {
	var b strings.Builder
	for i, c := range s {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%d:%d", c.N, c.Index)
	}
	return b.String()
}

// ParseSchedule is the inverse of String.
func ParseSchedule(text string) (Schedule, error) {
	var s Schedule
	for _, field := range strings.Fields(text) {
		n, index, ok := strings.Cut(field, ":")
		c, err := parseChoice(n, index)
		if !ok || err != nil {
			return nil, fmt.Errorf("choice %d is %q: want alternatives:taken, as 3:1", len(s), field)
		}
		s = append(s, c)
	}
	return s, nil
}

func parseChoice(n, index string) (Choice, error) {
	a, err := strconv.ParseUint(n, 10, 32)
	if err != nil {
		return Choice{}, err
	}
	b, err := strconv.ParseUint(index, 10, 32)
	if err != nil {
		return Choice{}, err
	}
	if a < 2 || b >= a {
		return Choice{}, strconv.ErrRange
	}
	return Choice{uint32(a), uint32(b)}, nil
}

// Trim leaves out the choices at the end that carry on; a replay that has come to the end of its schedule carries on.
func (s Schedule) Trim() Schedule {
	n := len(s)
	for n > 0 && s[n-1].Index == 0 {
		n--
	}
	return s[:n]
}
