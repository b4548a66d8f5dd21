//go:build slow

package cli

const everyHostile = true
