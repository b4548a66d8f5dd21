// Package catalog has the programs that simrun knows by name, each with the properties that it keeps or breaks; and what
// it takes to write down programs of one's own in the same way, for cli.Main.
//
// # Words
//
// An entry is a program with parameters, the properties that are checked, and what a search is expected to show with the
// default parameters: the kinds of its findings, or that there are none. A twin is the same program repaired, or with a
// bug put in; it stands beside the original, so that the two can be compared. The programs of the group sctbench have none:
// they are there as the literature has them, to compare strategies.
//
// # Guarantee
//
// The programs of the tutorial and the classics are written after Python originals, which their comments show; the log
// lines are those of the original. What is expected of each entry is checked by a test that explores all of them.
//
// # Limits
//
// The programs are small, so that a search can try all their schedules. Larger parameters may make it too long for that.
package catalog
