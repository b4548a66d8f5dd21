// Package confidence says what may be concluded about a probability, at a confidence of 95 %, from how often something was
// seen in independent trials.
package confidence

import "math"

// wrong is the chance that a bound or an interval is wrong.
const wrong = 0.05

// MissBound is the largest probability of a failure with which n executions show none in at least 5 % of all searches
// (Clopper and Pearson: The Use of Confidence or Fiducial Limits, Biometrika 26, 1934, for no success in n trials).
func MissBound(n int) float64 {
	if n == 0 {
		return 1
	}
	return -math.Expm1(math.Log(wrong) / float64(n))
}

// Interval has the probabilities that are not refuted by k of n, at a confidence of 95 % (Clopper and Pearson: The Use
// of Confidence or Fiducial Limits, Biometrika 26, 1934): each end is the one with which so many, or so few, would come
// about in 2.5 % of all cases. With none, or all, too, although only one end is open: who looks first which case it is, and then gives
// that end all of the 5 %, is wrong in more of them (Feldman and Cousins: Unified Approach to the Classical Statistical Analysis of
// Small Signals, Physical Review D 57, 1998, section III).
func Interval(k, n int) (low, high float64) {
	if high = 1; k < n {
		high = solve(func(p float64) bool { return binomialUpTo(k, n, p) > wrong/2 })
	}
	if k > 0 {
		low = solve(func(p float64) bool { return 1-binomialUpTo(k-1, n, p) < wrong/2 })
	}
	return low, high
}

// solve finds where a condition that holds below some probability ceases to hold.
func solve(below func(p float64) bool) float64 {
	low, high := 0.0, 1.0
	for range 50 {
		if middle := (low + high) / 2; below(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// binomialUpTo is the probability of at most k in n trials of probability p.
func binomialUpTo(k, n int, p float64) float64 {
	all, _ := math.Lgamma(float64(n + 1))
	sum := 0.0
	for i := 0; i <= k; i++ {
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(all - a - b + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}
