package simrun

import "embed"

// Source is the source of the packages that "simrun gotest" builds into a test binary, so that the command needs nothing
// but itself, wherever it is installed. A test holds the list against what they import.
//
//go:embed sim/*.go scheduler/*.go scheduler/strategy/*.go scheduler/replay/*.go scheduler/sampling/*.go
//go:embed scheduler/systematic/*.go scheduler/frontier/*.go scheduler/dpor/*.go scheduler/sharing/*.go scheduler/minimise/*.go scheduler/stored/*.go
//go:embed models/golang/*.go report/*.go report/page gotest/settings/*.go
//go:embed internal/confidence/*.go internal/grow/*.go internal/replacefile/*.go
var Source embed.FS
