package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/report"
	"simrun/sim"
)

// box is a library's queue with room for one item, made of a lock: each of its calls comes to several operations.
type box struct {
	sim.Object
	item  string
	calls int
}

func (b *box) State() string {
	if b.item == "" {
		return "0/1"
	}
	return "1/1 [" + b.item + "]"
}

// hasItem is the guard of who waits for an item.
type hasItem struct{ *box }

func (f hasItem) Effect(*sim.Thread) sim.Effect {
	if f.item == "" {
		return sim.Blocks
	}
	return sim.Reads
}

func newBox(w *sim.World, name string) *box {
	b := &box{}
	b.Init(w, "Queue", name, b)
	return b
}

// do declares an operation of a call of the box, on a cell of its own.
func (b *box) do(w *sim.World, cell *sim.Object, c *sim.LibraryCall, part string, g sim.Guard, line int) {
	w.Do(sim.Op{Name: c.Name, Object: cell, Guard: g, Internal: true, Origin: &sim.Origin{Call: c, Part: part, File: "/tmp/box.py", Line: line}})
}

// boxProgram puts an item into a box and gets two: the second get waits for ever.
func boxProgram(w *sim.World) {
	b := newBox(w, "parcel")
	mutex, filled := &sim.Object{}, &sim.Object{}
	mutex.Init(w, "Lock", "parcel", nil)
	filled.Init(w, "Waiter", "parcel", nil)
	call := func(name string, line int, take bool) {
		b.calls++
		c := &sim.LibraryCall{Number: b.calls, Name: "Queue." + name, Object: &b.Object}
		b.do(w, mutex, c, "mutex.acquire", nil, line)
		if !take {
			b.item = "letter"
			w.Notef("letter")
			b.do(w, filled, c, "filled.release", nil, line)
		}
		b.do(w, mutex, c, "mutex.release", nil, line)
		if take {
			b.do(w, filled, c, "filled.acquire", hasItem{b}, line)
			w.Notef("%s", b.item)
			b.item = ""
		}
	}
	w.Spawn("taker", func() {
		call("get", 3, true)
		call("get", 4, true)
	})
	call("put", 8, false)
}

// boxFinding is the execution in which the taker waits before anything was put.
func boxFinding() report.Finding {
	return find(report.Finding{Scenario: "box", Kind: "deadlock"}, boxProgram, turn{"MainThread", 2})
}

// TestCallIsOneRow: three operations of a library's call are one row, with the line's number; and who waits in one waits for
// what the call is made on, which the other's call could have brought.
func TestCallIsOneRow(t *testing.T) {
	var b bytes.Buffer
	if err := report.Text(&b, boxFinding(), report.Options{}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		"taker waits in Queue.get on parcel, which is empty; only MainThread put into it",
		"parcel.put(letter)", "parcel.get: letter", "✗ parcel.get for ever :2",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
	for _, unwanted := range []string{"mutex", "filled"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("%q is what the library does inside:\n%s", unwanted, text)
		}
	}
	if n := strings.Count(text, "parcel.put"); n != 1 {
		t.Errorf("%d rows for one call of put:\n%s", n, text)
	}
}

// TestCallUnfolds: with Verbose each operation has a row, and in JSON it has the number of its call.
func TestCallUnfolds(t *testing.T) {
	var b bytes.Buffer
	if err := report.Text(&b, boxFinding(), report.Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"parcel.put: mutex.acquire; letter", "parcel.put: filled.release", "parcel.put: mutex.release", "parcel.get: filled.acquire"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, b.String())
		}
	}
	parts := map[int]int{}
	for _, e := range report.NewDocument(boxFinding()).Trace.Events {
		if e.Call != nil && e.Call.Op == "Queue.put" {
			parts[e.Call.Number]++
		}
	}
	if len(parts) != 1 || parts[3]+parts[2] != 3 {
		t.Errorf("operations of put by the number of the call: %v, want 3 of one", parts)
	}
}

// TestNamedStepOfCall: a reason that names a step within a call is told at the row of the call.
func TestNamedStepOfCall(t *testing.T) {
	f := boxFinding()
	named := -1
	for _, e := range f.Trace.Events {
		if e.Part == "mutex.release" && e.Call.Op == "Queue.put" {
			named = e.Step
		}
	}
	f.Why = fmt.Sprintf("It fails if MainThread's parcel.put (step %d) comes before something.", named)
	var b bytes.Buffer
	if err := report.Text(&b, f, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("%4d  parcel.put(letter)", named); !strings.Contains(b.String(), want) {
		t.Errorf("%q is missing in:\n%s", want, b.String())
	}
}

// TestMomentHasCalls: the stepper shows a call as one step, and not the locks of which its object is made.
func TestMomentHasCalls(t *testing.T) {
	m := report.NewMoment(boxFinding().Trace, 20)
	puts := 0
	for _, s := range m.Steps {
		if strings.HasPrefix(s.Does, "parcel.put") {
			puts++
		}
	}
	if puts != 1 {
		t.Errorf("%d steps for one call of put: %v", puts, m.Steps)
	}
	for _, o := range m.Objects {
		if o.Kind != "Queue" {
			t.Errorf("%v is shown, which is inside", o)
		}
	}
}

// TestLines: the texts of the lines come from the file; without it there are none.
func TestLines(t *testing.T) {
	dir := t.TempDir()
	lines := "    parcel.get()  # the first\n    parcel.get()\nparcel.put('letter')\n" // find numbers the lines of the program so
	if err := os.WriteFile(filepath.Join(dir, "program.go"), []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		folder string
		there  bool
	}{{dir, true}, {filepath.Join(dir, "gone"), false}} {
		f := boxFinding()
		f.Trace.Files = []sim.FileInfo{{Name: "program.go", Folder: c.folder}}
		f.Trace = report.WithLines(f.Trace)
		var b bytes.Buffer
		if err := report.Text(&b, f, report.Options{Width: 120}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), ":3    parcel.put('letter')"); got != c.there {
			t.Errorf("the text of line 3 is shown: %v, want %v:\n%s", got, c.there, b.String())
		}
		m := report.NewMoment(f.Trace, 20)
		if got := slices.ContainsFunc(m.Threads, func(th report.ThreadNow) bool { return th.Code == "parcel.get()" }); got != c.there {
			t.Errorf("the moment has the text of line 2: %v, want %v: %+v", got, c.there, m.Threads)
		}
		b.Reset()
		if err := report.HTML(&b, f); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(b.String(), "parcel.get()  # the first"); got != c.there {
			t.Errorf("the page has the text of line 1: %v, want %v", got, c.there)
		}
	}
}
