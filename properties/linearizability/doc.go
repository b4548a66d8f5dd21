// Package linearizability checks that the calls of an object behave as if each took place at one moment between its
// beginning and its end: against a sequential model of the object, by porcupine.
//
// # Words
//
// A history is what was called of one object, by whom, with which result, and when each call began and returned. The
// sequential model says, for each call, what it does to the state of the object if nobody else is at work on it, and what
// it returns then. The history is linearizable if there is an order of its calls that the model accepts, with the results
// that there were, and in which a call that returned before another one began stands before it.
//
// # Guarantee
//
// A history that is not linearizable is reported when the execution has ended, however that was; its kind is
// "not-linearizable". The calls named are those up to the first return that no order explains. A call that did not
// return, because its thread is blocked or an exception ended it, may have had its effect or not. To begin a call and to
// return from it are operations, so a search tries every order of the two; calls may begin in any order.
//
// # Limits
//
// To find the order takes, at worst, time exponential in the number of calls that are under way at once, and each
// execution is checked: a handful of threads with a handful of calls each is what it is for. There is no limit of time,
// because the same execution must always be judged the same.
//
// The package stands beside package properties so that only who imports it links porcupine.
package linearizability
