// Package catalog has the programs that simrun knows by name, each with the properties that it keeps or breaks.
//
// # Words
//
// An entry is a program with parameters, the properties that are checked, and what a search is expected to show with the
// default parameters: the kinds of its findings, or that there are none. A twin is the same program repaired, or with a
// bug put in; it stands beside the original, so that the two can be compared.
//
// # Guarantee
//
// The programs are written after Python originals, which their comments show; the log lines are those of the original.
// What is expected of each entry is checked by a test that explores all of them.
//
// # Limits
//
// The programs are small, so that a search can try all their schedules. Larger parameters may make it too long for that.
package catalog
