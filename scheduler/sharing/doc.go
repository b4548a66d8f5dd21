// Package sharing detects that threads share something outside the models: a variable of Go, a channel, a real clock.
//
// All searches rely on this: two steps that have no object in common may change places, and nothing else changes. This
// package carries out executions again with such steps in another order. If they do not end alike, a [Conflict] says
// which code the two steps belong to. [Commute] does so thoroughly, for tests of models; a search uses [AmongWalks] and
// [AmongSample] for a part of its time.
//
// # Guarantee
//
// A conflict was seen: its two tokens show it. Which executions are carried out again depends on the seed and on what
// the search has seen, not on which worker saw it first.
//
// # Limits
//
// It samples: to find no conflict is no proof that there is none. Where every step moves the clock nothing can be said.
package sharing
