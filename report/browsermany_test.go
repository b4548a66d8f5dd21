//go:build browser

package report_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"simrun/models/queue"
	"simrun/models/shared"
	"simrun/report"
	"simrun/sim"
)

// huge is a trace of 100,000 steps.
func huge() report.Finding {
	return find(report.Finding{Scenario: "huge", Kind: "deadlock"}, func(w *sim.World) {
		q, total := queue.New(w, "numbers", 3), shared.New(w, "total", 0)
		for range 4 {
			w.Spawn("producer", func() {
				for i := range 8335 {
					q.Put(i)
				}
			})
		}
		w.Spawn("consumer", func() {
			for {
				v, _ := q.Get()
				total.Store(total.Load() + v.(int))
			}
		})
	})
}

func TestPageOfManySteps(t *testing.T) {
	f := huge()
	if f.Steps < 100_000 {
		t.Fatalf("only %d steps", f.Steps)
	}
	path := pageFile(t, f)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d steps, %.1f MB", f.Steps, float64(info.Size())/1e6)
	if info.Size() > 20_000_000 {
		t.Errorf("%d bytes", info.Size())
	}
	b := startBrowser(t)
	took := b.open(path, 1280, 900, "light")
	for range 2 { // the best of three: other work on the machine is not the page's
		took = min(took, b.open(path, 1280, 900, "light"))
	}
	t.Logf("opened in %v", took)
	if took > 3*time.Second {
		t.Errorf("it opened in %v", took)
	}
	start := time.Now()
	for range 20 {
		b.key("ArrowLeft", false)
	}
	t.Logf("a step takes %v", time.Since(start)/20)
	if n := b.eval(`document.querySelectorAll('*').length`); n.(float64) > 1500 {
		t.Errorf("%v elements: not virtual", n)
	}
	b.key("Home", false)
	if got := b.text("#position"); !strings.HasPrefix(got, "1 of ") {
		t.Error(got)
	}
	b.screenshot("huge-1280-light", false)
	for _, c := range b.complaints() {
		t.Error(c)
	}
}

// TestStepNumbersHaveRoom: the number of each step that is shown stands in one line, and wholly, however many steps there are.
func TestStepNumbersHaveRoom(t *testing.T) {
	b := startBrowser(t)
	for name, f := range map[string]report.Finding{"hang": hang(), "long": long(), "huge": huge()} {
		file := pageFile(t, f)
		for _, width := range []int{1280, 400} { // the second one has narrow lanes
			b.open(file, width, 900, "light")
			b.key("End", false)
			b.frame()
			cut := b.eval(`[...document.querySelectorAll('.row .cell.step')].filter(e => {
				const text = document.createRange();
				text.selectNodeContents(e);
				return text.getClientRects().length !== 1 || e.scrollWidth > e.clientWidth;
			}).map(e => e.textContent).join(' ')`)
			if cut != "" {
				t.Errorf("%s at %d: these have no room: %v", name, width, cut)
			}
		}
	}
}
