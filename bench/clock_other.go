//go:build !unix

package bench

import "time"

var began = time.Now()

// clock is the time of day, where there is no other.
func clock() time.Duration { return time.Since(began) }
