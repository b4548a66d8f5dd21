// Package golang has Go's own primitives: goroutines, channels and select, the types of package sync, atomics, timers.
//
// # Words
//
// A goroutine is a thread that [Go] starts. A blocking operation that cannot take place at once has two steps: to arrive,
// by which the goroutine joins a line at the object, and to resume, after another goroutine has completed it. A goroutine
// that has arrived is first come, first served, as the runtime has it.
//
// # Guarantee
//
// The models follow the algorithms of Go 1.25 to 1.27, in the order of their visible steps, and raise their panics with
// the same texts. Where Go leaves open what comes next (which case of a select, which goroutine gets a mutex), every
// possibility is tried.
//
// # Limits
//
// A Pool gives back what was put last. A value of a channel goes from one goroutine to another without a race being
// looked for. Names are for reports: an empty one becomes the kind and a number.
//
// The same models stand behind "simrun gotest", which keeps the real object in step with them: what is called Adopt, and
// what takes a Buffer, is for that.
//
// https://go.dev/ref/spec, https://go.dev/ref/mem, https://pkg.go.dev/sync
package golang
