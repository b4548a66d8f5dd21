package report

import (
	"slices"
	"sort"

	"simrun/sim"
)

// row is one line of the lanes: an event, or several of one thread that are folded.
type row struct {
	event  int // the event; of a fold the last of its events
	folded int // events that the row stands for without showing them; 0 if it shows its event
	gap    bool
	rounds map[int]string // by thread, if they are folded because they do the same again and again: what that is; looked up only
	left   sim.Reason     // why the thread of the row before does not go on; None if it does
}

// run is events of one thread without a switch between them.
type run struct {
	events []int
	left   sim.Reason // why the thread of the run before does not go on
}

// runs leaves out what threads do to begin and end, unless it matters, and groups the rest by switches.
func (s *scene) runs(all bool) []run {
	var out []run
	thread, left := -1, sim.None
	for i := range s.Events {
		e := &s.Events[i]
		if e.Switch != sim.None && (left == sim.None || left == sim.EndedThere) {
			left = e.Switch
		}
		if !all && s.bookkeeping(i) && !s.matters(i) {
			continue
		}
		if e.Thread != thread {
			out = append(out, run{left: left})
			thread = e.Thread
		}
		left = sim.None
		out[len(out)-1].events = append(out[len(out)-1].events, i)
	}
	return out
}

// matters says whether what a model does by itself is worth a row: something was written there, or went wrong, or the
// reason names it.
func (s *scene) matters(i int) bool {
	return len(s.logs[i]) > 0 || len(s.raised[i]) > 0 || len(s.chosen[i]) > 0 || s.named[i] || method(s.Events[i].Op) == "set_exception"
}

// mustShow says whether an event is never folded away: the cause or the reason speaks of it, it went wrong there, or it is
// the last line of the log.
func (s *scene) mustShow(i int) bool {
	return s.cited[i] || s.named[i] || len(s.raised[i]) > 0 || i == s.lastLog
}

// horizon is the event after which nothing has to do with the failure any more: the last one that the cause or the
// reason speaks of. Where threads wait for ever that is the end.
func (s *scene) horizon() int {
	h := -1
	for i := range s.Events {
		if s.cited[i] || len(s.raised[i]) > 0 {
			h = i
		}
	}
	if h < 0 || s.End == sim.Deadlock {
		return len(s.Events)
	}
	for i := range s.named {
		h = max(h, i)
	}
	return h
}

// upTo divides runs at an event, and counts the events after it.
func upTo(runs []run, event int) (before []run, after int) {
	for _, r := range runs {
		k := sort.SearchInts(r.events, event+1)
		after += len(r.events) - k
		if k > 0 {
			r.events = r.events[:k]
			before = append(before, r)
		}
	}
	if after == 1 { // a gap would take as much room
		return runs, 0
	}
	return before, after
}

// detail says how much of a run is shown.
type detail int

const (
	everything detail = iota
	meetings          // first, last, and where threads meet at an object
	ends              // first and last
)

// fold turns runs into rows.
func (s *scene) fold(runs []run, d detail) []row {
	f := folding{s: s, d: d, meets: s.meetings()}
	if d != everything {
		f.rounds, f.inRounds = s.withoutRounds(runs)
	}
	for _, r := range runs {
		first := len(f.rows)
		f.run(r.events)
		if first < len(f.rows) {
			f.rows[first].left = r.left
		}
	}
	return f.rows
}

// folding collects rows.
type folding struct {
	s        *scene
	d        detail
	meets    map[int]bool
	rounds   map[int]row  // by event: the rounds that begin with it
	inRounds map[int]bool // events that belong to some
	rows     []row
}

// run adds the rows of one run.
func (f *folding) run(events []int) {
	hidden := 0
	for k, i := range events {
		last := k+1 == len(events)
		alone := hidden == 0 && !last && (k+2 == len(events) || f.shows(events[k+1]) || f.inRounds[events[k+1]])
		if !f.inRounds[i] && k > 0 && !last && !f.shows(i) && !alone { // a fold of one event would take as much room as the event
			hidden++
			continue
		}
		if hidden > 0 {
			f.rows = append(f.rows, row{event: events[k-1], folded: hidden})
			hidden = 0
		}
		if r, ok := f.rounds[i]; ok {
			f.rows = append(f.rows, r)
		} else if !f.inRounds[i] {
			f.rows = append(f.rows, row{event: i})
		}
	}
}

// shows says whether an event has a row in this detail wherever it stands.
func (f *folding) shows(i int) bool {
	return f.d == everything || f.s.mustShow(i) || f.d == meetings && f.meets[i]
}

// meetings marks the events at which two threads meet: neighbours in the life of an object, by different threads, of
// which one changes it. Where the order of two such events differs, the execution differs, and so it does where a value
// was chosen.
func (s *scene) meetings() map[int]bool {
	meets := map[int]bool{}
	for i := range s.chosen {
		meets[i] = true
	}
	for _, events := range s.onObject {
		for k := 1; k < len(events); k++ {
			a, b := &s.Events[events[k-1]], &s.Events[events[k]]
			if a.Thread != b.Thread && (a.Effect == sim.Writes || b.Effect == sim.Writes) && a.Kind != "Stream" && a.Kind != "Interpreter" {
				meets[events[k-1]], meets[events[k]] = true, true
			}
		}
	}
	return meets
}

// shorten leaves rows out until at most n are left, gaps included: those far from a preemption, from the end, and from what
// has to be shown.
func (s *scene) shorten(rows []row, n int) []row {
	if len(rows) <= n {
		return rows
	}
	const head, around = 3, 3
	keep := make([]bool, len(rows))
	room := n - 2 // for two gaps
	mark := func(from, to int) {
		for i := max(from, 0); i < min(to, len(rows)); i++ {
			if !keep[i] && room > 0 {
				keep[i] = true
				room--
			}
		}
	}
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].folded == 0 && s.mustShow(rows[i].event) {
			mark(i, i+1)
			room-- // its gap
		}
	}
	mark(len(rows)-max(n/3, 4), len(rows))
	mark(0, head)
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].left == sim.Preempted && room > around {
			mark(i-around, i+around)
			room-- // its gap
		}
	}
	for i := len(rows) - 1; i >= 0 && room > 0; i-- {
		mark(i, i+1)
	}
	var out []row
	for i := 0; i < len(rows); i++ {
		if keep[i] {
			out = append(out, rows[i])
			continue
		}
		g := row{gap: true}
		for ; i < len(rows) && !keep[i]; i++ {
			g.event = rows[i].event
			g.folded += max(rows[i].folded, 1)
		}
		i--
		out = append(out, g)
	}
	return out[max(0, len(out)-n):]
}

// threadsOf are the threads that a report has to show: those with a row, those that an exception ended, and those
// that are blocked at the end or were killed.
func (s *scene) threadsOf(rows []row) []int {
	var out []int
	seen := make([]bool, len(s.Threads))
	add := func(t int) {
		if !seen[t] {
			out = append(out, t)
		}
		seen[t] = true
	}
	for _, r := range rows {
		if !r.gap {
			add(s.Events[r.event].Thread)
		}
	}
	for _, r := range s.Raised {
		add(r.Thread)
	}
	if s.End == sim.Deadlock {
		for _, v := range s.stuck() {
			add(v.Thread)
		}
	}
	for _, t := range s.killed() {
		add(t)
	}
	slices.Sort(out)
	return out
}
