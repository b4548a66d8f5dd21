// Package sharing finds out that threads share something past the models: a variable of Go, a channel, a real clock.
//
// All searches rely on this: steps that have no object in common may change places, and nothing else changes. Here
// executions are carried out again with such steps in another order. If they do not end alike, a [Conflict] says which code
// the two steps belong to. [Commute] does so thoroughly, for tests of models; a search does with [AmongWalks] and
// [AmongSample], as far as a part of its time allows.
//
// # Guarantee
//
// A conflict was seen: its two tokens show it. Which executions are looked at depends on the seed and on what the search has
// seen, not on who saw it first.
//
// # Limits
//
// It samples: that there is no conflict is no proof. Under the virtual clock every step moves the clock, and nothing can
// be said.
package sharing
