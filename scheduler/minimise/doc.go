// Package minimise makes a finding small, and explains it.
//
// [Shrink] gives a [Finding] the schedule with the fewest preemptions, then the fewest steps, and says whether it has proved
// that there is none with fewer. Beside it stands the nearest schedule that passes, a sentence that says what makes the
// difference between the two, and how likely the failure is under common scheduling. [Compare] does this for a schedule that
// is to stay as it is.
//
// # Guarantee
//
// Each candidate is executed, and counts only if it shows the same kind of failure at the same place. What a sentence
// claims holds in both executions.
//
// # Limits
//
// Shrinking tries a limited number of executions: what it finds is small, and rarely but sometimes not the smallest,
// unless it says so. No sentence is better than a wrong one, so there is not always one.
package minimise
