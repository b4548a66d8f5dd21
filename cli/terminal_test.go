//go:build browser

package cli

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestProgressOnATerminal: the line of progress is one line, however narrow the terminal is, and gone after a Ctrl-C,
// although the terminal writes ^C into it.
func TestProgressOnATerminal(t *testing.T) {
	state := regexp.MustCompile(`(?m)^\d+ s of 50 s: [\d,]+ executions of about`)
	left := regexp.MustCompile(`\d s( of 50 s)?: |\^C`)
	checkpoint := filepath.Join(t.TempDir(), "search")
	for _, width := range []int{40, 120} {
		x := startTerminal(t, width, 40, "", "explore", "lock-pipeline", "--param", "messages=60", "--budget", "50s", "--checkpoint", checkpoint)
		x.shows("a line of progress", state.MatchString)
		screen := x.screen()
		if n := len(state.FindAllString(screen, -1)); n != 1 {
			t.Errorf("%d lines of progress at %d columns:\n%s", n, width, screen)
		}
		if bar := strings.Contains(screen, "[") && strings.Contains(screen, "]"); bar != (width == 120) {
			t.Errorf("a bar at %d columns: %t\n%s", width, bar, screen)
		}
		x.tmux("send-keys", "C-c")
		x.contains("as it was")
		screen = x.screen()
		if left.MatchString(screen) {
			t.Errorf("something is left at %d columns:\n%s", width, screen)
		}
		unwrapped := strings.ReplaceAll(screen, "\n", "")
		for _, want := range []string{"itwasinterrupted", "goesonfrom" + checkpoint, "code130"} {
			if !strings.Contains(strings.ReplaceAll(unwrapped, " ", ""), want) {
				t.Errorf("no %s at %d columns:\n%s", want, width, screen)
			}
		}
	}
}
