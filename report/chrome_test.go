package report_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"simrun/report"
	"simrun/sim"
)

// takesTask is what a worker without a task waits in; that is not shown.
const takesTask = "ThreadPoolExecutor.worker"

// TestPerfetto has a copy of Perfetto's importer take in the trace of each finding, without a complaint, and holds what it
// then shows against the trace.
func TestPerfetto(t *testing.T) {
	everyFinding(t, "perfetto", func(t *testing.T, f report.Finding, out []byte) {
		p := newImporter(t, out)
		if f.Trace == nil {
			return
		}
		steps, forEver := 0, 0
		for _, s := range p.slices {
			if s.Cat == "step" {
				steps++
			} else if strings.HasSuffix(s.Name, " for ever") {
				forEver++
			}
		}
		if steps != len(f.Trace.Events) || len(p.names) != len(f.Trace.Threads) {
			t.Errorf("%d steps, %d tracks; want %d, %d", steps, len(p.names), len(f.Trace.Events), len(f.Trace.Threads))
		}
		if idle := strings.Count(string(out), takesTask); f.Trace.End == sim.Deadlock && idle == 0 && forEver != len(f.Trace.Waiting) {
			t.Errorf("%d threads are shown to wait for ever, want %d", forEver, len(f.Trace.Waiting))
		}
		checkArrows(t, p)
		if f.Scenario == "queue-pipeline" && (len(p.flows) == 0 || len(p.counters["pipeline items"]) == 0) {
			t.Errorf("%d arrows, counters %v", len(p.flows), p.counters)
		}
	})
	var b bytes.Buffer
	if err := report.Write(&b, full(), "perfetto"); err != nil {
		t.Fatal(err)
	}
	golden(t, "full.perfetto.json", b.Bytes())
}

// checkArrows: an arrow goes from one step to a later one of another thread, and one that wakes follows a blocked slice.
func checkArrows(t *testing.T, p *importer) {
	t.Helper()
	for _, a := range p.flows {
		from, to := p.slices[a.from], p.slices[a.to]
		if from.Cat != "step" || to.Cat != "step" || from.TID == to.TID || from.TS >= to.TS {
			t.Errorf("arrow %s from %+v to %+v", a.name, from, to)
		}
		if a.name != "wakes" {
			continue
		}
		woken := false
		for _, s := range p.slices {
			woken = woken || s.Cat == "blocked" && s.TID == to.TID && s.TS+s.Dur <= to.TS && s.TS+s.Dur == from.TS+from.Dur
		}
		if !woken {
			t.Errorf("nobody is blocked before the end of the arrow from %+v to %+v", from, to)
		}
	}
}

// The counter of a queue has the lengths that it had.
func TestPerfettoCounts(t *testing.T) {
	var b bytes.Buffer
	f := full() // put 0, get, put 1, get, put 2: the producer waits for ever with the last one
	if err := report.Write(&b, f, "chrome"); err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(newImporter(t, b.Bytes()).counters)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"pipeline items":[1,0,1,0,1]}`; f.Trace.End != sim.Deadlock || string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
}
