package referential

import (
	"time"

	"eedk.fr/candidatheque/domain"
)

// minimumWages is the gross hourly SMIC in cents from each day on, newest first (Code du travail L3231-1 and following;
// Décrets 2024-951 and following) [V]: a new decree is a new line.
var minimumWages = [...]struct {
	from  domain.Date
	cents int
}{
	{domain.NewDate(2026, time.January, 1), 1202},
	{domain.NewDate(2024, time.November, 1), 1188},
	{domain.NewDate(2024, time.January, 1), 1165},
	{domain.NewDate(2023, time.May, 1), 1152},
	{domain.NewDate(2023, time.January, 1), 1127},
	{domain.NewDate(2022, time.August, 1), 1107},
	{domain.NewDate(2022, time.May, 1), 1085},
	{domain.NewDate(2022, time.January, 1), 1057},
}

// MinimumWage is the gross hourly minimum wage in cents of euro on that day; 0 before 2022-01-01, which no offer reaches.
func MinimumWage(on domain.Date) (centsPerHour int) {
	for _, w := range minimumWages {
		if on >= w.from {
			return w.cents
		}
	}
	return 0
}
