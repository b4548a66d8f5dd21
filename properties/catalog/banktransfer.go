package catalog

import (
	"fmt"

	"simrun/models/lock"
	"simrun/models/shared"
	"simrun/properties"
	"simrun/sim"
)

// Two transfers between two accounts, in opposite directions, each under the locks of both:
//
//	def transfer(source, target, amount):
//	    first, second = sorted((source, target), key=lambda a: a.number)
//	    with first.lock, second.lock:
//	        source.balance -= amount
//	        target.balance += amount
//
// The twin takes the lock of the source first, whichever that is.
func init() {
	register(bankTransfer(Entry{
		Name:     "bank-transfer",
		Summary:  "transfers in opposite directions, the locks of the accounts in order of their numbers",
		Expected: Expected{Note: "locks in one order, whatever the direction of the transfer"},
	}, true))
	register(bankTransfer(Entry{
		Name:    "bank-transfer-unordered",
		Summary: "bank-transfer with the lock of the source first",
		Expected: Expected{
			Kinds: []string{"deadlock"},
			Note:  "each of two opposite transfers may have the lock that the other one needs",
		},
	}, false))
}

type account struct {
	number  int
	lock    *lock.Lock
	balance *shared.Var[int]
}

func bankTransfer(e Entry, ordered bool) Entry {
	e.Group = classics
	e.Params = []Param{Number("transfers", 2, 1, 8, "how many threads transfer, every other one in the opposite direction")}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) { runTransfers(w, v.Int("transfers"), ordered) }
		return run, append(properties.Default(), properties.AllReleased)
	}
	return e
}

func runTransfers(w *sim.World, n int, ordered bool) {
	const start = 100
	accounts := [2]*account{}
	for i := range accounts {
		accounts[i] = &account{i, lock.New(w, fmt.Sprintf("lock-%d", i)), shared.New(w, fmt.Sprintf("balance-%d", i), start)}
	}
	clerks := newCrew(w)
	for i := range n {
		source, target := accounts[i%2], accounts[1-i%2]
		clerks.add(fmt.Sprintf("clerk-%d", i+1), func() { transfer(source, target, 10, ordered) })
	}
	clerks.run()
	if sum := accounts[0].balance.Load() + accounts[1].balance.Load(); sum != 2*start {
		w.Fail("money-lost", "the balances add up to %d, not %d", sum, 2*start)
	}
}

func transfer(source, target *account, amount int, ordered bool) {
	first, second := source, target
	if ordered && first.number > second.number {
		first, second = second, first
	}
	first.lock.With(func() {
		second.lock.With(func() {
			source.balance.Add(-amount)
			target.balance.Add(amount)
		})
	})
}
