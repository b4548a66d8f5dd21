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
