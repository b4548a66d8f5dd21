// Package strategy defines what a strategy is: it decides the choices of many executions of a program, one after the
// other.
//
// Every strategy is a [Strategy]. Further interfaces say what else a strategy can do; a search asks for them. A strategy
// may go from each execution to the next ([Sequential]), in a way that workers can still share ([Sharer]); it may learn
// from its first executions ([Learner]); and some of its executions may not count ([Discarder], [Repeater]).
//
// # Guarantee
//
// What a strategy does in an execution depends on its seed and on the number of the execution, or on the executions
// before: never on time, memory or a source of random numbers other than [Random].
//
// # Limits
//
// A strategy sees choices, and steps that were made. It sees nothing else of the program.
package strategy
