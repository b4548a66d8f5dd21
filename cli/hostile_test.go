package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"simrun/internal/hostile"
	"simrun/properties"
	"simrun/properties/catalog"
	"simrun/sim"
)

// hostileWatchdog is long enough for a busy machine, and short enough for a hundred programs.
const hostileWatchdog = 2 * time.Second

// hostileEntries are the hostile programs by their number.
func hostileEntries() []catalog.Entry {
	var list []catalog.Entry
	for i, b := range hostile.All() {
		list = append(list, catalog.Entry{
			Name: fmt.Sprintf("hostile-%d", i), Group: "hostile", Summary: b.Name,
			Program: func(catalog.Values) (func(*sim.World), []sim.Property) {
				return func(w *sim.World) { w.Logf("before"); b.Main(w) }, properties.Default()
			},
		})
	}
	return list
}

// mainHostile is the command over the hostile programs.
func mainHostile() int {
	a := newApp("simrun", hostileEntries(), os.Stdin, os.Stdout, os.Stderr)
	a.watchdog = hostileWatchdog
	return a.run(os.Args[1:])
}

// TestHostile: whatever a program does, each command ends within twice the watchdog's time with one line that names it,
// and not with the stack of a crash. Without the tag slow it is a sample, of two commands.
func TestHostile(t *testing.T) {
	transcript := filepath.Join(t.TempDir(), "transcript")
	if err := os.WriteFile(transcript, []byte("before\nnever\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for i, b := range hostile.All() {
		name := fmt.Sprintf("hostile-%d", i)
		for _, command := range [][]string{
			{"explore", name, "--executions", "300"},
			{"explore", name, "--executions", "300", "--checkpoint", filepath.Join(t.TempDir(), "search")},
			{"run", name, "--seed", "1"},
			{"explain", name, transcript, "--budget", "1s"},
		} {
			if !everyHostile && (!b.Once || command[0] != "explore") {
				continue
			}
			t.Run(b.Name+" "+command[0]+fmt.Sprint(len(command)), func(t *testing.T) {
				t.Parallel()
				checkHostile(t, b, command)
			})
		}
	}
}

func checkHostile(t *testing.T, b hostile.Body, command []string) {
	const limit = 2*hostileWatchdog + 5*time.Second // the process has to start, and what fails in order is made small
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	c := exec.CommandContext(ctx, os.Args[0], append(command, "--progress", "none")...)
	c.Env = append(os.Environ(), "SIMRUN_HOSTILE=1")
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	out := stdout.String() + stderr.String()
	says := regexp.MustCompile(b.Says)
	if command[0] == "explain" && b.Says != hostile.Stuck && b.Says != hostile.Foreign { // it does not judge what it executes
		says = regexp.MustCompile(`No schedule prints this log|runtime\.Goexit`)
	}
	switch {
	case ctx.Err() != nil:
		t.Errorf("it did not end within %v", limit)
	case err == nil && command[0] != "run":
		t.Errorf("exit code 0:\n%s", out)
	case !says.MatchString(strings.Join(strings.Fields(out), " ")):
		t.Errorf("it does not say %s:\n%s", b.Says, out)
	case regexp.MustCompile(`goroutine \d`).MatchString(out) || strings.Count(stderr.String(), "\n") > 1:
		t.Errorf("not one line:\n%s", out)
	}
}
