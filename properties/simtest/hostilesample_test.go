//go:build !slow

package simtest

const everyHostile = false
