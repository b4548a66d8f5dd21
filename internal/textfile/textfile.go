// Package textfile reads what editors and shells make of a file with a text, such as a token: with a byte order mark, in
// UTF-16, with a line end.
package textfile

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// byteOrderMark is what some editors write at the beginning of UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")

// Plain is the text of a file without a byte order mark. Windows PowerShell writes UTF-16 where its output goes to a
// file; that is an error.
func Plain(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || halfZero(data) {
		return nil, errors.New("it is UTF-16: save it as UTF-8 (in PowerShell: … | Out-File -Encoding utf8 FILE)")
	}
	return bytes.TrimPrefix(data, byteOrderMark), nil
}

// halfZero says whether every second byte is zero, as in UTF-16 of ASCII without a byte order mark.
func halfZero(data []byte) bool {
	if len(data) < 4 {
		return false
	}
	even, odd := true, true
	for i, b := range data[:min(len(data), 64)] {
		even = even && (i%2 != 0 || b == 0)
		odd = odd && (i%2 != 1 || b == 0)
	}
	return even != odd
}

// LooksLikeToken says whether the argument is a token of any version and not the name of a file.
func LooksLikeToken(arg string) bool {
	version, _, ok := strings.Cut(arg, ".")
	return ok && len(version) > 1 && version[0] == 's' && strings.Trim(version[1:], "0123456789") == ""
}

// ErrNoToken is the error for a text without a token.
var ErrNoToken = errors.New("no token in it")

// Token is the only token of a text that has nothing else but space.
func Token(text string) (string, error) {
	words := strings.Fields(text)
	tokens := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return !LooksLikeToken(word) })
	switch {
	case len(tokens) == 0:
		return "", ErrNoToken
	case len(tokens) > 1:
		return "", fmt.Errorf("%d tokens are in it, and one can be executed", len(tokens))
	case len(words) > 1:
		return "", errors.New("there is more in it than the token")
	}
	return tokens[0], nil
}
