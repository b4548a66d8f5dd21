// Package strategy says what a strategy is: what decides the choices of many executions of a program, one after the other.
//
// Every strategy is a [Strategy]. What else it can do it says by further interfaces, which a search looks for: whether it
// goes from each execution to the next ([Sequential]), whether workers can carry it out together all the same ([Sharer]),
// how many executions it learns from ([Learner]), and which of its executions do not count ([Discarder], [Repeater]).
//
// # Guarantee
//
// What a strategy does in an execution depends on its seed and the number of the execution, or on the executions before:
// never on time, memory or a source of random numbers other than [Random].
//
// # Limits
//
// A strategy sees choices and steps that were made, and nothing of the program.
package strategy
