package report_test

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"

	"simrun/models/lock"
	"simrun/report"
	"simrun/sim"
)

// blockedThreads has n threads that wait for ever: all for one, in a chain, each for itself, or in a ring.
func blockedThreads(n int, shape string) report.Finding {
	f := report.Finding{Scenario: "blocked", Kind: "deadlock", Message: "stuck"}
	return find(f, func(w *sim.World) {
		locks := make([]*lock.Lock, n+1)
		for i := range locks {
			locks[i] = lock.New(w, fmt.Sprintf("lock-%d", i))
		}
		take := func(i int) func() {
			return func() {
				switch shape {
				case "one":
					locks[0].Acquire()
				case "own":
					locks[i].Acquire()
					locks[i].Acquire()
				case "chain":
					locks[i].Acquire()
					locks[max(i-1, 0)].Acquire()
				default: // a ring
					locks[i].Acquire()
					locks[(i+1)%n].Acquire()
				}
			}
		}
		for i := range n {
			w.Spawn(fmt.Sprintf("t-%d", i), take(i))
		}
	})
}

// TestGrowth: 32 times the threads, or the text, take about 32 times as long in every format; what grows with the square
// takes 1,024 times, and the cube, as it was, 32,768.
func TestGrowth(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // what a trace says of who was ready grows with the square, and is only looked at by the collector
	message := func(n int) report.Finding {
		return report.Finding{Scenario: "long", Kind: "assertion", Message: strings.Repeat("abcdefghij", n) + strings.Repeat(" step 7", n)}
	}
	for name, made := range map[string]func(n int) report.Finding{
		"message": func(n int) report.Finding { return message(n * 50) },
		"one":     func(n int) report.Finding { return blockedThreads(n, "one") },
		"own":     func(n int) report.Finding { return blockedThreads(n, "own") },
		"chain":   func(n int) report.Finding { return blockedThreads(n, "chain") },
		"ring":    func(n int) report.Finding { return blockedThreads(n, "ring") },
	} {
		few, many := made(30), made(960)
		for _, format := range report.Formats() {
			if format == "json" || format == "html" { // which list at each event the threads that were ready: that many
				continue
			}
			write := func(f report.Finding) func() {
				return func() {
					if err := report.Write(&bytes.Buffer{}, f, format); err != nil {
						t.Fatal(err)
					}
				}
			}
			if one, all, tooFast := report.GrowsTooFast(write(few), write(many)); tooFast {
				t.Errorf("%s as %s: %v, and 32 times as much %v", name, format, one, all)
			}
		}
	}
}
