//go:build !unix

package bench

import "time"

var began = time.Now()

// ProcessorTime is the time of day, where there is no other.
func ProcessorTime() time.Duration { return time.Since(began) }
