package report

import "strings"

// isChannel says whether an object is one through which bytes go, or connections.
func isChannel(kind string) bool {
	return kind == "Pipe" || kind == "Socket" || kind == "Listener" || kind == "Epoll" || kind == "Descriptor"
}

// channelWait says what a thread waits for that is blocked in an operation on such an object: "waits to read from".
func channelWait(method, op string) string {
	for verb, methods := range map[string][]string{ // at most one has it
		"to read from":        {"read", "recv"},
		"to write to":         {"write", "send", "flush"},
		"for a connection to": {"accept"},
	} {
		for _, m := range methods {
			if strings.HasPrefix(method, m) {
				return verb
			}
		}
	}
	return "in " + op + " on"
}
