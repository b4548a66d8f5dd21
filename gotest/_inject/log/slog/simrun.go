package slog

import "unsafe"

//go:linkname simOn runtime.simOn
func simOn() bool

//go:linkname simShared runtime.simShared
func simShared(op int, p unsafe.Pointer, name string)

// simShares is an operation on what a program shares by this package.
func simShares[T any](op int, p *T, name string) { simShared(op, unsafe.Pointer(p), name) }
