package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// rounds are events in which threads poll: they do the same again and again and change nothing. What happens in one
// round happens in each, so a report shows the first and the last.
type rounds struct {
	first, last int // the events that need not be shown, in a list of events
	n           int // rounds of them
	period      int // events in a round
}

const (
	fewestRounds  = 4  // fewer take no more room than what would stand for them
	longestPeriod = 24 // events in a round
)

// deed is what an event has in common with the same event in another round.
type deed struct {
	thread, object  int
	op, note, state string
	effect          sim.Effect
}

// polling finds the rounds in a list of events. An event that has to be shown is in none.
func (s *scene) polling(events []int) []rounds {
	deeds := make([]deed, len(events))
	for k, i := range events {
		e := &s.Events[i]
		deeds[k] = deed{e.Thread, e.ObjectID, e.Op, e.Note, e.State, e.Effect}
		if s.mustShow(i) || len(s.logs[i]) > 0 || len(s.chosen[i]) > 0 {
			deeds[k].thread = -1 - k // like no other one
		}
	}
	var found []rounds
	for at := 0; at+fewestRounds <= len(deeds); at++ {
		for period := 1; period <= longestPeriod && at+fewestRounds*period <= len(deeds); period++ {
			end := at + period
			for end < len(deeds) && deeds[end] == deeds[end-period] {
				end++
			}
			if n := (end - at) / period; n >= fewestRounds {
				found = append(found, rounds{at + period, at + (n-1)*period - 1, n - 2, period})
				at += n*period - 1
				break
			}
		}
	}
	return found
}

// byThread says what each thread does in a round: "412 rounds of stop.wait".
func (s *scene) byThread(r rounds, events []int) map[int]string {
	calls := map[int][]string{}
	for _, i := range events[r.first : r.first+r.period] {
		e := &s.Events[i]
		if call := s.call(e.Op, e.Object, e.Kind, e.ObjectID); !slices.Contains(calls[e.Thread], call) {
			calls[e.Thread] = append(calls[e.Thread], call)
		}
	}
	text := map[int]string{} // looked up only
	for t, several := range calls {
		if len(several) > 3 {
			several = append(several[:2:2], count(len(several)-2, "more", "more"))
		}
		text[t] = count(r.n, "round", "rounds") + " of " + strings.Join(several, ", ")
	}
	return text
}

// withoutRounds divides a list of events into those that may be shown and the rounds between them: by event, the rounds
// that begin with it, and the others that are part of some.
func (s *scene) withoutRounds(runs []run) (begin map[int]row, hidden map[int]bool) {
	var events []int
	for _, r := range runs {
		events = append(events, r.events...)
	}
	begin, hidden = map[int]row{}, map[int]bool{}
	for _, r := range s.polling(events) {
		begin[events[r.first]] = row{event: events[r.last], folded: r.last - r.first + 1, rounds: s.byThread(r, events)}
		for _, i := range events[r.first : r.last+1] {
			hidden[i] = true
		}
	}
	return begin, hidden
}
