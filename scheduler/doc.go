// Package scheduler searches the executions of a program.
//
// A strategy decides the choices of many executions, one after the other; [Strategies] lists the strategies. [Explore]
// runs a program under a strategy, judges each execution by its properties, and reports what it saw: how many executions
// there were, how many of them a limit cut short, whether these were all that are possible, the distinct outcomes, and
// the findings. A finding is one distinct failure; Explore looks for the schedule with the fewest preemptions, and then
// the fewest steps, that shows it.
//
// This package is the front door. The packages below it do the work. Package strategy defines what a strategy is; the
// strategies are in sampling, systematic and dpor. Package minimise makes a finding small and explains it, stored keeps
// findings and finds them again after an edit, replay carries out a schedule once more. Package sharing detects what
// threads share outside the models, and transcript looks for a schedule that prints a given log.
//
// # Guarantee
//
// For a strategy, a seed and a number of executions the report is the same on every machine and with any number of
// workers, also if the first finding ends the search. Workers carry out rounds. What a round consists of depends on the
// rounds before alone, and what its executions showed is entered in the order of the round, not in the order in time;
// one worker goes through the same rounds as several. So the numbers of executions, the schedules of findings and
// outcomes, and what a limit on executions cuts off are the same for all. What a limit on the clock or an interrupt cuts
// off does depend on the machine.
//
// "No failure found" and "there is none" are different. A report says the second only if the search was exhaustive: it
// covered every schedule of the program in the switching mode, under the clock and with the input seed that were asked
// for.
//
// # Limits
//
// A strategy never sees the program, only choices and steps that were made. What a program does outside its operations
// is not explored. Whether threads share something there is sampled: executions are carried out again with independent
// steps in another order. If they do not end alike, [Report.Sharing] says where, and the search does not count as
// exhaustive. For tests of models, sharing.Commute does the same thoroughly.
//
// A checkpoint is trusted in what cannot be checked without the whole search: how many executions ended in which way,
// which traces and logs were seen, and which branches are explored. It is checked that its counts agree with each other,
// that its schedules show what it says of them, and that its paths are paths of the program.
package scheduler
