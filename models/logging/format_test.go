package logging_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"simrun/models/logging"
	"simrun/sim"
)

func TestAsctime(t *testing.T) {
	for at, want := range map[time.Duration]string{0: "00:00:00", 2 * time.Second: "00:00:02",
		26*time.Hour + 3*time.Minute + 4*time.Second + 999*time.Millisecond: "02:03:04"} {
		if got := logging.Text(sim.Line{At: at, Text: "x"}); got != want+": x" {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for format, want := range map[string]string{
		"": "m", logging.DefaultFormat: "m", "%(asctime)s - %(levelname)s - %(message)s": "WARNING - m",
		"[%(asctime)s] %(name)s/%(threadName)s %(message)s!": "[00:00:00] root/MainThread m!"} {
		x := sim.Run(sim.Program{Main: func(w *sim.World) {
			logging.BasicConfig(w, logging.Config{Format: format})
			logging.Warning(w, "m")
		}}, sim.Config{}, nil)
		if got := x.Log[0].Text; got != want {
			t.Errorf("%q gives %q, want %q", format, got, want)
		}
	}
	defer func() {
		if r := fmt.Sprint(recover()); !strings.Contains(r, "%(nosuch)s") || !strings.Contains(r, "use the fields") {
			t.Errorf("an unknown field gives %q", r)
		}
	}()
	sim.Run(sim.Program{Main: func(w *sim.World) { logging.BasicConfig(w, logging.Config{Format: "%(nosuch)s"}) }}, sim.Config{}, nil)
}
