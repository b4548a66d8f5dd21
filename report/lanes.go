package report

import (
	"cmp"
	"slices"

	"simrun/sim"
)

// lanes is the division of the width into columns.
type lanes struct {
	threads []int // with a lane of their own, by ID
	others  bool  // there is a last lane for all other threads
	width   int   // of a lane, without the space after it
	step    int   // width of the step number
	source  int   // width of the column for the line; 0 if there is no room
	code    int   // width of the text of that line behind it; 0 if there is no room
	file    string
}

const (
	minLane     = 18
	goodLane    = 24
	maxLane     = 44
	maxSource   = 24
	laneSpacing = 2
)

// layout divides the width among the threads of the rows. Where it is scarce, those that do nothing but wait for others
// to end have no lane.
func (s *scene) layout(rows []row, o Options) lanes {
	threads := s.threadsOf(rows)
	l := s.divide(threads, rows, o)
	if _, longest := s.files(rows); l.others || l.source < longest || l.width < min(goodLane, s.longest(rows)) {
		if fewer := slices.DeleteFunc(slices.Clone(threads), func(t int) bool { return s.onlyJoins(t, rows) }); len(fewer) > 0 {
			return s.divide(fewer, rows, o)
		}
	}
	return l
}

// onlyJoins says whether a thread has no row, and waits at the end for another one to end.
func (s *scene) onlyJoins(t int, rows []row) bool {
	if slices.ContainsFunc(rows, func(r row) bool { return !r.gap && s.Events[r.event].Thread == t }) {
		return false
	}
	return slices.ContainsFunc(s.Waiting, func(v sim.Waiting) bool { return v.Thread == t && v.Op == "Thread.join" })
}

// divide gives the threads a lane each. If there are more than fit, those that the failure is about get one, and the
// others share one.
func (s *scene) divide(threads []int, rows []row, o Options) lanes {
	l := lanes{threads: slices.Clone(threads), step: max(4, len(itoa(s.lastStep())))}
	room := o.Width - l.step - laneSpacing
	file, longest := s.files(rows)
	l.file, l.source = file, min(longest, maxSource)
	if most := max(1, (room-l.source)/(minLane+laneSpacing)); len(l.threads) > most {
		weight := s.weights()
		slices.SortStableFunc(l.threads, func(a, b int) int { return cmp.Compare(weight[b], weight[a]) })
		l.threads = l.threads[:max(most-1, 0)]
		slices.Sort(l.threads)
		l.others = true
	}
	n := max(l.count(), 1)
	l.width = (room-l.source)/n - laneSpacing
	if l.source == 0 || l.width < minLane {
		l.source = 0
		l.width = room/n - laneSpacing
	}
	l.width = min(l.width, max(maxLane, minLane))
	s.giveCode(&l, rows, room, n, o.Verbose)
	return l
}

const (
	minCode = 24
	maxCode = 60
)

// giveCode gives the texts of the lines the room that the lanes do not need, or, if everything is to be shown, what they
// can do without.
func (s *scene) giveCode(l *lanes, rows []row, room, n int, verbose bool) {
	text, lane := 0, minLane
	for _, r := range rows {
		if e := &s.Events[r.event]; !r.gap && r.folded == 0 {
			text = max(text, width(s.code(e.File, e.Line)))
			lane = max(lane, width(plain(s.brief(r.event)))+width(plain(s.leaves(r.event)))+3)
		}
	}
	for _, list := range s.waits {
		for _, v := range list {
			lane = max(lane, width("┊ blocked in "+plain(s.call(v.Op, v.Object, v.Kind, v.ObjectID))))
		}
	}
	for _, v := range s.stuck() {
		lane = max(lane, width("✗ "+plain(s.call(v.Op, v.Object, v.Kind, v.ObjectID))+" for ever :1234"))
	}
	if verbose {
		lane = min(lane, goodLane)
	}
	spare := room - l.source - n*(min(lane, l.width)+laneSpacing) - laneSpacing
	if l.source == 0 || text == 0 || spare < min(text, minCode) {
		return
	}
	l.code = min(text, maxCode, spare)
	l.width = min(l.width, (room-l.source-l.code-laneSpacing)/n-laneSpacing)
}

func (l *lanes) count() int {
	if l.others {
		return len(l.threads) + 1
	}
	return len(l.threads)
}

// of is the number of the lane of a thread, and whether it shares it.
func (l *lanes) of(t int) (lane int, shared bool) {
	if i := slices.Index(l.threads, t); i >= 0 {
		return i, false
	}
	return len(l.threads), true
}

func (s *scene) lastStep() int {
	if len(s.Events) == 0 {
		return 0
	}
	return s.Events[len(s.Events)-1].Step
}

// weights says how much each thread has to do with the failure.
func (s *scene) weights() []int {
	w := make([]int, len(s.Threads))
	for _, r := range s.Raised {
		w[r.Thread] += 1000
	}
	if s.End == sim.Deadlock {
		for _, g := range s.groups() {
			for _, t := range g.threads {
				w[t] += 500
			}
			for _, t := range g.others {
				if g.only {
					w[t] += 200 * len(g.threads)
				} else {
					w[t] += 300 * len(g.threads)
				}
			}
		}
	}
	for i := range s.Events {
		if s.Events[i].Switch == sim.Preempted {
			w[s.Events[i].Thread] += 20
		}
		if s.named[i] || s.cited[i] {
			w[s.Events[i].Thread] += 400
		}
	}
	return w
}

// files is the one file of all rows, or "" if there are several, and the room that their lines need.
func (s *scene) files(rows []row) (file string, longest int) {
	several := false
	full, short := 0, 0
	for _, r := range rows {
		e := &s.Events[r.event]
		if r.gap || r.folded > 0 || e.File == "" {
			continue
		}
		if file == "" {
			file = e.File
		}
		several = several || e.File != file
		full = max(full, width(source(e.File, e.Line)))
		short = max(short, 1+len(itoa(e.Line)))
	}
	if several {
		return "", full
	}
	if file == "" {
		return "", 0
	}
	return file, max(short, 4)
}

// longest is the width of the longest text in a lane.
func (s *scene) longest(rows []row) int {
	n := 0
	for _, r := range rows {
		if !r.gap {
			n = max(n, width(s.brief(r.event)))
		}
	}
	return n
}
