package cli

import (
	"bytes"
	"errors"
)

// byteOrderMark is what some editors write at the beginning of UTF-8.
var byteOrderMark = []byte("\xef\xbb\xbf")

// plainText is the text of a file without a byte order mark. Windows PowerShell writes UTF-16 where its output goes to a
// file; that is an error.
func plainText(data []byte) ([]byte, error) {
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
