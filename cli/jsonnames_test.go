package cli

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// jsonNames adds the names that values of a type have in JSON, those of its fields included, but for fields of one type.
func jsonNames(t reflect.Type, names []string, without reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		return jsonNames(t.Elem(), names, without)
	case reflect.Struct:
		for i := range t.NumField() {
			if name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
			if t.Field(i).Type != without {
				names = jsonNames(t.Field(i).Type, names, without)
			}
		}
	}
	return names
}

// TestJSONIsDocumented: each name in the JSON of a command is in its help.
func TestJSONIsDocumented(t *testing.T) {
	for command, of := range map[string]struct{ all, without reflect.Type }{
		"explore":      {reflect.TypeFor[exploreJSON](), nil},
		"run":          {reflect.TypeFor[executionJSON](), reflect.TypeFor[[]findingJSON]()}, // as explore has them
		"hang":         {reflect.TypeFor[hangJSON](), nil},
		"cluster list": {reflect.TypeFor[searchJSON](), nil},
		"cluster show": {reflect.TypeFor[searchJSON](), nil},
	} {
		tried := 0
		for _, c := range documented() {
			if !strings.HasSuffix(c.CommandPath(), " "+command) {
				continue
			}
			tried++
			long := c.Long
			if command == "run" {
				long += replayLong // which is what alone can diverge
			}
			for _, name := range jsonNames(of.all, nil, of.without) {
				if !regexp.MustCompile(`\b` + name + `\b`).MatchString(long) {
					t.Errorf("%s --help does not name %q of its JSON", c.CommandPath(), name)
				}
			}
		}
		if tried == 0 {
			t.Errorf("there is no command %s", command)
		}
	}
}
