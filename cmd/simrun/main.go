// Command simrun runs the programs of the catalog under a scheduler of its own, searches their schedules, and replays
// what it found. See simrun --help, and package cli, which is all of it.
package main

import (
	"os"

	"simrun/cli"
	"simrun/properties/catalog"
)

func main() { os.Exit(cli.Main(catalog.All()...)) }
