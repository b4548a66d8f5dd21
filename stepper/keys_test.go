package stepper

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"simrun/sim"
)

// TestKeysWait: keys that come while a move is under way are carried out behind it.
func TestKeysWait(t *testing.T) {
	keys := "enter*16 g '21' enter up enter r b*3 t ? n"
	s := open(t, program(t, "queue-pipeline", sim.Anytime), 80, 24)
	s.press(keys)
	want := s.text()
	slow := open(t, program(t, "queue-pipeline", sim.Anytime), 80, 24)
	var held []tea.Cmd
	take := func(msg tea.Msg) {
		var cmd tea.Cmd
		if slow.m, cmd = slow.m.Update(msg); cmd != nil {
			held = append(held, cmd)
		}
	}
	typing := &screen{t: t, m: recording{take}}
	typing.press(keys)
	if !strings.Contains(slow.text(), "executing; esc stops it") {
		t.Errorf("nothing says that a move is under way:\n%s", slow.text())
	}
	for len(held) > 0 {
		cmd := held[0]
		held = held[1:]
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			held = append(held, msg...)
		default:
			take(msg)
		}
	}
	if got := slow.text(); got != want {
		t.Errorf("typed ahead:\n%s\none after the other:\n%s", got, want)
	}
}

// recording is a model that passes on what it gets.
type recording struct{ to func(tea.Msg) }

func (r recording) Init() tea.Cmd { return nil }

func (r recording) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	r.to(msg)
	return r, nil
}

func (r recording) View() tea.View { return tea.View{} }

// TestStop: a move that takes too long is given up, and the screen stays where it was.
func TestStop(t *testing.T) {
	begun := make(chan struct{})
	s := open(t, endless(begun), 80, 24)
	before := s.text()
	m, cmd := s.m.Update(keyPress(t, "r"))
	ended := make(chan tea.Msg)
	go func() { ended <- cmd() }()
	<-begun
	m, _ = m.Update(keyPress(t, "n")) // waits, and is forgotten
	m, quit := m.Update(keyPress(t, "esc"))
	if quit != nil {
		t.Error("esc ends more than the move")
	}
	s.m, _ = m.Update(<-ended)
	if got := s.text(); !strings.Contains(got, "stopped: this is where the move began") {
		t.Errorf("after esc:\n%s", got)
	}
	s.press("esc")
	if got := s.text(); got != before {
		t.Errorf("the screen was\n%s\nand is\n%s", before, got)
	}
}

// TestQuit: the keys that end it do so everywhere, also during a move.
func TestQuit(t *testing.T) {
	for _, keys := range []string{"q", "ctrl+c", "s ctrl+c", "? q", "t ctrl+c", "r q"} {
		s := open(t, program(t, "lock-pipeline", sim.Virtual), 80, 24)
		if s.press(keys); !s.quit {
			t.Errorf("%s does not quit", keys)
		}
	}
	s := open(t, program(t, "lock-pipeline", sim.Virtual), 80, 24)
	m, _ := s.m.Update(keyPress(t, "r"))
	if _, cmd := m.Update(keyPress(t, "ctrl+c")); cmd == nil || cmd() != (tea.QuitMsg{}) {
		t.Error("ctrl+c does not quit during a move")
	}
}

// TestPaste: what is pasted goes into the prompt, and nowhere else.
func TestPaste(t *testing.T) {
	s := open(t, program(t, "lock-pipeline", sim.Virtual), 80, 24)
	s.send(tea.PasteMsg{Content: "q"})
	s.press("s")
	s.send(tea.PasteMsg{Content: "time-sliced"})
	if s.press("enter"); s.quit || s.session().strategy != "time-sliced" {
		t.Errorf("quit %v, strategy %s", s.quit, s.session().strategy)
	}
}

// TestTooSmall: the screen says what it needs, and is there when it gets it.
func TestTooSmall(t *testing.T) {
	s := open(t, program(t, "lock-pipeline", sim.Virtual), 80, 24)
	want := s.text()
	for _, size := range [][2]int{{39, 24}, {80, 9}, {5, 3}, {1, 1}, {0, 0}} {
		s.resize(size[0], size[1])
		want := fmt.Sprintf("Theterminalistoosmall:%dx%d.Itneeds40x10.", size[0], size[1])
		got := strings.Join(strings.Fields(s.text()), "")
		if !strings.HasPrefix(want, got) || got != want && size[0] > 20 {
			t.Errorf("at %v: %q", size, got)
		}
	}
	s.resize(80, 24)
	if got := s.text(); got != want {
		t.Errorf("large again:\n%s", got)
	}
}

// TestAnyKeys: whatever is typed, the screen fits the terminal, with colours it is the same text, and the same keys
// give the same screen.
func TestAnyKeys(t *testing.T) {
	typed := []string{"enter", "c", "space", "up", "down", "b", "n", "left", "right", "g", "r", "s", "t", "w", "?", "esc", "tab", "home", "end", "1", "7",
		"backspace", "p", "d", "enter", "down"}
	rapid.Check(t, func(t *rapid.T) {
		c := rapid.SampledFrom(scenes).Draw(t, "scene")
		plain, coloured := open(t, c.options(t), 80, 24), c.options(t)
		coloured.Color = true
		painted := open(t, coloured, 80, 24)
		for range rapid.IntRange(1, 30).Draw(t, "keys") {
			key := rapid.SampledFrom(typed).Draw(t, "key")
			if m := plain.m.(model); key == "enter" && m.prompt != nil && strings.HasPrefix(m.prompt.label, "file") {
				key = "esc" // no file is written here
			}
			width, height := rapid.IntRange(30, 130).Draw(t, "width"), rapid.IntRange(5, 45).Draw(t, "height")
			for _, s := range []*screen{plain, painted} {
				s.resize(width, height)
				s.press(key)
			}
			if a, b := plain.text(), painted.text(); a != trimmed(b) {
				t.Fatalf("with colours:\n%s\nwithout:\n%s", b, a)
			}
		}
	})
}

// trimmed is a screen without its colours.
func trimmed(screen string) string {
	lines := strings.Split(ansi.Strip(screen), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}
