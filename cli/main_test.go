package cli

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"simrun/properties/catalog"
	"simrun/sim"
)

// TestMain makes this binary the command in the scripts.
func TestMain(m *testing.M) {
	if os.Getenv("SIMRUN_HOSTILE") != "" {
		os.Exit(mainHostile())
	}
	if os.Getenv("SIMRUN_EXITING") != "" {
		os.Exit(Main(exitingEntries()...))
	}
	testscript.Main(m, map[string]func(){
		"simrun":       func() { os.Exit(Main(catalog.All()...)) },
		"mytool":       func() { os.Exit(Main(ownEntries()...)) }, // as a user's is
		"mytool-exits": func() { os.Exit(Main(exitingEntries()...)) },
		// The command that sends each part of a search to the workers of a cluster, however small it is.
		"simrun-sends": func() {
			a := newApp("simrun", catalog.All(), os.Stdin, os.Stdout, os.Stderr)
			a.sends = true
			os.Exit(a.run(os.Args[1:]))
		},
		// The command with programs that no catalog should have, and without its patience.
		"simrun-odd": func() {
			a := newApp("simrun", oddEntries(), os.Stdin, os.Stdout, os.Stderr)
			a.plain = 500 * time.Millisecond
			if slices.Contains(os.Args, "stuck") {
				a.watchdog = 200 * time.Millisecond // not for the others: a busy machine may take longer for a step
			}
			os.Exit(a.run(os.Args[1:]))
		},
	})
}

// TestScripts runs the scripts: one for each behaviour.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":     cmdExits,
			"token":     cmdToken,
			"single":    cmdSingle,
			"json":      cmdJSON,
			"take":      cmdTake,
			"last":      cmdLast,
			"interrupt": cmdInterrupt,
			"freeport":  cmdFreePort,
			"listening": cmdListening,
			"until":     cmdUntil,
		},
	})
}

// cmdExits is "exits CODE command…": the command ends with exactly that code.
func cmdExits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var e *exec.ExitError
		if !errors.As(err, &e) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = e.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// cmdSingle is "single stdout|stderr": that was one line.
func cmdSingle(ts *testscript.TestScript, neg bool, args []string) {
	text := ts.ReadFile(args[0])
	if strings.Count(text, "\n") != 1 || !strings.HasSuffix(text, "\n") {
		ts.Fatalf("%s is not one line: %q", args[0], text)
	}
}

// cmdToken is "token VARIABLE scenario schedule [length [name=value…]]": the variable gets a token for it.
func cmdToken(ts *testscript.TestScript, neg bool, args []string) {
	t := sim.Token{Scenario: args[1], Switching: sim.Call, Clock: sim.Anytime, StepCost: sim.DefaultStepCost}
	s, err := sim.ParseSchedule(args[2])
	ts.Check(err)
	t.Schedule, t.Length = s, len(s)
	if len(args) > 3 {
		t.Length, err = strconv.Atoi(args[3])
		ts.Check(err)
		for _, p := range args[4:] {
			name, value, _ := strings.Cut(p, "=")
			t.Params = append(t.Params, sim.Param{Name: name, Value: value})
		}
	}
	ts.Setenv(args[0], t.String())
}

// cmdLast is "last VARIABLE PREFIX": the last line of stdout begins so, and the variable gets the last word of the rest.
func cmdLast(ts *testscript.TestScript, neg bool, args []string) {
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile("stdout"), "\n"), "\n")
	rest, ok := strings.CutPrefix(lines[len(lines)-1], args[1])
	if !ok {
		ts.Fatalf("the last line is %q, want %q at its beginning", lines[len(lines)-1], args[1])
	}
	ts.Setenv(args[0], rest[strings.LastIndexByte(rest, ' ')+1:])
}

// cmdInterrupt is "interrupt command…": the command gets an interrupt when it first writes to stderr, as it does where it
// shows progress; its output and exit code are kept in the files "out", "err" and "code".
func cmdInterrupt(ts *testscript.TestScript, neg bool, args []string) {
	c := exec.Command(args[0], args[1:]...)
	c.Dir = ts.Getenv("WORK")
	c.Env = []string{"PATH=" + ts.Getenv("PATH")}
	var out strings.Builder
	errs := onFirstWrite{do: func() { _ = c.Process.Signal(os.Interrupt) }} // it may have ended
	c.Stdout, c.Stderr = &out, &errs
	ts.Check(c.Start())
	err := c.Wait()
	var e *exec.ExitError
	if err != nil && !errors.As(err, &e) {
		ts.Fatalf("%v", err)
	}
	for name, text := range map[string]string{"out": out.String(), "err": errs.String(), "code": fmt.Sprintln(c.ProcessState.ExitCode())} {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o666))
	}
}

// cmdFreePort is "freeport VARIABLE": the variable gets the number of a port where nobody listens.
func cmdFreePort(ts *testscript.TestScript, neg bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	defer l.Close()
	ts.Setenv(args[0], strconv.Itoa(l.Addr().(*net.TCPAddr).Port))
}

// cmdListening is "listening PORT": it waits until somebody listens there.
func cmdListening(ts *testscript.TestScript, neg bool, args []string) {
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		c, err := net.Dial("tcp", "127.0.0.1:"+args[0])
		if err == nil {
			_ = c.Close() // nothing was sent
			return
		}
		if time.Since(begin) > time.Minute {
			ts.Fatalf("nobody listens: %v", err)
		}
	}
}

// cmdUntil is "until command…": the command is executed again and again until its exit code is 0.
func cmdUntil(ts *testscript.TestScript, neg bool, args []string) {
	for begin := time.Now(); ts.Exec(args[0], args[1:]...) != nil; time.Sleep(50 * time.Millisecond) {
		if time.Since(begin) > time.Minute {
			ts.Fatalf("%v does not come to pass", args)
		}
	}
}

// onFirstWrite does something at the first write.
type onFirstWrite struct {
	strings.Builder
	do   func()
	done bool
}

func (w *onFirstWrite) Write(p []byte) (int, error) {
	if !w.done {
		w.done = true
		w.do()
	}
	return w.Builder.Write(p)
}
