//go:build browser

package cli

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// terminal is a session of tmux, which is a terminal without a screen.
type terminal struct {
	t      *testing.T
	socket string
}

// startTerminal runs a command in a terminal of some width, and then waits, so that what it left can be read.
func startTerminal(t *testing.T, width int, command string) terminal {
	t.Helper()
	w := terminal{t, filepath.Join(t.TempDir(), "tmux")}
	w.tmux("new-session", "-d", "-x", fmt.Sprint(width), "-y", "40", command+"; echo exit=$?; read -r _")
	t.Cleanup(func() { _ = exec.Command("tmux", "-S", w.socket, "kill-server").Run() })
	return w
}

func (w terminal) tmux(args ...string) string {
	w.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-S", w.socket}, args...)...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("tmux %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// wait returns what is on the screen as soon as it looks so.
func (w terminal) wait(like string) string {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		screen := w.tmux("capture-pane", "-p")
		if regexp.MustCompile(like).MatchString(screen) {
			return screen
		}
		if time.Now().After(end) {
			w.t.Fatalf("the screen never looks like %s:\n%s", like, screen)
		}
	}
}

// TestProgressOnATerminal: the line of progress is one line, however narrow the terminal is, and gone after a Ctrl-C,
// although the terminal writes ^C into it.
func TestProgressOnATerminal(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "simrun")
	if out, err := exec.Command("go", "build", "-o", binary, "simrun/cmd/simrun").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	checkpoint := filepath.Join(t.TempDir(), "search")
	for _, width := range []int{40, 120} {
		w := startTerminal(t, width, binary+" explore lock-pipeline --param messages=60 --budget 50s --checkpoint "+checkpoint)
		screen := w.wait(`(?m)^\d+ s: [\d,]+ executions of about`)
		if n := len(regexp.MustCompile(`(?m)^\d+ s: `).FindAllString(screen, -1)); n != 1 || !strings.Contains(screen, " of ") {
			t.Errorf("%d lines of progress at %d columns:\n%s", n, width, screen)
		}
		if bar := strings.Contains(screen, "[") && strings.Contains(screen, "]"); bar != (width == 120) {
			t.Errorf("a bar at %d columns: %t\n%s", width, bar, screen)
		}
		w.tmux("send-keys", "C-c")
		screen = w.wait(`exit=\d`)
		if regexp.MustCompile(`\d s: |\^C`).MatchString(screen) {
			t.Errorf("something is left at %d columns:\n%s", width, screen)
		}
		unwrapped := strings.ReplaceAll(screen, "\n", "")
		if !strings.Contains(unwrapped, "it was interrupted") || !strings.Contains(unwrapped, "goes on from "+checkpoint) || !strings.Contains(screen, "exit=0") {
			t.Errorf("at %d columns:\n%s", width, screen)
		}
	}
}
