package cluster

import (
	"fmt"
	"regexp"
	"time"
)

// The names of what is kept in the server.
const (
	taskStream   = "SIMRUN_TASKS"
	resultStream = "SIMRUN_RESULTS"
	searchBucket = "simrun-searches"
	ownerBucket  = "simrun-coordinators"
	workerBucket = "simrun-workers"
	stateBucket  = "simrun-states"
)

// protocol is the version of all that is sent and kept.
const protocol = 3

// Of what expires; tests are less patient.
var (
	defaultLease = 10 * time.Second // how long a parcel stays with a worker that does not say that it is at it
	ownership    = 6 * time.Second  // how long a search stays with a coordinator that does not renew it
	presence     = 10 * time.Second // how long a worker is there that does not say so
)

// answers is how soon a server answers, if it got the question.
const answers = 5 * time.Second

// taskSubject is where the parcels of a search go, for workers of a program.
func taskSubject(program, search string) string { return "simrun.task." + program + "." + search }

// resultSubject is where the results of some tasks of a turn go.
func resultSubject(search, turn string, first, last int) string {
	return fmt.Sprintf("simrun.result.%s.%s.%d-%d", search, turn, first, last)
}

func allResults(search string) string { return "simrun.result." + search + ".>" }

var nameForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// CheckName is the error for a word that cannot name a search.
func CheckName(name string) error {
	if !nameForm.MatchString(name) {
		return fmt.Errorf("the name of a search has 1 to 64 letters, digits, - and _, which %q has not", name)
	}
	return nil
}
