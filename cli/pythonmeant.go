package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"simrun/properties/catalog"
	"simrun/sim"
)

// meantForScript is what to add to the error about a script that is not there: what was probably meant by the word that stands
// in its place.
func (a *app) meantForScript(word string, args []string) string {
	if _, err := sim.ParseToken(word); err == nil {
		return fmt.Sprintf("; it is a token: type %s replay %s", a.self, word)
	}
	if _, err := catalog.Find(a.entries, word); err == nil {
		return fmt.Sprintf("; it is a scenario: type %s explore %s", a.self, word)
	}
	root := a.rootCommand()
	if slices.Contains(commandNames(root), word) {
		return fmt.Sprintf("; it is a command: type %s %s", a.self, strings.Join(append([]string{word}, args...), " "))
	}
	if _, err := os.Stat(word + ".py"); err == nil {
		return fmt.Sprintf(" (did you mean %s.py?)", word)
	}
	python, _, err := root.Find([]string{"python"})
	if err != nil {
		panic(err) // rootCommand adds it
	}
	return didYouMean(word, commandNames(python))
}
