package cli

import (
	"fmt"

	"simrun/internal/suggest"
)

// didYouMean is " (did you mean x?)" for the candidate nearest to what was typed, and empty if none is near.
func didYouMean(typed string, candidates []string) string {
	if near := suggest.Closest(typed, candidates); near != "" {
		return fmt.Sprintf(" (did you mean %s?)", near)
	}
	return ""
}
