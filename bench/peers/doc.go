// Command peers compares the speed of simrun with that of Shuttle, which does the same for programs in Rust: go run
// ./bench/peers. It needs cargo, and takes some minutes.
//
// The same nine programs are written for both, and each is searched by random and by pct on one processor, in processes of
// their own that take turns. The table has the executions per second of simrun by those of the peer: the median over the
// rounds and the range. Seconds are those of processor time, which others who use the machine disturb less. Only ratios
// within a round mean something: they are of the same minute on the same machine. Build it with the profile of the command
// to have what the command does: go run -pgo=$PWD/cmd/simrun/default.pgo ./bench/peers.
//
// What an execution has to do is not quite the same. Shuttle's programs are compiled Rust and know no clock, no names of
// objects and no daemon; simrun judges each execution by its default properties.
package main
