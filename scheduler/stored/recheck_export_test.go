package stored

import (
	"simrun/scheduler/replay"
	"simrun/sim"
)

// Ways says in which of the ways to go by words a stored finding shows: strictly, patiently, by switches only.
func Ways(of replay.Subject, s *Finding) [3]bool {
	cfg, err := s.config()
	if err != nil {
		panic(err)
	}
	c := &rechecker{of: of, cfg: cfg, stored: s, runner: sim.NewRunner()}
	defer c.runner.Close()
	now, _ := c.run(c.wordings(nil)[0])
	var shows [3]bool
	for i, by := range c.wordings(renamed(s.Objects, now)) {
		_, f := c.run(by)
		shows[i] = f != nil
	}
	return shows
}
