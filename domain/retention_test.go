package domain

import (
	"strings"
	"testing"
	"time"
)

// TestEveryDeclaredRetentionHasAJobOrAReason: nothing is declared that nobody does.
func TestEveryDeclaredRetentionHasAJobOrAReason(t *testing.T) {
	for _, f := range StoredFields() {
		rule, ok := f.Retention.Rule()
		if !ok {
			t.Errorf("%s is kept %q, which no rule of retention.go names", f.Path, f.Retention)
		}
		if (rule.Job == "") == (rule.WhyWithoutJob == "") {
			t.Errorf("%s: give the retention %q a job, or the reason why it has none", f.Path, f.Retention)
		}
	}
}

// TestTheSentenceSaysTheNumbersOfTheJob: what people read is what is done.
func TestTheSentenceSaysTheNumbersOfTheJob(t *testing.T) {
	for _, rule := range RetentionRules() {
		french := rule.Code.French()
		if french == "" || strings.Contains(french, "%!") || !strings.Contains(french, rule.Length()) {
			t.Errorf("%s: %q does not say %q", rule.Code, french, rule.Length())
		}
	}
	if got := Retention("nothing").French(); got != "" {
		t.Errorf("an unknown retention says %q", got)
	}
}

func TestWhenARetentionEnds(t *testing.T) {
	at := func(text string) time.Time {
		t.Helper()
		v, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, tt := range []struct {
		name  string
		rule  Retention
		from  string
		now   string
		ended bool
	}{
		{"24 months less a day", RetainOffer, "2024-11-24T09:00:00Z", "2026-11-23T09:00:00Z", false},
		{"24 months", RetainOffer, "2024-11-23T09:00:00Z", "2026-11-23T09:00:00Z", true},
		{"from a 29 February", RetainOffer, "2024-02-29T09:00:00Z", "2026-02-28T09:00:00Z", true},
		{"30 days less one", RetainRows, "2026-10-25T09:00:00Z", "2026-11-23T09:00:00Z", false},
		{"30 days", RetainRows, "2026-10-24T09:00:00Z", "2026-11-23T09:00:00Z", true},
		{"12 hours less a minute", RetainSession, "2026-11-23T09:01:00Z", "2026-11-23T21:00:00Z", false},
		{"12 hours", RetainSession, "2026-11-23T09:00:00Z", "2026-11-23T21:00:00Z", true},
		{"what has no length", RetainForever, "1999-01-01T00:00:00Z", "2026-11-23T09:00:00Z", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.rule.EndedBy(at(tt.from), at(tt.now)); got != tt.ended {
				t.Errorf("ended %t, want %t", got, tt.ended)
			}
		})
	}
}
