// Package report shows a finding to people, and to the tools that they use.
//
// # Words
//
// A [Finding] is one failure with the trace of its minimised schedule. Its cause is one or two sentences that say what
// went wrong in the words of the program: the chain of threads that wait for each other, the message that nobody
// took. A lane is the column of one thread. A run is a number of events of one thread without a switch between them.
//
// # Guarantee
//
// The same finding gives the same bytes. [Text] fits the width that it is given, has at most 60 lines unless it is
// asked for all of them, and its last line replays the finding. Everything is taken as plain data, so that a finding of
// any origin can be shown.
//
// # Limits
//
// The cause is found from what the threads did in this one execution: "only consumer took from it" is about that, not
// about the program's text. A failure of a kind that this package does not know is explained by its message alone.
package report
