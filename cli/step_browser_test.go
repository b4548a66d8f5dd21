//go:build browser

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// terminal is a session of tmux with the command in it.
type terminal struct {
	t       *testing.T
	dir     string
	written chan struct{} // something was written to it since the last look
}

// startTerminal runs simrun with these arguments in a terminal of that size, which a Ctrl-C leaves open; environment is
// "NAME=value" or empty. When the command has ended, the terminal shows its exit code, and whether it left the terminal
// as it was.
func startTerminal(t *testing.T, width, height int, environment string, args ...string) *terminal {
	t.Helper()
	dir := t.TempDir()
	self, err := os.Executable() // TestMain makes it the command if it is called so
	if err == nil {
		err = os.Symlink(self, filepath.Join(dir, "simrun"))
	}
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(dir, "script")
	text := fmt.Sprintf(`trap : INT
before=$(stty -g)
sh -c 'echo $$ > %[1]s/pid; exec env %[2]s %[1]s/simrun %[3]s'
echo code $?
[ "$before" = "$(stty -g)" ] && echo as it was
exec cat
`, dir, environment, strings.Join(args, " "))
	if err := os.WriteFile(script, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	x := &terminal{t, dir, make(chan struct{}, 1)}
	x.tmux("-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), "sh "+script)
	t.Cleanup(func() { x.tmux("kill-server") })
	x.watch()
	return x
}

// watch has the terminal say when it has written something.
func (x *terminal) watch() {
	pipe := filepath.Join(x.dir, "written")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		x.t.Fatal(err)
	}
	go func() {
		f, err := os.Open(pipe)
		if err != nil {
			return // the terminal is gone, and the test has failed
		}
		defer f.Close()
		for buf := make([]byte, 1<<16); ; {
			if _, err := f.Read(buf); err != nil {
				return
			}
			select {
			case x.written <- struct{}{}:
			default: // somebody has to be told already
			}
		}
	}()
	x.tmux("pipe-pane", "cat > "+pipe)
}

// tmux carries out one of its commands. With the tag, no tmux is a failure.
func (x *terminal) tmux(args ...string) string {
	x.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-u", "-S", filepath.Join(x.dir, "tmux")}, args...)...).CombinedOutput()
	if err != nil {
		x.t.Fatalf("tmux %v: %v: %s", args, err, out)
	}
	return string(out)
}

// screen is what the terminal shows, without spaces at the ends of lines.
func (x *terminal) screen() string {
	lines := strings.Split(x.tmux("capture-pane", "-p"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// shows waits until the terminal shows what is wanted; some time later that is a failure.
func (x *terminal) shows(what string, wanted func(screen string) bool) {
	x.t.Helper()
	late := time.After(30 * time.Second)
	for {
		got := x.screen()
		if wanted(got) {
			return
		}
		select {
		case <-x.written:
		case <-late:
			x.t.Fatalf("want %s, the screen is\n%s", what, got)
		}
	}
}

func (x *terminal) contains(text string) {
	x.t.Helper()
	x.shows(text, func(screen string) bool { return strings.Contains(screen, text) })
}

// press types keys as the golden files of package stepper name them.
func (x *terminal) press(keys string) {
	x.t.Helper()
	names := map[string]string{"enter": "Enter", "up": "Up", "down": "Down", "home": "Home", "end": "End"}
	for _, word := range strings.Fields(keys) {
		times := 1
		if name, n, ok := strings.Cut(word, "*"); ok {
			word = name
			fmt.Sscan(n, &times)
		}
		for range times {
			if name, ok := names[word]; ok {
				x.tmux("send-keys", name)
			} else {
				x.tmux("send-keys", "-l", strings.Trim(word, "'"))
			}
		}
	}
}

// TestStepInTerminal: in a terminal the keys lead to the screens that the model has, and leave it as it was.
func TestStepInTerminal(t *testing.T) {
	golden, err := os.ReadFile(filepath.Join("..", "stepper", "testdata", "hang.txt"))
	if err != nil {
		t.Fatal(err)
	}
	x := startTerminal(t, 80, 24, "NO_COLOR=1", "step", "queue-pipeline", "--clock", "anytime")
	screens := strings.Split(string(golden), "========== keys: ")[1:]
	for _, s := range screens {
		keys, want, _ := strings.Cut(s, "\n")
		x.press(keys)
		x.shows("after "+keys+"\n"+want, func(screen string) bool { return screen == want })
	}
	if strings.Contains(x.tmux("capture-pane", "-p", "-e"), "\x1b[") {
		t.Error("there are colours in spite of NO_COLOR")
	}
	x.tmux("resize-window", "-x", "39", "-y", "24")
	x.contains("The terminal is too small: 39x24.")
	x.tmux("resize-window", "-x", "80", "-y", "24")
	_, want, _ := strings.Cut(screens[len(screens)-1], "\n")
	x.shows(want, func(screen string) bool { return screen == want })
	x.press("end q")
	x.contains("as it was")
	screen := x.screen()
	for _, want := range []string{"✗ consumer.join for", "\nreplay with: ", "\ncode 1\n"} {
		if !strings.Contains(screen, want) {
			t.Errorf("want %q in what is left:\n%s", want, screen)
		}
	}
}

// TestStepInterrupted: Ctrl-C, in the middle of an execution and of a prompt, leaves the terminal as it was.
func TestStepInterrupted(t *testing.T) {
	x := startTerminal(t, 100, 30, "", "step", "lock-pipeline")
	x.contains("? keys")
	x.press("g '30' enter")
	x.contains("step 30")
	if !strings.Contains(x.tmux("capture-pane", "-p", "-e"), "\x1b[1m") {
		t.Error("there are no colours")
	}
	x.press("s 'ra'")
	x.contains("tab completes: random")
	x.tmux("send-keys", "C-c")
	x.contains("as it was")
	x.leftAt30(0)
}

// TestStepTerminated: so does the signal that ends a process.
func TestStepTerminated(t *testing.T) {
	x := startTerminal(t, 100, 30, "", "step", "lock-pipeline")
	x.contains("? keys")
	x.press("g '30' enter")
	x.contains("step 30")
	pid, err := os.ReadFile(filepath.Join(x.dir, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(pid)))
	if err == nil {
		err = syscall.Kill(n, syscall.SIGTERM)
	}
	if err != nil {
		t.Fatal(err)
	}
	x.contains("as it was")
	x.leftAt30(143)
}

// leftAt30 holds what is left of a walk that ended at step 30 of lock-pipeline to what is promised.
func (x *terminal) leftAt30(code int) {
	x.t.Helper()
	t := x.t
	screen := x.screen()
	for _, want := range []string{"seed 0\nleft at step 30 of lock-pipeline", "replay with: ", fmt.Sprintf("\ncode %d\n", code)} {
		if !strings.Contains("\n"+screen, want) {
			t.Errorf("want %q in what is left:\n%s", want, screen)
		}
	}
	if got := x.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag}"); got != "0 1\n" {
		t.Errorf("alternate screen and cursor: %q", got)
	}
}
