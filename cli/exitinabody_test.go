package cli

import (
	"io"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"simrun/properties/catalog"
	"simrun/sim"
)

// exitingEntries are programs that end the process, and one that never ends.
func exitingEntries() []catalog.Entry {
	program := func(body func()) func(catalog.Values) (func(*sim.World), []sim.Property) {
		return func(v catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) { w.Spawn("t", body) }, nil
		}
	}
	return []catalog.Entry{
		{Name: "exits", Program: program(func() { os.Exit(0) })},
		{Name: "exits-failed", Program: program(func() { os.Exit(1) })},
		{Name: "panics", Program: program(func() { panic("no") })},
		{Name: "ends", Program: program(func() {})},
		{Name: "goes-on", Program: func(v catalog.Values) (func(*sim.World), []sim.Property) {
			return func(w *sim.World) {
				for {
					w.Do(sim.Op{Name: "round"})
				}
			}, nil
		}},
	}
}

// TestSignalsAreHandedOn: a signal to the process that looks after the command ends the command in order.
func TestSignalsAreHandedOn(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if s == syscall.SIGHUP && signal.Ignored(s) { // under nohup, say: then the command ignores it, too
			continue
		}
		cmd := exec.Command("sh", "-c", `exec "$0" run goes-on --steps 2000000000 --livelock 2000000000 --progress plain`, os.Args[0])
		cmd.Env = append(os.Environ(), "SIMRUN_EXITING=1")
		said, err := cmd.StderrPipe()
		if err == nil {
			err = cmd.Start()
		}
		if err != nil {
			t.Fatal(err)
		}
		io.ReadAtLeast(said, make([]byte, 1), 1) // of progress: it is under way
		cmd.Process.Signal(s)
		go io.Copy(io.Discard, said)
		ended := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
		cmd.Wait()
		ended.Stop()
		if code := cmd.ProcessState.ExitCode(); code != 128+int(s) {
			t.Errorf("%v: exit code %d", s, code)
		}
	}
}
