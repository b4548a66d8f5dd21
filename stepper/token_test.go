package stepper

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"simrun/scheduler"
	"simrun/scheduler/replay"
	"simrun/sim"
)

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
