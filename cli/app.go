package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"simrun/properties/catalog"
	"simrun/python"
	"simrun/scheduler/replay"
	"simrun/sim"
)

// app is one call of the command: its streams, and what it was given.
type app struct {
	stdin    io.Reader
	stdout   *bufio.Writer
	out      *os.File // what stdout writes to, if that is a file; nil otherwise
	stderr   io.Writer
	terminal bool            // stdout is one
	entries  []catalog.Entry // the programs there are; the first one is run if none is named
	watchdog time.Duration   // limit for one step on the wall clock
	plain    time.Duration   // between two lines of plain progress
	sends    bool            // each part of a search goes to a cluster, however small it is, and waits for workers
	name     string          // of the command
	self     string          // how it is called, for the lines that it prints to be pasted
	scripts  []*python.Script
	ended    <-chan struct{} // a signal has ended the command
}

// newApp makes the command that was called by arg0.
func newApp(arg0 string, entries []catalog.Entry, stdin io.Reader, stdout, stderr io.Writer) *app {
	out, _ := stdout.(*os.File)
	return &app{
		stdin: stdin, stdout: bufio.NewWriter(stdout), out: out, stderr: stderr, terminal: isTerminal(stdout),
		entries: byGroup(entries), name: nameOf(arg0), self: calledAs(arg0),
		watchdog: replay.DefaultWatchdog, plain: 10 * time.Second,
	}
}

// byGroup puts the entries of each group together, and leaves their order otherwise as it is.
func byGroup(entries []catalog.Entry) []catalog.Entry {
	first := func(group string) int {
		return slices.IndexFunc(entries, func(e catalog.Entry) bool { return e.Group == group })
	}
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b catalog.Entry) int { return first(a.Group) - first(b.Group) })
	return sorted
}

// run carries out one command line and returns the exit code. A panic is a mistake in a program of the catalog, or in what
// it is checked by: one line says where, as of other wrong input.
func (a *app) run(args []string) (code int) {
	defer func() {
		if v := recover(); v != nil {
			code = a.exitCode(&exit{exitUsage, sim.NewCrash(v).Error()})
		}
	}()
	if err := a.checkCatalog(); err != nil {
		return a.exitCode(err)
	}
	ctx, stop := untilSignal()
	defer stop()
	a.ended = ctx.Done()
	root := a.rootCommand()
	root.SetArgs(behindModule(root, args))
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := a.executeRoot(ctx, root)
	if flushed := a.stdout.Flush(); flushed != nil { // matters more than what the result was
		err = usagef("cannot write the result: %v", flushed)
	}
	return a.interruptedCode(ctx, a.exitCode(err))
}

// executeRoot carries out the command, and ends the processes that it has started.
func (a *app) executeRoot(ctx context.Context, root *cobra.Command) (err error) {
	defer a.closeScripts(&err)
	return root.ExecuteContext(ctx)
}

// signalled is why a context ended by a signal.
type signalled struct{ os.Signal }

func (s signalled) Error() string { return "ended by the signal " + s.String() }

// interruptedCode is the exit code of a command that a signal has ended: that of a shell, 128 and the signal's number. What
// was wrong with the command line or its input matters more.
func (a *app) interruptedCode(ctx context.Context, code int) int {
	var s signalled
	if !errors.As(context.Cause(ctx), &s) || code == exitUsage || code == exitDiverged {
		return code
	}
	if n, ok := s.Signal.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return code
}

// untilSignal is a context that ends with the first Ctrl-C, or when the terminal is closed, so that what is under way
// ends in order. A later one ends the process, but not one that comes right behind: some send the signal to the process
// and to its group.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endSignals()...)
	go func() {
		select {
		case s := <-signals:
			cancel(signalled{s})
			time.Sleep(300 * time.Millisecond)
			signal.Stop(signals)
		case <-ctx.Done():
			signal.Stop(signals)
		}
	}()
	return ctx, func() { cancel(nil) }
}

// endSignals are the signals after which a command prints what it has so far and ends. Under nohup SIGHUP, which a terminal sends when it is
// closed, is not one of them: the command is to go on.
func endSignals() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return []os.Signal{os.Interrupt, syscall.SIGTERM}
	}
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}

// passOn gives a signal to a process that this one has started and that reads the same, but for a Ctrl-C at a terminal, which
// gives it to both.
func passOn(s os.Signal, p *os.Process, stdin io.Reader) error {
	if s == os.Interrupt && isTerminal(stdin) {
		return nil
	}
	return p.Signal(s)
}

// isTerminal says whether a person sees what is written to a stream, or types what is read from it.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(f.Fd())
}
