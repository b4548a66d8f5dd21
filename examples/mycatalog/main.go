// Command mycatalog is simrun over programs of its own: go run . list names them, and go run . explore tickets finds what
// is wrong with the first. It is a module of its own, as a user's is; everything else is that of simrun.
package main

import (
	"os"

	"simrun/cli"
	"simrun/properties/catalog"
)

func main() {
	os.Exit(cli.Main(
		catalog.Entry{
			Name:     "tickets",
			Summary:  "sellers who look whether a ticket is left, and then sell it",
			Params:   params,
			Program:  office((*stock).lookThenSell),
			Expected: catalog.Expected{Kinds: []string{"oversold"}, Note: "each access has the lock; the two together do not"},
		},
		catalog.Entry{
			Name:     "tickets-locked",
			Summary:  "tickets, repaired: one critical section for both",
			Params:   params,
			Program:  office((*stock).sell),
			Expected: catalog.Expected{Note: "what was seen still holds when it is acted upon"},
		},
	))
}

var params = []catalog.Param{
	catalog.Number("sellers", 2, 1, 8, "threads that sell"),
	catalog.Number("tickets", 1, 0, 100, "how many there are"),
}
