package minimise

import (
	"context"

	"simrun/scheduler/replay"
)

// All makes the findings small, and estimates how likely they are.
func All(ctx context.Context, s replay.Subject, findings []*Finding, proves bool) error {
	for _, f := range findings {
		if err := simplify(ctx, s, f); err != nil {
			return err
		}
	}
	if err := estimateLikelihoods(ctx, s, findings); err != nil {
		return err
	}
	if !proves {
		return nil
	}
	for _, f := range findings { // last, because it may take all the time that there is
		if err := prove(ctx, s, f); err != nil {
			return err
		}
	}
	return nil
}
