package report

import (
	"slices"
	"strings"

	"simrun/sim"
)

// drawing collects the lines of the lanes.
type drawing struct {
	s       *scene
	l       lanes
	lines   []string
	before  int    // the event of the row before; -1 at the top
	step    int    // of that event
	ended   []bool // by thread: its end was drawn
	blocked []int  // by thread: From of the wait that was named already
}

// draw makes the lines of the rows, with a heading.
func (s *scene) draw(rows []row, l lanes) []string {
	d := &drawing{s: s, l: l, before: -1, ended: make([]bool, len(s.Threads)), blocked: make([]int, len(s.Threads))}
	for i := range d.blocked {
		d.blocked[i] = -2
	}
	d.heading()
	for _, r := range rows {
		d.row(r)
	}
	d.finish()
	return d.lines
}

func (d *drawing) heading() {
	cells := make([][]string, d.l.count())
	alike := map[string]int{}
	for _, t := range d.l.threads {
		alike[cut(d.s.names[t], d.l.width)]++
	}
	for i, t := range d.l.threads {
		name := cut(d.s.names[t], d.l.width)
		if alike[name] > 1 {
			name = cutMiddle(d.s.names[t], d.l.width)
		}
		cells[i] = []string{name}
	}
	if d.l.others {
		called := "others"
		if len(d.l.threads) == 0 {
			called = "threads" // there is room for one lane, which is that of all
		}
		cells[len(cells)-1] = []string{called + " (" + itoa(len(d.s.Threads)-len(d.l.threads)) + ")"}
	}
	at := "source"
	if d.l.file != "" {
		at = "line"
	}
	d.put("step", cells, at, "")
	d.lines = append(d.lines, strings.Repeat("─", min(width(d.lines[len(d.lines)-1])+4, d.total())))
}

func (d *drawing) total() int {
	return d.l.step + (d.l.width+laneSpacing)*d.l.count() + laneSpacing + d.l.source + d.l.code
}

// put adds a line, or several where a cell has several.
func (d *drawing) put(step string, cells [][]string, source, code string) {
	height := 1
	for _, c := range cells {
		height = max(height, len(c))
	}
	for h := range height {
		var b strings.Builder
		if h == 0 {
			b.WriteString(strings.Repeat(" ", max(0, d.l.step-width(step))) + step)
		} else {
			b.WriteString(strings.Repeat(" ", d.l.step))
		}
		for _, c := range cells {
			text := ""
			if h < len(c) {
				text = c[h]
			} else if len(c) > 0 && strings.HasPrefix(c[0], "┊") {
				text = "┊" // the stretch goes on beside the second line of another cell
			}
			b.WriteString(strings.Repeat(" ", laneSpacing) + pad(cut(text, d.l.width), d.l.width))
		}
		if h == 0 && d.l.source > 0 {
			b.WriteString(strings.Repeat(" ", laneSpacing) + cut(source, d.l.source))
		}
		if h == 0 && d.l.code > 0 && code != "" {
			b.WriteString(strings.Repeat(" ", max(0, d.l.source-width(source))+laneSpacing) + cut(code, d.l.code))
		}
		d.lines = append(d.lines, strings.TrimRight(b.String(), " "))
	}
}

// row adds an event or a fold, with what the other threads do meanwhile.
func (d *drawing) row(r row) {
	cells := make([][]string, d.l.count())
	e := &d.s.Events[r.event]
	for i, t := range d.l.threads {
		if text := d.idle(t, r); text != "" && (t != e.Thread || r.gap) {
			cells[i] = []string{text}
		}
	}
	step, at, code := itoa(e.Step), source(e.File, e.Line), d.s.code(e.File, e.Line)
	if named, ok := d.s.steps[r.event]; ok {
		step = itoa(named)
	}
	if d.l.file != "" && e.File != "" {
		at = ":" + itoa(e.Line)
	}
	if d.before >= 0 && d.step == e.Step {
		step = "" // the same step goes on: no other thread could come between
	}
	lane, shared := d.l.of(e.Thread)
	switch {
	case r.gap:
		step, at, code = "…", "", ""
		cells[0] = []string{cut(count(r.folded, "more step", "more steps"), d.l.width)}
	case r.rounds != nil:
		step, at, code = "", "", ""
		d.rounds(cells, r)
	case r.folded > 0:
		step, at, code = "", "", ""
		cells[lane] = []string{"… " + itoa(r.folded) + " more"}
	default:
		cells[lane] = d.cell(r.event, shared)
	}
	d.put(step, cells, at, code)
	for _, x := range d.s.raised[r.event] {
		if r.folded == 0 {
			d.cross(x.Thread, "✗ "+x.Text, source(x.File, x.Line), d.s.code(x.File, x.Line))
		}
	}
	d.before, d.step = r.event, e.Step
}

// rounds says in the lane of each thread what it does again and again.
func (d *drawing) rounds(cells [][]string, r row) {
	for t := range d.s.Threads {
		text, ok := r.rounds[t]
		if !ok {
			continue
		}
		lane, shared := d.l.of(t)
		if text = "… " + plain(text); shared {
			text = d.s.names[t] + ": " + text
			cells[lane] = append(cells[lane], wrap(text, d.l.width, "  ")...)
			continue
		}
		cells[lane] = wrap(text, d.l.width, "  ")
	}
}

// cell says what an event did and what it left, in at most three lines.
func (d *drawing) cell(i int, shared bool) []string {
	text, state := plain(d.s.brief(i)), plain(d.s.leaves(i))
	if shared {
		text = d.s.names[d.s.Events[i].Thread] + ": " + text
	}
	if state != "" {
		state = "→ " + state
		if width(text)+1+width(state) <= d.l.width {
			return []string{text + " " + state}
		}
	}
	lines := wrap(text, d.l.width, "  ")
	if len(lines) > 2 {
		lines = []string{lines[0], cut(lines[1]+" …", d.l.width)}
	}
	if state != "" {
		lines = append(lines, "  "+state)
	}
	return lines
}

// idle is what is in the lane of a thread that does not run in this row: that it was preempted, waits, or has ended.
func (d *drawing) idle(t int, r row) string {
	s := d.s
	if v, ok := s.waitAt(t, r.event); ok {
		if d.blocked[t] == v.From {
			return "┊"
		}
		d.blocked[t] = v.From
		if v.ObjectID < 0 {
			return "┊ sleeps"
		}
		text := "┊ blocked in " + s.call(v.Op, v.Object, v.Kind, v.ObjectID)
		if width(text) > d.l.width {
			text = "┊ " + s.call(v.Op, v.Object, v.Kind, v.ObjectID)
		}
		return text
	}
	switch {
	case s.over[t] && s.final[t] >= 0 && s.final[t] < r.event && !d.ended[t]:
		d.ended[t] = true
		return "■ ended"
	case d.before >= 0 && s.Events[d.before].Thread == t && r.left == sim.Preempted:
		return "─ preempted"
	}
	return ""
}

// killed adds the line of the daemons that the end of the process killed.
func (d *drawing) killed() {
	if len(d.s.killed()) == 0 {
		return
	}
	cells := make([][]string, d.l.count())
	for i, t := range d.l.threads {
		switch {
		case slices.Contains(d.s.killed(), t):
			cells[i] = []string{"✗ killed"}
		case t == 0:
			cells[i] = []string{"■ the process ends"}
		case d.s.over[t]:
			cells[i] = []string{"■ ended"}
		}
	}
	d.put("end", cells, "", "")
}

// cross adds a line with a failure in the lane of one thread.
func (d *drawing) cross(t int, text, at, code string) {
	cells := make([][]string, d.l.count())
	lane, shared := d.l.of(t)
	if shared {
		text = d.s.names[t] + " " + text
	}
	cells[lane] = wrap(plain(text), d.l.width, "  ")
	if d.l.file != "" {
		at = at[strings.LastIndexByte(at, ':')+1:]
		if at != "" {
			at = ":" + at
		}
	}
	d.put("", cells, at, code)
}

// finish adds the line of those who wait for ever, or were killed with the process.
func (d *drawing) finish() {
	if d.s.End != sim.Deadlock || len(d.s.Waiting) == 0 {
		d.killed()
		return
	}
	cells := make([][]string, d.l.count())
	for _, v := range d.s.stuck() {
		text := "✗ " + d.s.call(v.Op, v.Object, v.Kind, v.ObjectID) + " for ever"
		if at := source(v.File, v.Line); at != "" {
			text += " " + strings.TrimPrefix(at, d.l.file)
		}
		lane, shared := d.l.of(v.Thread)
		if !shared {
			cells[lane] = wrap(text, d.l.width, "  ")
		} else if lane < len(cells) {
			cells[lane] = append(cells[lane], cut(d.s.names[v.Thread]+" "+text, d.l.width))
		}
	}
	if i := len(d.l.threads); i < len(cells) && len(cells[i]) > 3 {
		cells[i] = append(slices.Clone(cells[i][:2]), "… "+itoa(len(cells[i])-2)+" more for ever")
	}
	for i, t := range d.l.threads {
		if cells[i] == nil && d.s.over[t] {
			cells[i] = []string{"■ ended"}
		}
	}
	d.put("end", cells, "", "")
}
