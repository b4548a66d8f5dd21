package catalog

import (
	"simrun/models/executor"
	"simrun/models/logging"
	"simrun/properties"
	"simrun/sim"
)

// A task that fails, and nobody looks:
//
//	def download(page):
//	    if page == 1:
//	        raise ValueError("no such page")
//
//	with ThreadPoolExecutor() as executor:
//	    for page in range(2):
//	        executor.submit(download, page)
//
// The twin asks each future for its result:
//
//	for future in futures:
//	    try:
//	        future.result()
//	    except ValueError as error:
//	        logging.error("%s", error)
func init() {
	register(unreadException(Entry{
		Name:    "unread-exception",
		Summary: "a future that keeps an exception which nobody reads",
		Expected: Expected{
			Kinds: []string{"exception-unread"},
			Note:  "the program ends well, and a page is missing",
		},
	}, false))
	register(unreadException(Entry{
		Name:     "unread-exception-read",
		Summary:  "unread-exception, repaired: each future is asked for its result",
		Expected: Expected{Note: "an exception comes out where the result is asked for, and nowhere else"},
	}, true))
}

func unreadException(e Entry, read bool) Entry {
	e.Group = classics
	e.Params = []Param{
		Number("pages", 2, 2, 16, "how many tasks there are; the second one fails"),
		Number("workers", 2, 1, 8, "max_workers of the executor"),
	}
	e.Program = func(v Values) (func(w *sim.World), []sim.Property) {
		run := func(w *sim.World) { downloadAll(w, v.Int("pages"), v.Int("workers"), read) }
		return run, append(properties.Default(), properties.NoUnreadException)
	}
	return e
}

func downloadAll(w *sim.World, pages, workers int, read bool) {
	basicConfig(w)
	download := func(page int) any {
		if page == 1 {
			panic(sim.ValueError("no such page"))
		}
		return page
	}
	pool := executor.New(w, workers)
	pool.With(func() {
		var futures []*executor.Future
		for page := range pages {
			futures = append(futures, pool.Submit("download", func() any { return download(page) }))
		}
		if !read {
			return
		}
		for _, f := range futures {
			if _, err := f.Result(); err != nil {
				logging.Error(w, "%v", err)
			}
		}
	})
}
