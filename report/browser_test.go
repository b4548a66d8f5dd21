//go:build browser

package report_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"simrun/report"
)

// pageFile writes the page of a finding.
func pageFile(t *testing.T, f report.Finding) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, f); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "finding.html")
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestPagesHaveNoError opens every finding, steps through it, and looks for errors and requests.
func TestPagesHaveNoError(t *testing.T) {
	b := startBrowser(t)
	everyFinding(t, "json", func(t *testing.T, f report.Finding, _ []byte) {
		b.t = t
		b.open(pageFile(t, f), 1280, 900, "light")
		for _, key := range []string{"Home", "ArrowRight", "End", "ArrowLeft", "ArrowLeft"} {
			b.key(key, false)
		}
		for _, c := range b.complaints() {
			t.Error(c)
		}
		if got := b.text("h1"); got != f.Title() {
			t.Errorf("heading %q, want %q", got, f.Title())
		}
	})
	b.t = t
}

func TestPageSteps(t *testing.T) {
	b := startBrowser(t)
	b.open(pageFile(t, hang()), 1280, 900, "light")
	position := func(want string) {
		t.Helper()
		if got := b.text("#position"); got != want {
			t.Errorf("position %q, want %q", got, want)
		}
	}
	contains := func(selector, want string) {
		t.Helper()
		if got := b.text(selector); !strings.Contains(got, want) {
			t.Errorf("%s is %q, want %q in it", selector, got, want)
		}
	}
	position("8 of 8") // it opens where the failure is
	contains("#waits", "consumer waits in pipeline.get (0/10)")
	contains("#threads", "consumerblocked in pipeline.get")
	contains("#objects", "stop Eventset")
	b.key("Home", false)
	position("1 of 8")
	b.key("ArrowLeft", false)
	position("1 of 8")
	b.key("ArrowRight", false)
	b.key("ArrowRight", false)
	position("3 of 8")
	contains("#now", "producer pipeline.put(11) → 1/10 [11]")
	contains("#now", "program.go:3")
	contains("#objects", "pipeline Queue1/10 [11]")
	contains("#live", "producer pipeline.put(11), leaves 1/10 [11]")
	contains("#waits", "No thread waits.")
	b.key("ArrowRight", true)
	position("4 of 8")
	contains("#now", "producer was preempted")
	b.eval(`document.querySelector('.row[data-event]').click()`)
	b.frame()
	position("1 of 8")
	b.eval(`document.querySelector('#scrubber').focus()`)
	b.key("ArrowRight", false)
	position("2 of 8")
	if n := b.eval(`document.querySelectorAll('.row[aria-selected=true]').length`); n != 1.0 {
		t.Errorf("%v rows are selected", n)
	}
	b.eval(`(s => { s.value = 'time'; s.dispatchEvent(new Event('change')); })(document.querySelector('#axis'))`)
	b.eval(`document.querySelector('#minor').click()`)
	b.frame()
	position("4 of 10")
	for _, c := range b.complaints() {
		t.Error(c)
	}
}

// TestPageShowsWhoWaits looks at a cycle.
func TestPageShowsWhoWaits(t *testing.T) {
	b := startBrowser(t)
	b.open(pageFile(t, cycle()), 1280, 900, "light")
	if got := b.text("#waits p.bad"); got != "A cycle: Plato → Kant → Plato" {
		t.Error(got)
	}
	if n := b.eval(`document.querySelectorAll('#waits .edge.bad').length`); n != 4.0 {
		t.Errorf("%v red edges", n)
	}
}

// TestPageShowsTheEnd: behind the last row the panel shows what was the case at the end, with what has no row.
func TestPageShowsTheEnd(t *testing.T) {
	b := startBrowser(t)
	b.open(pageFile(t, killed()), 1280, 900, "light")
	if got := b.text(".row.end"); got != "end✗\u00a0killed" {
		t.Errorf("the last row is %q", got)
	}
	if got := b.text("#threads"); !strings.Contains(got, "loggerkilled") {
		t.Errorf("threads: %q", got)
	}
	b.key("ArrowLeft", false)
	if got := b.text("#threads"); strings.Contains(got, "killed") {
		t.Errorf("threads before the end: %q", got)
	}
	b.open(pageFile(t, pool()), 1280, 900, "light")
	b.key("End", false)
	if got := b.text("#threads"); !strings.Contains(got, "consumerblocked in pipeline.get") {
		t.Errorf("threads of the pool: %q", got)
	}
}

// compared has a passing schedule beside the failing one.
func compared() report.Finding {
	f := hang()
	f.Passing = find(report.Finding{}, pipeline(10), turn{"MainThread", 2}, turn{"producer", 2}, turn{"consumer", 2}, turn{"MainThread", 2}, turn{"producer", 9}).Trace
	f.Why = "It fails if the consumer tests the event before main sets it, and passes otherwise."
	return f
}

func TestPageCompares(t *testing.T) {
	b := startBrowser(t)
	b.open(pageFile(t, compared()), 1280, 900, "light")
	if n := b.eval(`[...document.querySelectorAll('.view')].filter(v => v.offsetWidth > 300).length`); n != 2.0 {
		t.Errorf("%v schedules are side by side", n)
	}
	b.key("Home", false)
	b.key("ArrowRight", false)
	if n := b.eval(`document.querySelectorAll('.row[aria-selected=true][data-event="3"]').length`); n != 2.0 {
		t.Errorf("the schedules do not step together: %v", n)
	}
	if n := b.eval(`document.querySelectorAll('.row.differs').length`); n != 2.0 {
		t.Errorf("the first difference is marked %v times", n)
	}
	b.open(pageFile(t, compared()), 400, 800, "light")
	if n := b.eval(`[...document.querySelectorAll('.view')].filter(v => v.offsetWidth > 300).length`); n != 1.0 {
		t.Errorf("%v schedules at 400 pixels", n)
	}
	b.eval(`document.querySelector('#tab1').click()`)
	if got := fmt.Sprint(b.eval(`document.querySelector('.view.active h2').textContent`)); got != "This schedule passes" {
		t.Error(got)
	}
	for _, c := range b.complaints() {
		t.Error(c)
	}
}
