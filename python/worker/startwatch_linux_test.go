package worker

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ready is what a process says that has executed a script in which nothing is wrong.
const ready = `printf '\010\000\000\000\000\000\000\000\000\000\000\000\000\000\000\000' >&4; read -r end <&3`

// shell starts a process in which a shell stands for the interpreter, and says what is wrong with it.
func shell(t *testing.T, does string, l limits) string {
	t.Helper()
	p, err := Start(Command{Python: Interpreter{Path: "/bin/sh"}, Boot: does, Number: -1, Script: "script.py", limits: l})
	if err != nil {
		return err.Error()
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	return ""
}

// TestStartLimits: a process that computes is given up after some processor time, also if it is a fork of it that computes; one
// that waits after some time; and what is said of it is what it does.
func TestStartLimits(t *testing.T) {
	l := limits{uses: 400 * time.Millisecond, idle: time.Second, tick: 50 * time.Millisecond}
	const given = "script.py does not come to an end when it is executed alone: it has "
	for does, want := range map[string]string{
		"while :; do :; done":            given + "used 400ms of processor time",
		"(while :; do :; done) & wait":   given + "used 400ms of processor time",
		"while sleep 0.01; do :; done":   given,
		"sleep 100":                      given + "waited for 1s",
		"sleep 0.3; " + ready:            "",
		"echo nobody can say that; exit": "the Python process does not start: ",
	} {
		t.Run(does, func(t *testing.T) {
			t.Parallel()
			if said := shell(t, does, l); !strings.HasPrefix(said, want) || want == "" && said != "" {
				t.Errorf("%q, want %q", said, want)
			}
		})
	}
}

// TestStartLate: a process that is kept from running several times as long as it may take is not given up.
func TestStartLate(t *testing.T) {
	l := limits{uses: 200 * time.Millisecond, idle: 200 * time.Millisecond, tick: 20 * time.Millisecond}
	if said := shell(t, "(sleep 1; kill -CONT $$) & kill -STOP $$; "+ready, l); said != "" {
		t.Error(said)
	}
}

// TestGroupUse: a process that computes is busy, however long it waits for a processor, and uses time; one that sleeps is not, and
// does not.
func TestGroupUse(t *testing.T) {
	for does, want := range map[string]bool{"while :; do :; done": true, "(while :; do :; done) & wait": true, "sleep 100": false} {
		c := exec.Command("nice", "-n", "19", "/bin/sh", "-c", does)
		c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		used := time.Duration(0)
		for start := time.Now(); want && used <= 50*time.Millisecond && time.Since(start) < time.Minute; used, _ = groupUse(c.Process.Pid) {
			time.Sleep(10 * time.Millisecond) // until it has had the processor
		}
		if !want {
			time.Sleep(500 * time.Millisecond) // to where it sleeps
			used, _ = groupUse(c.Process.Pid)
		}
		for range 10 {
			if _, busy := groupUse(c.Process.Pid); busy != want {
				t.Errorf("%s: busy is %v", does, busy)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if (used > 50*time.Millisecond) != want {
			t.Errorf("%s: it has used %v", does, used)
		}
		if err := syscall.Kill(-c.Process.Pid, syscall.SIGKILL); err != nil {
			t.Error(err)
		}
		_ = c.Wait() // it was killed
	}
}

// TestCounts: for a step counts what the process has used of a processor, and what it has waited for something else, and not
// that it was kept from running.
func TestCounts(t *testing.T) {
	for does, want := range map[string]time.Duration{
		"while :; do :; done": 5 * time.Millisecond, "sleep 100": time.Hour, "kill -STOP $$; sleep 100": 0,
	} {
		p, err := Start(Command{Python: Interpreter{Path: "/bin/sh"}, Boot: ready[:len(ready)-len("; read -r end <&3")] + "; " + does, Number: -1, Script: "script.py"})
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(500 * time.Millisecond) // to where it sleeps or is stopped
		p.Counts(time.Hour)
		var counted time.Duration
		for start := time.Now(); counted < want || time.Since(start) < 200*time.Millisecond; {
			if counted += p.Counts(time.Hour); counted > want && want == 0 || time.Since(start) > time.Minute {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if counted < want || want < time.Hour && counted >= time.Hour || want == 0 && counted > 0 {
			t.Errorf("%s: %v counted, want %v", does, counted, want)
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}
