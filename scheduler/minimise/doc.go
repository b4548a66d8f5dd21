// Package minimise makes a finding small, and explains it.
//
// [Shrink] looks for the schedule of a [Finding] with the fewest preemptions, then the fewest steps, and says whether it
// has proved that none has fewer. It adds the nearest schedule that passes, a sentence that says what makes the
// difference between the two, and how likely the failure is under common scheduling. [Compare] adds the same to a
// finding whose schedule is to stay as it is.
//
// # Guarantee
//
// Each candidate is executed, and counts only if it shows the same kind of failure at the same place. What a sentence
// claims holds in both executions.
//
// # Limits
//
// Shrinking tries a limited number of executions. The schedule that it gives is small, but is the smallest for certain
// only where the finding says so. No sentence is better than a wrong one, so there is not always one.
package minimise
