package lock

import (
	"math"
	"time"

	"simrun/sim"
)

// TimeoutMax is threading.TIMEOUT_MAX: the longest timeout that an acquire accepts.
// https://docs.python.org/3.13/library/threading.html#threading.TIMEOUT_MAX
const TimeoutMax = 9223372036 * time.Second

// Forever is the timeout -1, Python's default: the acquire waits without a limit.
const Forever = -1 * time.Second

// Arg is an argument of acquire: [Blocking], or one of [Timeout], [Seconds] and [TimeoutNone].
type Arg struct {
	kind    argKind
	block   bool
	timeout time.Duration
	seconds float64
}

type argKind uint8

const (
	blockingArg argKind = iota + 1
	timeoutArg
	secondsArg
	noneArg
)

// Blocking is the argument blocking: with false the acquire does not wait. Together with a timeout other than Forever,
// be it 0, the acquire panics with ValueError "can't specify a timeout for a non-blocking call".
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func Blocking(block bool) Arg { return Arg{kind: blockingArg, block: block} }

// Timeout is the argument timeout: how long the acquire waits at most. 0 means that it does not wait; [Forever] that it
// waits without a limit; no Duration is too long. With another negative value the acquire panics with ValueError
// "timeout value must be a non-negative number"; 3.11 and 3.12 say "timeout value must be positive".
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func Timeout(d time.Duration) Arg { return Arg{kind: timeoutArg, timeout: d} }

// Seconds is the argument timeout as Python takes it, a number of seconds, rounded up to nanoseconds. The acquire
// panics with OverflowError "timestamp out of range for platform time_t" beyond [TimeoutMax], and with ValueError
// "Invalid value NaN (not a number)".
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func Seconds(s float64) Arg { return Arg{kind: secondsArg, seconds: s} }

// TimeoutNone is timeout=None, which locks, unlike the other objects, do not accept: the acquire panics with TypeError
// "'NoneType' object cannot be interpreted as an integer".
// https://docs.python.org/3.13/library/threading.html#threading.Lock.acquire
func TimeoutNone() Arg { return Arg{kind: noneArg} }

// request is what the arguments of an acquire ask for, put together.
type request struct {
	try     bool
	timed   bool
	timeout time.Duration
}

// parse checks the arguments in CPython's order.
func parse(args []Arg) request {
	block, timeout := true, Forever
	for i := range args {
		switch a := &args[i]; a.kind {
		case blockingArg:
			block = a.block
		case timeoutArg:
			timeout = a.timeout
		case secondsArg:
			timeout = fromSeconds(a.seconds)
		case noneArg:
			panic(&sim.Exception{Type: "TypeError", Text: "'NoneType' object cannot be interpreted as an integer"})
		}
	}
	switch {
	case !block && timeout != Forever:
		panic(sim.ValueError("can't specify a timeout for a non-blocking call"))
	case timeout < 0 && timeout != Forever:
		panic(sim.ValueError("timeout value must be a non-negative number"))
	case !block || timeout == 0:
		return request{try: true}
	}
	return request{timed: timeout != Forever, timeout: timeout}
}

// fromSeconds converts a number of seconds, away from zero as CPython rounds timeouts.
func fromSeconds(s float64) time.Duration {
	if math.IsNaN(s) {
		panic(sim.ValueError("Invalid value NaN (not a number)"))
	}
	ns := s * 1e9
	if ns < 0 {
		ns = math.Floor(ns)
	} else {
		ns = math.Ceil(ns)
	}
	if ns < math.MinInt64 || ns >= math.MaxInt64 {
		panic(&sim.Exception{Type: "OverflowError", Text: "timestamp out of range for platform time_t"})
	}
	return time.Duration(ns)
}
