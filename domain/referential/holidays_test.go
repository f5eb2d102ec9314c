package referential

import (
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		name, from, to string
		want           int
	}{
		{"Monday to Thursday", "2026-11-23", "2026-11-26", 3}, {"the same day", "2026-11-23", "2026-11-23", 0},
		{"over a weekend", "2026-11-27", "2026-12-01", 2}, {"back in time", "2026-11-26", "2026-11-23", 0},
		{"over Armistice Day, a Wednesday", "2026-11-09", "2026-11-12", 2}, {"over Christmas, a Friday", "2026-12-23", "2026-12-28", 2},
		{"over Easter Monday", "2027-03-25", "2027-03-31", 3}, {"from an unknown day", "", "2026-11-23", 0},
	} {
		from, err := domain.ParseDate(tt.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := domain.ParseDate(tt.to)
		if err != nil {
			t.Fatal(err)
		}
		if got := WorkingDaysBetween(from, to); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}
