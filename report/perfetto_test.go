package report_test

import (
	"bytes"
	"encoding/json"
	"sort"
	"strconv"
	"testing"
)

// importer does with the records of a trace what Perfetto's importer of JSON does, after its sources
// (json_trace_parser_impl.cc, slice_tracker.cc, flow_tracker.cc), and takes for an error what counts there as one, or is
// dropped without a word. It knows nothing of the code that writes the trace.
type importer struct {
	t        *testing.T
	slices   []record
	open     map[int][]int // by track: slices, the innermost last; they are closed when the next one begins
	begun    map[string]int
	flows    []arrow
	counters map[string][]float64
	names    map[int]string // of the tracks
}

// record is one of the trace, with all fields that there may be.
type record struct {
	Name string
	Cat  string
	Ph   string
	TS   int64
	Dur  int64
	PID  int
	TID  int
	ID   json.Number
	Bp   string
	S    string
	Args map[string]any
}

// arrow goes from one slice to another.
type arrow struct {
	name     string
	from, to int
}

// newImporter takes in a trace.
func newImporter(t *testing.T, trace []byte) *importer {
	t.Helper()
	var doc struct {
		DisplayTimeUnit string
		OtherData       map[string]string
		TraceEvents     []record
	}
	in := json.NewDecoder(bytes.NewReader(trace))
	in.DisallowUnknownFields()
	in.UseNumber()
	if err := in.Decode(&doc); err != nil {
		t.Fatal(err)
	}
	p := &importer{
		t: t, open: map[int][]int{}, begun: map[string]int{}, counters: map[string][]float64{}, names: map[int]string{},
	}
	sort.SliceStable(doc.TraceEvents, func(i, j int) bool { return doc.TraceEvents[i].TS < doc.TraceEvents[j].TS })
	for _, r := range doc.TraceEvents {
		p.take(r)
	}
	for id, from := range p.begun {
		if from >= 0 {
			t.Errorf("arrow %s does not end", id)
		}
	}
	for i := range p.slices {
		if s := &p.slices[i]; p.names[s.TID] == "" {
			t.Errorf("track %d has no name", s.TID)
		}
	}
	return p
}

// take handles one record, by its phase.
func (p *importer) take(r record) {
	p.t.Helper()
	id := r.Cat + " " + r.Name + " " + r.ID.String() // as Perfetto knows an arrow
	switch {
	case r.PID != 1 || r.TS < 0:
		p.t.Errorf("process or time: %+v", r)
	case r.Ph == "M":
		p.metadata(r)
	case r.Ph == "C":
		p.count(r)
	case r.TID < 1: // thread 0 would be the process
		p.t.Errorf("track: %+v", r)
	case r.Ph == "X" && r.Dur > 0 && r.Name != "", r.Ph == "i" && r.S == "t":
		p.begin(r)
	case len(p.open[r.TID]) == 0:
		p.t.Errorf("no slice is open (flow_no_enclosing_slice): %+v", r)
	case r.Ph == "s":
		if _, twice := p.begun[id]; twice {
			p.t.Errorf("it begins twice (flow_duplicate_id): %+v", r)
		}
		p.begun[id] = p.top(r)
	case r.Ph == "f" && r.Bp == "e":
		from, ok := p.begun[id]
		if !ok || from < 0 {
			p.t.Errorf("it has not begun, or forks (flow_end_without_start): %+v", r)
			return
		}
		p.flows = append(p.flows, arrow{r.Name, from, p.top(r)})
		p.begun[id] = -1
	default:
		p.t.Errorf("phase: %+v", r)
	}
}

// top is the innermost slice of a track. Perfetto does not look whether it is over; that would be a wrong arrow.
func (p *importer) top(r record) int {
	p.t.Helper()
	stack := p.open[r.TID]
	i := stack[len(stack)-1]
	if s := &p.slices[i]; r.TS < s.TS || r.TS >= s.TS+s.Dur {
		p.t.Errorf("the slice is over: %+v in %+v", r, s)
	}
	return i
}

// begin opens a slice, after it has closed those that are over. It must lie within the one that is open still.
func (p *importer) begin(r record) {
	p.t.Helper()
	stack := p.open[r.TID]
	for len(stack) > 0 {
		if s := &p.slices[stack[len(stack)-1]]; s.TS+s.Dur > r.TS {
			if r.TS+r.Dur > s.TS+s.Dur {
				p.t.Errorf("slices do not nest: %+v, %+v", s, r)
			}
			break
		}
		stack = stack[:len(stack)-1]
	}
	p.open[r.TID] = append(stack, len(p.slices))
	p.slices = append(p.slices, r)
}

// count enters the values of a counter, whose track is called after the record and the argument.
func (p *importer) count(r record) {
	p.t.Helper()
	name := r.Name
	if r.ID != "" {
		name += " id: " + r.ID.String()
	}
	for key, v := range r.Args {
		n, err := strconv.ParseFloat(v.(json.Number).String(), 64)
		if err != nil {
			p.t.Errorf("counter: %+v", r)
		}
		p.counters[name+" "+key] = append(p.counters[name+" "+key], n)
	}
	if r.Name == "" || len(r.Args) == 0 {
		p.t.Errorf("counter: %+v", r)
	}
}

// metadata enters a name.
func (p *importer) metadata(r record) {
	p.t.Helper()
	name, _ := r.Args["name"].(string)
	switch {
	case r.Name == "process_name" && name != "", r.Name == "thread_sort_index" && len(r.Args) == 1:
	case r.Name == "thread_name" && name != "" && p.names[r.TID] == "" && r.TID > 0:
		p.names[r.TID] = name
	default:
		p.t.Errorf("metadata: %+v", r)
	}
}
