package stepper

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"simrun/properties/catalog"
	"simrun/sim"
)

var update = flag.Bool("update", false, "rewrite the golden files: only if you understand what changed them")

// fatal is what a test needs, of testing or of rapid.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// screen is a terminal without one: it carries out the commands of the model at once.
type screen struct {
	t    fatal
	m    tea.Model
	quit bool
	sent []string // what went to the terminal
}

// open shows a program in a terminal of that size.
func open(t fatal, o Options, width, height int) *screen {
	t.Helper()
	m, err := newModel(context.Background(), o)
	if err != nil {
		t.Fatalf("%v", err)
	}
	s := &screen{t: t, m: m}
	s.resize(width, height)
	return s
}

func (s *screen) resize(width, height int) { s.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// send gives the model a message, and carries out what follows from it.
func (s *screen) send(msg tea.Msg) {
	var cmd tea.Cmd
	s.m, cmd = s.m.Update(msg)
	s.carryOut(cmd)
}

func (s *screen) carryOut(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.QuitMsg:
		s.quit = true
	case tea.BatchMsg:
		for _, cmd := range msg {
			s.carryOut(cmd)
		}
	case moved, tokened:
		s.send(msg)
	default:
		s.sent = append(s.sent, fmt.Sprint(msg))
	}
}

// press types keys: names as "enter" and "ctrl+c", or a text in quotes, letter by letter; "g*3" is g three times.
func (s *screen) press(keys string) {
	s.t.Helper()
	for _, word := range strings.Fields(keys) {
		times := 1
		if name, n, ok := strings.Cut(word, "*"); ok {
			word = name
			fmt.Sscan(n, &times)
		}
		for range times {
			if text, ok := strings.CutPrefix(word, "'"); ok {
				for _, r := range strings.TrimSuffix(text, "'") {
					s.send(keyPress(s.t, string(r)))
				}
				continue
			}
			s.send(keyPress(s.t, word))
		}
	}
}

var namedKeys = map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "backspace": tea.KeyBackspace}

func keyPress(t fatal, name string) tea.KeyPressMsg {
	t.Helper()
	code, named := namedKeys[name]
	switch {
	case named:
		return tea.KeyPressMsg{Code: code}
	case name == "space":
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	case strings.HasPrefix(name, "ctrl+"):
		return tea.KeyPressMsg{Code: rune(name[len(name)-1]), Mod: tea.ModCtrl}
	case len([]rune(name)) != 1:
		t.Fatalf("no key is called %q", name)
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// text is what the screen shows, without spaces at the ends of lines. It fits the terminal.
func (s *screen) text() string {
	s.t.Helper()
	m := s.m.(model)
	lines := strings.Split(m.View().Content, "\n")
	if len(lines) > max(m.height, 1) {
		s.t.Fatalf("%d lines in a terminal of %d:\n%s", len(lines), m.height, m.View().Content)
	}
	for i, l := range lines {
		if n := ansi.StringWidth(l); n > m.width {
			s.t.Fatalf("line %d has %d columns in a terminal of %d:\n%s", i+1, n, m.width, l)
		}
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (s *screen) session() session { return s.m.(model).session }

// program is a scenario of the catalog, with parameters "name=value".
func program(t fatal, name string, clock sim.Clock, params ...string) Options {
	t.Helper()
	e, err := catalog.Lookup(name)
	if err != nil {
		t.Fatalf("%v", err)
	}
	values := map[string]string{}
	for _, p := range params {
		key, value, _ := strings.Cut(p, "=")
		values[key] = value
	}
	p, properties, err := e.Build(values)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return Options{Program: p, Properties: properties, Config: sim.Config{Clock: clock}}
}

// scene is a walk whose screens have a golden file.
type scene struct {
	name          string
	options       func(t fatal) Options
	width, height int
	keys          []string // the screen is kept after each
}

func of(name string, clock sim.Clock, params ...string) func(fatal) Options {
	return func(t fatal) Options { return program(t, name, clock, params...) }
}

var scenes = []scene{
	{"hang", of("queue-pipeline", sim.Anytime), 80, 24, []string{"", "c*13", "up", "enter", "down", "enter*3", "r", "b*10", "n*3"}},
	{"readme", of("queue-pipeline", sim.Anytime), 96, 18, []string{"g '23' enter"}},
	{"hang-wide", of("queue-pipeline", sim.Anytime), 100, 30, []string{"g '22' enter", "r"}},
	{"hang-narrow", of("queue-pipeline", sim.Anytime), 40, 12, []string{"g '22' enter", "r", "?", "t"}},
	{"lost-token", func(t fatal) Options {
		o := program(t, "queue-pipeline", sim.Anytime)
		o.Path = sim.Schedule{{N: 2}, {N: 2, Index: 1}, {N: 2, Index: 1}}
		return o
	}, 80, 24, []string{"", "n*4", "end", "home"}},
	{"values", of("cigarette-smokers", sim.Anytime), 80, 24, []string{"enter*9", "down*2", "enter", "b", "k", "g '9' enter"}},
	{"timeouts", of("timed-out-waiter", sim.Anytime), 80, 24, []string{"c*3", "enter", "up", "enter", "r"}},
	{"sleeps", func(fatal) Options { return sleepers() }, 80, 20, []string{"enter*3", "enter", "enter*2"}},
	{"locks", of("dining-philosophers", sim.Virtual), 80, 24, []string{"s 'pct' enter r", "b*4"}},
	{"prompts", of("lock-pipeline", sim.Virtual), 80, 24, []string{
		"s", "'ra'", "tab enter", "s 'no' enter", "esc", "g 'x' enter", "esc", "w", "esc", "?", "t", "?", "b", "n", "r r"}},
	{"crowd", func(fatal) Options { return crowd(120) }, 80, 24, []string{"", "g '125' enter", "down*3", "up*80", "r"}},
	{"exception", func(fatal) Options { return raising() }, 80, 24, []string{"g '2' enter", "r"}},
}

// TestScreens holds the screens of each walk against its golden file.
func TestScreens(t *testing.T) {
	for _, c := range scenes {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, c.options(t), c.width, c.height)
			var b strings.Builder
			for _, keys := range c.keys {
				s.press(keys)
				fmt.Fprintf(&b, "%s keys: %s\n%s", strings.Repeat("=", 10), keys, s.text())
			}
			golden(t, c.name+".txt", b.String())
		})
	}
}

// golden compares with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		t.Errorf("%s differs at line %d; run go test ./stepper -update if the change is meant.\ngot:\n%s\nwant:\n%s", path, at+1,
			strings.Join(a[at:min(at+10, len(a))], "\n"), strings.Join(b[at:min(at+10, len(b))], "\n"))
	}
}
