package logging

import "strconv"

// Level says how important a message is.
//
// https://docs.python.org/3.13/library/logging.html#logging-levels
type Level int

// The levels of Python's logging, by its names.
const (
	NOTSET   Level = 0
	DEBUG    Level = 10
	INFO     Level = 20
	WARNING  Level = 30
	ERROR    Level = 40
	CRITICAL Level = 50
)

// String is the name of the level, as logging.getLevelName: "INFO"; "Level 15" for one without a name. It is no
// operation.
// https://docs.python.org/3.13/library/logging.html#logging.getLevelName
func (l Level) String() string {
	switch l {
	case NOTSET:
		return "NOTSET"
	case DEBUG:
		return "DEBUG"
	case INFO:
		return "INFO"
	case WARNING:
		return "WARNING"
	case ERROR:
		return "ERROR"
	case CRITICAL:
		return "CRITICAL"
	}
	return "Level " + strconv.Itoa(int(l))
}
