// Package simhook holds what the runtime and the packages below it call for a goroutine that simrun simulates. It imports
// nothing, because the runtime imports it.
package simhook

import "unsafe"

// Start is what the clock of an execution begins with, if nothing has slept before it: a day on which programs that count from a date of
// their own, or have certificates, may be executed, and which is none on which something falls due. BubbleStart is that of a bubble of
// testing/synctest: midnight UTC of 2000-01-01.
const (
	Start       = 1_780_000_000_000_000_000
	BubbleStart = 946_684_800_000_000_000
)

// Outcomes of a channel operation.
const (
	Real  = iota // the real function carries it out: it cannot block, or it panics
	Done         // it has taken place
	Block        // it has not, because it would have blocked
	Zero         // it has received the zero value from a closed channel
)

// Operations on a mutex or a lock for readers and writers.
const (
	Lock = iota
	TryLock
	Unlock
	RLock
	TryRLock
	RUnlock
)

// Atomic operations.
const (
	Load = iota
	Store
	Update // it reads what it writes
)

// Counts is the state of a lock for readers and writers.
type Counts struct {
	Readers, Leaving int32
	Writer           bool
}

// Case is the runtime's scase.
type Case struct{ C, Elem unsafe.Pointer }

// Table is filled in by the simulator, before a goroutine is flagged.
type Table struct {
	Make    func(c unsafe.Pointer, pc uintptr)
	Send    func(c, elem unsafe.Pointer, block bool) int
	Receive func(c, elem unsafe.Pointer, block bool) int
	Close   func(c unsafe.Pointer)
	Select  func(cases []Case, nsends int, block bool) (i, outcome int)
	Len     func(c unsafe.Pointer) int
	Forever func()

	Unbuffered func(c unsafe.Pointer) bool

	Go         func(pc, at uintptr, f func())
	Sched      func()
	Goroutines func() int
	Stack      func(all bool) string

	Sleep func(ns int64)
	Now   func() int64
	Timer func(t unsafe.Pointer, when, period int64, c unsafe.Pointer, f func(arg any, seq uintptr, delay int64), arg any)
	Stop  func(t unsafe.Pointer) (was bool)
	Reset func(t unsafe.Pointer, when, period int64) (was bool)

	Mutex    func(op int, m unsafe.Pointer, locked bool) bool
	RWMutex  func(op int, m unsafe.Pointer, now Counts) (Counts, bool)
	Add      func(g unsafe.Pointer, delta, n int)
	Wait     func(g unsafe.Pointer, n int)
	Once     func(o unsafe.Pointer, done bool, set func(), f func())
	CondWait func(c unsafe.Pointer, lock, unlock func())
	CondWake func(c unsafe.Pointer, all bool)
	Atomic   func(op int, p unsafe.Pointer)
	Map      func(p unsafe.Pointer, write bool)
	Shared   func(op int, p unsafe.Pointer, name string)
	Memory   func(addr, size uintptr, write bool, pc uintptr)
	PoolGet  func(p unsafe.Pointer) (any, bool)
	PoolPut  func(p unsafe.Pointer, x any)
	Bubble   func(f func())
	Quiet    func()

	Notify     func(c unsafe.Pointer, signals []int) // none: all
	StopNotify func(c unsafe.Pointer)
	Forget     func(signals []int, ignore bool)
	Signal     func(signal int) // to this process

	File      func(name string, does FileEffect, paths []string)
	Outside   func(what string)
	Exit      func(code int)
	GoesOver  func(pc uintptr) // a map with an order
	Finalizes func() bool
	Prints    bool // what the program prints is shown
	Explore   func(name string, once func() (body func(), result func() Result)) (text string, r Result)
}

// Result is what became of a test.
type Result struct {
	Failed, Skipped bool
	Text            string
}

// T is the table.
var T Table

// FileEffect says what an operation on files does.
type FileEffect uint8

const (
	FileMoves   FileEffect = 1 << iota // where who reads or writes next does so
	FileMakes                          // a file, if there is none
	FileChanges                        // what is there
	FileLooks   FileEffect = 0
)
