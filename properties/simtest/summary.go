package simtest

import (
	"fmt"

	"simrun/scheduler"
)

// searched says how much a search saw.
func searched(r *scheduler.Report) string {
	text := fmt.Sprintf("%d executions", r.Executions)
	if r.Executions == 1 {
		text = "1 execution"
	}
	switch {
	case r.Truncated > 0:
		text += fmt.Sprintf(", %d of them cut short by the limit of steps", r.Truncated)
	case r.Exhausted:
		text += ", which are all that there are"
	}
	return text
}
