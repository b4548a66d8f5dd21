package properties

import (
	"fmt"
	"slices"
	"strings"

	"simrun/sim"
)

// findings puts together all that a property finds in one execution, because it reports one failure.
type findings struct {
	messages, places []string
}

// add notes what was found, for people, and where, without values.
func (f *findings) add(message, place string) {
	f.messages = append(f.messages, message)
	if !slices.Contains(f.places, place) {
		f.places = append(f.places, place)
	}
}

// mostSaid is how many findings of one kind are put into words: more hide what the first of them say.
const mostSaid = 3

// failure is nil if nothing was found. The places are sorted, because the order in which things happened does not tell
// failures apart.
func (f *findings) failure(kind string) *sim.Failure {
	if len(f.messages) == 0 {
		return nil
	}
	slices.Sort(f.places)
	said := f.messages
	if rest := len(said) - mostSaid; rest > 1 {
		said = append(slices.Clone(said[:mostSaid]), fmt.Sprintf("and %d more", rest))
	}
	return &sim.Failure{Kind: kind, Message: strings.Join(said, "; "), Where: strings.Join(f.places, "; ")}
}

// addOnce is add for what may be found again and again at one place.
func (f *findings) addOnce(message, place string) {
	if !slices.Contains(f.places, place) {
		f.add(message, place)
	}
}
