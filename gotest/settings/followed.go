package settings

// Followed are the packages of Go's library in which data races are looked for: those whose types a program must not share without a lock. What
// the others do for themselves is put in an order by means that are not seen.
var Followed = []string{
	"bufio", "bytes", "container/heap", "container/list", "container/ring", "encoding/csv", "encoding/json", "maps", "math/big", "math/rand",
	"math/rand/v2", "net/textproto", "net/url", "slices", "sort", "strings", "text/tabwriter",
}
