// Package scheduler searches the executions of a program.
//
// A strategy decides the choices of many executions, one after the other; [Strategies] lists them. [Explore] runs a
// program under a strategy, judges each execution by its properties, and reports what it saw: how many executions, how
// many of them were cut short by a limit, whether that was all there is, the distinct outcomes, and the findings. A
// finding is one distinct failure; it is given the schedule with the fewest preemptions, then the fewest steps.
//
// This is the front door. What a strategy is stands in package strategy; the strategies are in sampling, systematic and
// dpor; what is done with a finding in minimise (shrinking, explaining), stored (keeping, finding again) and replay; what
// threads share past the models is found in sharing; package transcript searches for a log.
//
// # Guarantee
//
// For a strategy, a seed and a number of executions the report is the same on every machine, with any number of
// workers, also if the first finding ends the search. Workers carry out rounds: what a round consists of depends on the
// rounds before alone, and when it is over what was seen is entered in the order of the round, not in that of time. One
// worker goes through the same rounds. So the numbers of executions, the schedules of findings and outcomes and what a
// limit cuts off say the same for all. What a limit on the clock or an interrupt cuts off does depend on the machine.
//
// "No failure found" and "there is none" are different: the second is said only if the search was exhaustive, which
// covers every schedule of the program in the switching mode and under the clock that were asked for, with the input seed
// that was given.
//
// # Limits
//
// A strategy never sees the program, only choices and committed steps. What a program does outside its operations is
// not explored. Whether threads share something there is sampled: executions are carried out again with independent steps
// in another order, and if they do not end alike, [Report.Sharing] says where, and the search is not exhaustive. sharing.Commute
// does so thoroughly, for tests of models.
//
// A checkpoint is trusted in what cannot be checked without the whole search: how many executions end in a way, which
// traces and logs were seen, and which branches are explored. What can be checked is: that the counts agree with each
// other, that its schedules show what they are said to, and that its paths are paths of the program.
package scheduler
