package cli

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"

	"simrun/properties/catalog"
)

// lookedAfter is set for the process that carries the command out while another one looks how it ends.
const lookedAfter = "SIMRUN_LOOKED_AFTER"

// endPipe is where that process says that it has come to its end: the first file behind the standard streams.
const endPipe = 3

// mayExit says whether a program of the catalog may call os.Exit, which ends the process without a word and, if the code is
// 0, as if there were no failure. In that process nothing notices. The programs of simrun do not do it. Windows hands no files
// on, and where the command line is not that of the process, as in a test, it cannot be carried out in another one.
func mayExit(entries []catalog.Entry) bool {
	binary, err := os.Executable()
	if err != nil || runtime.GOOS == "windows" || filepath.Base(binary) != filepath.Base(os.Args[0]) {
		return false
	}
	own := catalog.All()
	return slices.ContainsFunc(entries, func(e catalog.Entry) bool {
		return !slices.ContainsFunc(own, func(o catalog.Entry) bool { return o.Name == e.Name })
	})
}

// lookAfter carries the command line out in another process, and returns the exit code of that, or says that it did not
// come to its end.
func lookAfter() int {
	ends, said, err := os.Pipe()
	if err != nil {
		return cannotStart(err)
	}
	binary, err := os.Executable()
	if err != nil {
		return cannotStart(err)
	}
	cmd := exec.Command(binary, os.Args[1:]...)
	cmd.Args[0] = os.Args[0]
	cmd.Env = append(os.Environ(), lookedAfter+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = os.Stdin, os.Stdout, os.Stderr, []*os.File{said}
	endWithParent(cmd)
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, endSignals()...)
	if err := cmd.Start(); err != nil {
		return cannotStart(err)
	}
	said.Close()
	go func() {
		for s := range signals {
			passOn(s, cmd.Process, os.Stdin)
		}
	}()
	n, _ := ends.Read(make([]byte, 1))
	cmd.Wait()
	code := cmd.ProcessState.ExitCode()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	if n == 0 {
		fmt.Fprintf(os.Stderr, "%s: the process ended with exit code %d before the command was over: a program that calls os.Exit "+
			"or log.Fatal ends the search with it; have it panic, or fail by World.Fail\n", filepath.Base(os.Args[0]), code)
		return exitUsage
	}
	return code
}

// cannotStart is the error of a process that could not be started.
func cannotStart(err error) int {
	fmt.Fprintf(os.Stderr, "%s: %v\n", filepath.Base(os.Args[0]), err)
	return exitUsage
}

// atTheEnd returns what to call when the command is over: it tells the process that looks after this one.
func atTheEnd() func() {
	if os.Getenv(lookedAfter) == "" {
		return func() {}
	}
	os.Unsetenv(lookedAfter)
	syscall.CloseOnExec(endPipe)
	return func() { os.NewFile(endPipe, "end").Write([]byte{1}) }
}
