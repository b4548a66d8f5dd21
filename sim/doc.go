// Package sim runs one execution of a concurrent program, deterministically.
//
// # Words
//
// A [World] is one simulated process: its threads, objects, clock and log. A [Thread] is a green thread of a world:
// straight-line Go code on a coroutine; one runs at a time, as under Python's GIL. An [Object] is anything that threads
// share. An [Op] is what a thread is about to do to objects; it is declared before the choice, so that a [Scheduler]
// sees what each thread would do next. A thread is ready when its pending operation could complete now, and blocked
// otherwise. A step is one decision plus what it sets going: the operation, and the thread's own code up to its next
// operation; it is atomic. A preemption is a switch away from a thread that is still ready. A [Choice] is a point with
// more than one alternative, a [Schedule] the list of the choices of one execution.
//
// # Whom the methods of World are for
//
// A program needs few of them: Sleep and Now, Choose and RandInt, Logf, Fail, Observe and OnEnd; Spawn and SpawnAll where
// it takes the engine's own threads in place of Python's. A model declares what a thread is about to do with Do, asks for
// Current, Killing, Recording and After, keeps what it needs in Local, and stands for the interpreter with Registry,
// Stderr, StartThread, OnMainReturn, Exit, Raise and the rest. A scheduler, a property or a report looks at an execution
// from outside: Config, Threads, Objects, Lines, Uncaught, Steps, Observation, End.
//
// They are all methods of one type, and stay so. A second type for models, to which a World is converted, would cost
// nothing when a program runs; but models are also written outside this module, with the same methods, and those would no
// longer compile. A World is an argument of every main function, so a name that a program does not need costs its
// author a line in a list, and nothing else.
//
// # Guarantee
//
// The same program, [Config] and schedule give the same execution, to the last line of its log. Every choice (which
// thread, which value, whether a timer elapses) goes through one recorded stream, and nothing else varies.
//
// # Limits
//
// What a program does outside its operations is not seen: a real channel, clock, goroutine, or the order of a map. A
// step that blocks for real never ends; a [Runner.Watchdog] names it. Variables that threads share without an operation are
// touched atomically between two operations; use models/shared to see the races on them. A search samples whether there
// are such variables: see package simrun/scheduler/sharing. An operation in a goroutine that is no thread ends the goroutine and
// the execution, by a panic of Run that names the line.
package sim
