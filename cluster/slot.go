package cluster

import (
	"context"
	"errors"
	"fmt"
	"time"

	"simrun/scheduler"
)

// slot carries out one parcel at a time.
type slot struct {
	worker   *Worker
	ctx      context.Context
	search   string // that the carrier is for
	identity string
	carrier  *scheduler.Carrier
}

// carryOut carries out a parcel, or notes that it is for another worker.
func (s *slot) carryOut(p *Parcel) {
	w := s.worker
	if err := s.open(p); err != nil {
		s.giveBack(p, err)
		return
	}
	carried, stuck, err := s.carrier.CarryOut(s.ctx, p.Body)
	if stuck {
		s.carrier = nil // a step of it does not end
	}
	if err == nil {
		err = inMessages(p, carried, w.c.mostMessage())
	}
	if err != nil {
		s.giveBack(p, err)
		return
	}
	w.mu.Lock()
	w.search = p.Search
	w.done += int64(carried.Executions)
	w.mu.Unlock()
}

// giveBack leaves a parcel to another worker.
func (s *slot) giveBack(p *Parcel, why error) {
	p.giveBack = true
	if s.ctx.Err() == nil {
		s.worker.refuse(p.Search, why.Error())
		p.later = time.Second // it may come here again
	}
}

// open has the carrier of the slot be one for the search of a parcel.
func (s *slot) open(parcel *Parcel) error {
	if s.carrier != nil && s.search == parcel.Search && s.identity == parcel.Identity {
		return nil
	}
	search, err := s.worker.c.get(s.ctx, parcel.Search)
	if err != nil {
		return err
	}
	if why := s.worker.Refuses(search); why != "" {
		return errors.New(why)
	}
	if digest(search.Identity) != parcel.Identity {
		return errors.New("the parcel is of an older search of this name")
	}
	p, o, err := s.worker.Open(search)
	if err != nil {
		return err
	}
	carrier, err := scheduler.NewCarrier(p, o)
	if err != nil {
		return err
	}
	if carrier.Identity() != search.Identity {
		return errors.New(scheduler.Difference(search.Identity, carrier.Identity()))
	}
	s.search, s.identity, s.carrier = parcel.Search, parcel.Identity, carrier
	return nil
}

// inMessages puts results into as few messages as the server takes.
func inMessages(p *Parcel, carried *scheduler.Carried, most int64) error {
	all := carried.Tasks()
	for from, n := 0, all; from < all; {
		body, err := carried.Encode(from, from+n)
		if err != nil {
			return err
		}
		took := carried.Took * time.Duration(n) / time.Duration(all)
		r, err := p.answer(p.Tasks[from:from+n], body, took)
		if err != nil {
			return err
		}
		if int64(len(r.data)) > most && n > 1 {
			n = (n + 1) / 2
			continue
		}
		if int64(len(r.data)) > most {
			why := fmt.Sprintf("what comes of a task takes %d bytes, and the server takes messages of at most %d: raise its max_payload", len(r.data), most)
			if body, err = carried.Fail(from, why); err != nil {
				return err
			}
			if r, err = p.answer(r.tasks, body, took); err != nil {
				return err
			}
		}
		p.results = append(p.results, r)
		from, n = from+n, all-from-n
	}
	return nil
}
