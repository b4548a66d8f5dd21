package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"simrun/internal/suggest"
	"simrun/properties/catalog"
	"simrun/sim"
)

// meantForScript is what to add to the error about a script that is not there: what was probably meant by the word that stands
// in its place.
func (a *app) meantForScript(word string, args []string) string {
	if word == "-" {
		return "; a search executes the script again and again: save what comes by stdin to a file"
	}
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
	if filepath.Base(word) != word || filepath.Ext(word) != "" {
		return meantBeside(word)
	}
	python, _, err := root.Find([]string{"python"})
	if err != nil {
		panic(err) // rootCommand adds it
	}
	return didYouMean(word, commandNames(python))
}

// meantBeside is a script in the folder of a file that is not there whose name is like it.
func meantBeside(file string) string {
	list, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		return "" // there is no such folder
	}
	var scripts []string
	for _, entry := range list {
		if filepath.Ext(entry.Name()) == ".py" && isFile(filepath.Join(filepath.Dir(file), entry.Name())) {
			scripts = append(scripts, entry.Name())
		}
	}
	if near := suggest.Closest(filepath.Base(file), scripts); near != "" {
		return fmt.Sprintf(" (did you mean %s?)", filepath.Join(filepath.Dir(file), near))
	}
	return ""
}

// isFile says whether a file is there: not a folder, nor a link to what is not.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}
