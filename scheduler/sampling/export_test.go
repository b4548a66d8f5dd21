package sampling

import "simrun/scheduler/strategy"

// LearnFrom makes a strategy that learns from its first executions learn from another number of them than usual: published
// figures rest on other numbers.
func LearnFrom(s strategy.Strategy, runs int) strategy.Strategy {
	switch s := s.(type) {
	case *PCT:
		s.runs = runs
	case *URW:
		s.runs = runs
	case *SURW:
		s.runs = runs
	}
	return s
}
