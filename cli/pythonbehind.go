package cli

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// noteFlagsBehind says which flags of the command stand behind the script, which is given them, if its text does not speak of
// them: whoever wrote them there wants something else.
func (a *app) noteFlagsBehind(c *cobra.Command, path string, args []string) {
	text, err := os.ReadFile(path)
	if err != nil {
		return // that is said elsewhere
	}
	for _, arg := range args {
		name, ok := strings.CutPrefix(arg, "--")
		name, _, _ = strings.Cut(name, "=")
		if ok && c.Flags().Lookup(name) != nil && !strings.Contains(string(text), name) {
			fmt.Fprintf(a.stderr, "%s: --%s stands behind the script, which is given it: flags of %s stand before the script\n", a.name, name, a.name)
		}
	}
}
