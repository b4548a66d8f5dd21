package sim

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// aToken has something in each field.
func aToken() Token {
	return Token{
		Scenario: "queue-pipeline", Params: []Param{{"messages", "2"}, {"workers", "2"}}, Switching: Call, Clock: Anytime,
		StepCost: 100 * time.Microsecond, Seed: 7, Length: 12, Schedule: Schedule{{2, 1}, {3, 0}, {3, 2}, {100000, 99999}},
	}
}

// same compares tokens; no choices are no choices.
func same(a, b Token) bool {
	if len(a.Schedule) == 0 && len(b.Schedule) == 0 {
		a.Schedule, b.Schedule = nil, nil
	}
	return reflect.DeepEqual(a, b)
}

// The format is what people have stored: it changes only with a new version in the prefix.
func TestTokenFormat(t *testing.T) {
	const want = "s1.DnF1ZXVlLXBpcGVsaW5lAghtZXNzYWdlcwEyB3dvcmtlcnMBMjKgjQYHDASgjQbXehLgqaEqAF9dClQC7URfmg"
	if got := aToken().String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// drawSchedule is a schedule of up to 200 choices.
func drawSchedule(t *rapid.T) Schedule {
	s := Schedule{}
	for range rapid.IntRange(0, 200).Draw(t, "choices") {
		n := rapid.Uint32Range(2, rapid.SampledFrom([]uint32{2, 3, 4, 70, 1 << 31}).Draw(t, "most")).Draw(t, "n")
		s = append(s, Choice{n, rapid.Uint32Range(0, n-1).Draw(t, "index")})
	}
	return s
}

func TestTokenRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := aToken()
		token.Seed = rapid.Uint64().Draw(t, "seed")
		token.Schedule = drawSchedule(t)
		token.Length = len(token.Schedule) + rapid.IntRange(0, 5).Draw(t, "more")
		token.Steps = rapid.SampledFrom([]int{0, 1, 500, math.MaxInt32}).Draw(t, "steps")
		got, err := ParseToken(token.String())
		if err != nil || !same(got, token) {
			t.Fatalf("%v: got %+v, want %+v", err, got, token)
		}
	})
}

// No single character of a token can be changed, left out or added without the parser noticing.
func TestDamagedToken(t *testing.T) {
	good := aToken().String()
	for i := range good {
		for _, bad := range []string{good[:i] + good[i+1:], good[:i] + "A" + good[i+1:], good[:i] + "A" + good[i:]} {
			if _, err := ParseToken(bad); bad != good && err == nil {
				t.Errorf("accepted with a change at %d: %s", i, bad)
			}
		}
	}
	for bad, want := range map[string]string{
		"": "not a simrun token", "hello": "not a simrun token", "s2.AAAA": "of version s2", "s1.": "damaged", "s1.!": "not base64url",
	} {
		if _, err := ParseToken(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", bad, err, want)
		}
	}
}

// FuzzParseToken: whatever it is given, the parser answers with a token that can be written again, or an error.
func FuzzParseToken(f *testing.F) {
	f.Add(aToken().String())
	f.Add("s1.AAAA")
	f.Fuzz(func(t *testing.T, text string) {
		token, err := ParseToken(text)
		if err != nil {
			return
		}
		if again, err := ParseToken(token.String()); err != nil || !same(again, token) {
			t.Fatalf("%q: %+v, again %+v, %v", text, token, again, err)
		}
	})
}

func TestScheduleRoundTrip(t *testing.T) {
	s := Schedule{{2, 1}, {3, 0}, {17, 16}}
	if text := s.String(); text != "2:1 3:0 17:16" {
		t.Error(text)
	}
	if got, err := ParseSchedule(s.String()); err != nil || !reflect.DeepEqual(got, s) {
		t.Error(got, err)
	}
	for _, bad := range []string{"2", "2:2", "1:0", "x:1", "2:-1"} {
		if _, err := ParseSchedule(bad); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
	if got := (Schedule{{2, 1}, {2, 0}, {3, 0}}).Trim(); len(got) != 1 {
		t.Error(got)
	}
}

// The numbers that a seed stands for are part of what a token means.
func TestRandomNumbersStay(t *testing.T) {
	var r random
	r.seed(7, 1)
	var got []uint64
	for range 6 {
		got = append(got, Below(101, r.uint64))
	}
	if want := []uint64{15, 63, 2, 64, 77, 85}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
