package cli

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"simrun/properties/catalog"
	"simrun/scheduler"
)

// app is one call of the command: where it reads and writes, and what it knows.
type app struct {
	stdin    io.Reader
	stdout   *bufio.Writer
	stderr   io.Writer
	terminal bool                                // stdout is one
	entries  func() []catalog.Entry              // the programs there are
	lookup   func(string) (catalog.Entry, error) // one of them by its name
	watchdog time.Duration                       // limit for one step on the wall clock
	plain    time.Duration                       // between two lines of plain progress
	self     string                              // how the command is called, for the lines that it prints to be pasted
}

// run is the command without the process around it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return newApp(stdin, stdout, stderr).run(args)
}

func newApp(stdin io.Reader, stdout, stderr io.Writer) *app {
	return &app{
		stdin: stdin, stdout: bufio.NewWriter(stdout), stderr: stderr, terminal: isTerminal(stdout),
		entries: catalog.All, lookup: catalog.Lookup,
		watchdog: scheduler.DefaultWatchdog, plain: 10 * time.Second, self: calledAs(),
	}
}

// run carries out one command line and returns the exit code.
func (a *app) run(args []string) int {
	ctx, stop := untilSignal()
	defer stop()
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	if flushed := a.stdout.Flush(); flushed != nil { // matters more than what the result was
		err = usagef("cannot write the result: %v", flushed)
	}
	return a.exitCode(err)
}

// untilSignal is a context that ends with the first Ctrl-C, so that what is under way ends in order. A later one ends the
// process, but not one that comes right behind: some send the signal to the process and to its group.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-signals:
			cancel()
			time.Sleep(300 * time.Millisecond)
			signal.Stop(signals)
		case <-ctx.Done():
			signal.Stop(signals)
		}
	}()
	return ctx, cancel
}

// calledAs is what to type to call this command again. A program that go run built is gone afterwards.
func calledAs() string {
	exe, err := os.Executable()
	if err != nil || !strings.Contains(filepath.ToSlash(exe), "/go-build") {
		return os.Args[0]
	}
	if _, err := os.Stat("cmd/simrun/main.go"); err == nil {
		return "go run ./cmd/simrun"
	}
	return "go run simrun/cmd/simrun"
}

// isTerminal says whether a person sees what is written to w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
