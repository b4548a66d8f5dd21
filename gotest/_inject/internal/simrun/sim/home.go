package sim

// home takes the place of what knows a thread's goroutine: here only goroutines with the runtime's flag come to operations,
// and one thread may have several, by iter.Pull.
type home struct{}

func (*home) again(*Op) bool { return true }

func (*home) at(*Op) bool { return true }
