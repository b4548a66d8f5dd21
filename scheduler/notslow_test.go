//go:build !slow

package scheduler_test

// slow says that the tests that take long run too.
const slow = false
