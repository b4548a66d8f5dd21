// Package catalog has the programs that simrun knows by name, each with the properties that it keeps or breaks.
package catalog
