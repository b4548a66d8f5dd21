package python

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"

	"simrun/sim"
)

// params say which program it is: the version of the interpreter, the hash of the script, and what it is given.
func (s *Script) params() []sim.Param {
	list := []sim.Param{{Name: "python", Value: s.python.Minor()}, {Name: "sha256", Value: hashOf(s.path)}}
	if len(s.args) > 0 {
		list = append(list, sim.Param{Name: "args", Value: strings.Join(s.args, " ")})
	}
	return list
}

// hashOf is the beginning of the hash of a file.
func hashOf(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return "unreadable"
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}
