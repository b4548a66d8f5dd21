// Package replay does again what a schedule says, wholly or in part.
//
// [Replay] takes the choices of a token or a schedule, and says where the program is not the one that was recorded. A
// [Follower] takes segments instead, each some steps of one thread, which a [Recorder] has noted: from them some may be left
// out. A [Subject] is what schedules are of: a program, with how it is executed and judged.
//
// # Guarantee
//
// The same schedule of the same program gives the same execution. A [Replay] never goes on where the alternatives are not
// those that were recorded; a [Follower] always does, with another thread.
package replay
