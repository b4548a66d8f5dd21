package stepper

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/scheduler/strategy"
	"simrun/sim"
)

// TestBackAndForth: whatever was gone forward and back, the same place is the same screen.
func TestBackAndForth(t *testing.T) {
	for _, c := range scenes {
		o := c.options(t)
		if c.name == "crowd" {
			o = crowd(20)
		}
		s := open(t, o, 100, 30)
		s.press("s 'random' enter r home")
		if s.session().at != 0 || s.session().far < 4 {
			t.Fatalf("%s: at %d of %d", c.name, s.session().at, s.session().far)
		}
		screens := []string{s.text()}
		for s.session().at < s.session().far {
			s.press("n")
			screens = append(screens, s.text())
		}
		for i := len(screens) - 2; i >= 0; i-- {
			s.press("b")
			if got := s.text(); got != screens[i] {
				t.Fatalf("%s: back at moment %d the screen is\n%s\nand was\n%s", c.name, i, got, screens[i])
			}
		}
		for i := 1; i < len(screens); i++ { // the cursor stands on what lies ahead
			s.press("enter")
			if got := s.text(); got != screens[i] {
				t.Fatalf("%s: chosen again, at moment %d the screen is\n%s\nand was\n%s", c.name, i, got, screens[i])
			}
		}
		s.press("home end")
		if got := s.text(); got != screens[len(screens)-1] {
			t.Errorf("%s: end does not lead to the last moment:\n%s", c.name, got)
		}
	}
}

// TestTokenIsWhatIsShown: where the execution is over, its token replays it.
func TestTokenIsWhatIsShown(t *testing.T) {
	for _, named := range scheduler.Strategies() {
		for _, name := range []string{"queue-pipeline", "cigarette-smokers", "timed-out-waiter"} {
			for _, clock := range []sim.Clock{sim.Virtual, sim.Anytime} {
				o := program(t, name, clock)
				s := open(t, o, 80, 24)
				s.press("enter*4 s '" + named.Name + "' enter g '12' enter r")
				session := s.session()
				if !session.place.Over() || session.strategy != named.Name {
					t.Fatalf("%s of %s: not at the end:\n%s", named.Name, name, s.text())
				}
				token, err := session.token(context.Background())
				if err != nil {
					t.Fatal(err)
				}
				replay := replay.Of(token)
				replay.Begin(0)
				x := sim.Run(o.Program, token.Config(), replay)
				replay.End(x)
				if replay.Diverged() != nil || x.Steps != session.place.Step || x.End != session.place.End {
					t.Errorf("%s of %s: shown %v after %d steps, replayed %v after %d, %v", named.Name, name,
						session.place.End, session.place.Step, x.End, x.Steps, replay.Diverged())
				}
			}
		}
	}
}

// TestStrategyFromTheStart: a strategy that decides from the start on decides as in an execution of its own: it sees the
// steps, and learns first what it has to.
func TestStrategyFromTheStart(t *testing.T) {
	for _, named := range scheduler.Strategies() {
		for _, name := range []string{"queue-pipeline", "lost-update", "bounded-buffer-notify"} {
			o := program(t, name, sim.Anytime)
			o.Config.Seed = 5
			s := open(t, o, 80, 24)
			s.press("s '" + named.Name + "' enter r")
			r, own := sim.NewRunner(), named.New(5)
			strategy.BeginFirst(own, r, o.Program, o.Config)
			want := r.Run(o.Program, o.Config, own).Schedule().String()
			if got := s.session().path.String(); got != want {
				t.Errorf("%s of %s: choices\n%s\nand by itself\n%s", named.Name, name, got, want)
			}
			r.Close()
		}
	}
}

// TestTokenOfTheMiddle: behind the choices that are shown everybody carries on, whatever lies ahead.
func TestTokenOfTheMiddle(t *testing.T) {
	s := open(t, program(t, "queue-pipeline", sim.Anytime), 80, 24)
	s.press("g '21' enter up enter s 'random' enter r home g '22' enter")
	token, err := s.session().token(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if s.press("t"); !slices.Contains(s.sent, token.String()) {
		t.Errorf("the token is not copied: %q", s.sent)
	}
	carried := make(sim.Schedule, len(token.Schedule)) // up to the preemption at step 21
	for i := range carried {
		carried[i].N = token.Schedule[i].N
	}
	carried[len(carried)-1].Index = 1
	if got := token.Schedule.String(); got != carried.String() || token.Length <= len(carried) {
		t.Errorf("the token has the choices %s, of %d", got, token.Length)
	}
}

// TestChooseOther: another choice leads to where it would have led at once, whatever was undone before it.
func TestChooseOther(t *testing.T) {
	for _, name := range []string{"queue-pipeline", "cigarette-smokers"} {
		s := open(t, program(t, name, sim.Anytime), 80, 24)
		s.press("r home")
		for s.session().at < s.session().far {
			p := s.session().place
			if p.Alternatives > 1 {
				at := fmt.Sprint(s.session().at)
				other := open(t, program(t, name, sim.Anytime), 80, 24)
				other.press("n*" + at + " enter*" + at)
				for _, x := range []*screen{s, other} {
					order := x.m.(model).order()
					x.press("up*9")
					if order[0] == 0 {
						x.press("down")
					}
					x.press("enter")
				}
				if got, want := s.text(), other.text(); got != want {
					t.Fatalf("%s: from moment %s to\n%s\nat once to\n%s", name, at, got, want)
				}
				s.press("b r home n*" + at)
			}
			s.press("n")
		}
	}
}

// TestToChoice: the key goes on like enter, as long as there is no choice.
func TestToChoice(t *testing.T) {
	for _, c := range scenes {
		far, near := open(t, c.options(t), 80, 24), open(t, c.options(t), 80, 24)
		for n := 0; !far.session().place.Over() && n < 20; n++ {
			far.press("c")
			near.press("enter")
			for near.session().place.Alternatives == 1 {
				near.press("enter")
			}
			if got, want := far.text(), near.text(); got != want {
				t.Fatalf("%s: to\n%s\nand by single steps to\n%s", c.name, got, want)
			}
		}
	}
}

// TestFinishForgets: nothing lies ahead of an end, however long the execution before it was.
func TestFinishForgets(t *testing.T) {
	s := open(t, program(t, "queue-pipeline", sim.Anytime), 80, 24)
	s.press("s 'random' enter r")
	long := s.session().at
	s.press("home s 'run-to-block' enter r")
	if at, far := s.session().at, s.session().far; at != far || at >= long {
		t.Errorf("at %d of %d; it was %d", at, far, long)
	}
}

// TestPathCarriesOn: behind the last choice of a token everybody carries on, whatever the strategy is to be.
func TestPathCarriesOn(t *testing.T) {
	o := program(t, "queue-pipeline", sim.Anytime)
	o.Path = sim.Schedule{{N: 2}, {N: 2, Index: 1}}
	lengths := map[string]int{}
	for _, o.Strategy = range []string{carryOn, "random"} {
		s := open(t, o, 80, 24)
		s.press("end")
		if lengths[o.Strategy] = s.session().place.Step; !s.session().place.Over() {
			t.Errorf("%s: not at the end", o.Strategy)
		}
		if got := s.session().path.Trim().String(); got != o.Path.String() {
			t.Errorf("%s: path %s", o.Strategy, got)
		}
	}
	if lengths[carryOn] != lengths["random"] {
		t.Errorf("steps: %v", lengths)
	}
}

// TestOneExecution: each move executes the program once, however far it goes.
func TestOneExecution(t *testing.T) {
	executions := 0
	s := open(t, long(10_000, &executions), 80, 24)
	for _, keys := range []string{"g '9990' enter", "b", "n", "home", "end", "g '5' enter", "enter", "c", "r", "b", "t"} {
		executions = 0
		s.press(keys)
		if executions != 1 {
			t.Errorf("%s: %d executions", keys, executions)
		}
		s.text()
	}
	executions = 0
	s.press("down up esc ? ? s 'random' enter g esc")
	if executions != 0 {
		t.Errorf("keys that move nothing: %d executions", executions)
	}
	s.press("esc s 'pct' enter g '999999'")
	if s.press("enter"); executions < 2 {
		t.Errorf("pct has not learnt: %d executions", executions)
	}
	executions = 0
	if s.press("g '500' enter"); executions != 1 {
		t.Errorf("back to a step under pct: %d executions", executions)
	}
	s.press("end")
	if step := s.session().place.Step; step < 9_000 {
		t.Errorf("at step %d", step)
	}
}

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

// TestWrite: the token goes to a new file, and never over another one.
func TestWrite(t *testing.T) {
	t.Chdir(t.TempDir())
	s := open(t, program(t, "lock-pipeline", sim.Virtual), 80, 24)
	s.press("g '30' enter w enter")
	data, err := os.ReadFile("lock-pipeline.token")
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.session().token(context.Background())
	if err != nil || string(data) != want.String()+"\n" {
		t.Errorf("written: %s, want %s, %v", data, want, err)
	}
	for _, c := range []struct{ keys, says string }{
		{"w enter", "there is a lock-pipeline.token already"},
		{"esc w '/../nowhere/x' enter", "cannot write lock-pipeline.token/../nowhere/x: "},
		{"w backspace*30 enter", "want the name of a file"},
	} {
		s.press(c.keys)
		if got := s.text(); !strings.Contains(got, c.says) {
			t.Errorf("%s: want %q in\n%s", c.keys, c.says, got)
		}
	}
	if files, err := filepath.Glob("*"); err != nil || len(files) != 1 {
		t.Errorf("files: %v, %v", files, err)
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

// TestNotRepeatable: a program that does not repeat itself is named, and the screen stays where it was.
func TestNotRepeatable(t *testing.T) {
	executions := 0
	o := Options{Program: sim.Program{Name: "changing", Main: func(w *sim.World) {
		executions++
		w.Choose(executions + 1)
		w.Sleep(0)
	}}}
	s := open(t, o, 80, 24)
	s.press("enter")
	want := "diverged at choice 0: recorded 2 alternatives, found 3; MainThread was at"
	if got := s.text(); !strings.Contains(got, want) || s.session().at != 0 {
		t.Errorf("want %q at the start:\n%s", want, got)
	}
}

// TestStuck: a program that blocks for real is named.
func TestStuck(t *testing.T) {
	_, err := newModel(context.Background(), Options{Watchdog: 20 * time.Millisecond, Program: sim.Program{
		Name: "stuck", Main: func(*sim.World) { <-make(chan int) },
	}})
	var stuck *sim.StuckError
	if !errors.As(err, &stuck) {
		t.Errorf("error %v", err)
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
