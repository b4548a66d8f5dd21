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
	job      Job
	carrier  *scheduler.Carrier
}

// close ends what the slot has open.
func (s *slot) close() {
	if s.job.Close != nil {
		s.job.Close()
	}
	s.job, s.carrier = Job{}, nil
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
		s.close() // a step of it does not end
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

// notForUs is why a search is for other workers, whatever is tried.
type notForUs struct{ error }

// giveBack leaves a parcel to another worker.
func (s *slot) giveBack(p *Parcel, why error) {
	p.giveBack = true
	if s.ctx.Err() != nil {
		return
	}
	p.rest = time.Second // it may come here again, and others are to be faster
	if errors.As(why, new(notForUs)) {
		s.worker.refuse(p.Search, refusal(p.Search, p.Identity), why.Error())
	} else {
		s.worker.Log(oneLine(fmt.Sprintf("a part of the search %s is left to others: %v", p.Search, why)))
	}
}

// open has the carrier of the slot be one for the search of a parcel.
func (s *slot) open(parcel *Parcel) error {
	if s.carrier != nil && s.search == parcel.Search && s.identity == parcel.Identity {
		return nil
	}
	if why := s.worker.refuses(refusal(parcel.Search, parcel.Identity)); why != "" {
		return notForUs{errors.New(why)}
	}
	search, err := s.worker.c.get(s.ctx, parcel.Search)
	if err != nil {
		return err
	}
	if digest(search.Identity) != parcel.Identity {
		return errors.New("it is of an older search of this name")
	}
	if why := s.worker.Refuses(search); why != "" {
		return notForUs{errors.New(why)}
	}
	if err := s.worker.c.fetchFiles(s.ctx, &search); err != nil {
		return err
	}
	s.close()
	if s.job, err = s.worker.Open(search); err != nil {
		return notForUs{err}
	}
	carrier, err := scheduler.NewCarrier(s.job.Program, s.job.Options)
	if err != nil {
		return notForUs{err}
	}
	if carrier.Identity() != search.Identity {
		return notForUs{errors.New(scheduler.Difference(search.Identity, carrier.Identity()))}
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
