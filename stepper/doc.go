// Package stepper is an interactive walk through the executions of a program, in the terminal.
//
// # Words
//
// A moment is where an execution can be stopped: before each step, and in the middle of a step where it chooses a value.
// A place is a moment with all that can be seen there. The path is the choices that lead to the place; the choices that
// were undone lie ahead of it.
//
// # Guarantee
//
// The same keys give the same screens. Whatever the move is, forwards, back, or to a step far away, the program is
// executed once, along the path from its beginning: what is shown was not remembered but has just happened.
//
// # Limits
//
// Each move takes as long as the execution up to there. A strategy that is used from some moment on decides as in its
// first execution, and has not made the choices before.
package stepper
