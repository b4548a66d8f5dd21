// Package gotest makes an overlay for the go command, with which a test binary executes its tests under simrun.
//
// # Words
//
// A hook is a line that is inserted at the beginning of a function of Go's library: if the running goroutine has a flag, it
// calls the simulator in place of the rest. The overlay is the files with hooks, and the packages that stand behind them:
// what this package has under _inject, and simrun itself, as packages of the standard library.
//
// # Guarantee
//
// Nothing of Go's source is kept here: the hooks are inserted into the files of the Go that is installed. A function that
// is not there is an error that names it. Whoever has no flag runs as without simrun.
//
// # Limits
//
// Go 1.25 to 1.27 on Linux, amd64 and arm64. What is not seen: functions of sync/atomic on plain variables in Go's library, and on uintptr
// everywhere; data races in those packages of Go's library that may share something by themselves, which are all but settings.Followed; files in
// other ways than by functions of package os; what C does.
// The garbage collector and finalizers do not run in an execution.
package gotest
