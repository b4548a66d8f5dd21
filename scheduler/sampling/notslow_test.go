//go:build !slow

package sampling_test

// slow says that the tests that take long run too.
const slow = false
