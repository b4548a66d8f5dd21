package report_test

import (
	"bytes"
	"encoding/json"
	"sort"
	"strings"
	"testing"

	"simrun/report"
)

type record struct {
	Name, Ph, Bp string
	TS, Dur      int64
	PID, TID, ID int
}

func TestPerfetto(t *testing.T) {
	everyFinding(t, "perfetto", func(t *testing.T, f report.Finding, out []byte) {
		var d struct{ TraceEvents []record }
		if err := json.Unmarshal(out, &d); err != nil {
			t.Fatal(err)
		}
		slices, starts, counters := checkRecords(t, d.TraceEvents)
		if f.Trace == nil {
			return
		}
		if slices < len(f.Trace.Events) {
			t.Errorf("%d slices for %d events", slices, len(f.Trace.Events))
		}
		if f.Scenario == "queue-pipeline" && (starts == 0 || counters == 0) {
			t.Errorf("%d arrows, %d counters", starts, counters)
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, full(), "perfetto"); err != nil {
		t.Fatal(err)
	}
	golden(t, "full.perfetto.json", b.Bytes())
}

// checkRecords holds the records to what Perfetto demands: the slices of a track nest, and every arrow has one start
// inside a slice and one later finish inside another.
func checkRecords(t *testing.T, records []record) (slices, starts, counters int) {
	t.Helper()
	tracks := map[int][]record{}
	var flows [2]map[int]record
	flows[0], flows[1] = map[int]record{}, map[int]record{}
	for _, e := range records {
		switch e.Ph {
		case "X":
			slices++
			if e.Dur <= 0 || e.Name == "" {
				t.Errorf("slice without duration or name: %+v", e)
			}
			tracks[e.TID] = append(tracks[e.TID], e)
		case "s", "f":
			k := strings.Index("sf", e.Ph)
			if _, twice := flows[k][e.ID]; twice {
				t.Errorf("arrow %d forks", e.ID)
			}
			flows[k][e.ID] = e
			starts += 1 - k
		case "C":
			counters++
		}
	}
	for tid, list := range tracks {
		sort.SliceStable(list, func(i, j int) bool { return list[i].TS < list[j].TS })
		for i := 1; i < len(list); i++ {
			if a, b := list[i-1], list[i]; b.TS < a.TS+a.Dur && b.TS+b.Dur > a.TS+a.Dur {
				t.Errorf("track %d: slices do not nest: %+v, %+v", tid, a, b)
			}
		}
	}
	inside := func(e record) bool {
		for _, s := range tracks[e.TID] {
			if s.TS <= e.TS && e.TS < s.TS+s.Dur {
				return true
			}
		}
		return false
	}
	for id, from := range flows[0] {
		to, ok := flows[1][id]
		if !ok || to.TS <= from.TS || to.Bp != "e" || !inside(from) || !inside(to) {
			t.Errorf("arrow %d: from %+v to %+v", id, from, to)
		}
	}
	if len(flows[1]) != len(flows[0]) {
		t.Errorf("%d starts, %d finishes", len(flows[0]), len(flows[1]))
	}
	return slices, starts, counters
}
