package domain

import "testing"

func someTraining() *Training {
	return &Training{Title: "CACES R489 catégorie 3", Certificates: []string{"R489-3"}, Start: NewDate(2026, 12, 7), End: NewDate(2026, 12, 11),
		Place: Commune{INSEE: "59183", Name: "Dunkerque"}, Places: 8, Hours: 35, Status: TrainingOpen}
}

func TestASessionIsOfUse(t *testing.T) {
	for _, tt := range []struct {
		name, field string
		spoil       func(*Training)
	}{
		{"nothing missing", "", func(*Training) {}},
		{"no title", "title", func(s *Training) { s.Title = " " }},
		{"no day", "start", func(s *Training) { s.Start, s.End = 0, 0 }},
		{"ends before it begins", "end", func(s *Training) { s.End = s.Start - 1 }},
		{"one day", "", func(s *Training) { s.End = s.Start }},
		{"nowhere", "commune", func(s *Training) { s.Place = Commune{} }},
		{"no place left at all", "places", func(s *Training) { s.Places = 0 }},
		{"a stadium", "places", func(s *Training) { s.Places = 501 }},
		{"longer than a year", "hours", func(s *Training) { s.Hours = 2001 }},
		{"gives nothing", "certificates", func(s *Training) { s.Certificates = nil }},
		{"gives skills only", "", func(s *Training) { s.Certificates, s.Skills = nil, []string{"lire un plan"} }},
		{"prepares for an occupation only", "", func(s *Training) { s.Certificates, s.ROME = nil, "F1703" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := someTraining()
			tt.spoil(s)
			f := s.Faults()
			if tt.field == "" && len(f) > 0 || tt.field != "" && (len(f) != 1 || f[tt.field] == "") {
				t.Errorf("%v, want %q", f, tt.field)
			}
		})
	}
}

func TestWhoMayEnterASession(t *testing.T) {
	day := NewDate(2026, 11, 23)
	plie := []Accompaniment{{Programme: "PLIE", From: day - 10}}
	over := []Accompaniment{{Programme: "PLIE", From: day - 100, To: day - 1}}
	s := someTraining()
	if !s.Admits(nil, day) {
		t.Error("a session open to all refuses somebody")
	}
	s.Programmes = []Programme{"PLIE"}
	if !s.Admits(plie, day) || s.Admits(over, day) || s.Admits(nil, day) || s.Admits([]Accompaniment{{Programme: "CEJ", From: day - 1}}, day) {
		t.Error("an AFE is for people whom the PLIE accompanies today")
	}
}

func TestWhoClosesASession(t *testing.T) {
	for _, tt := range []struct {
		role Role
		want Code
	}{{RoleReferent, ""}, {RoleFacilitator, ""}, {RoleAdviser, CodeForbidden}, {RoleEmployer, CodeForbidden}, {RoleAdmin, CodeForbidden}} {
		s := someTraining()
		if err := s.Move(TrainingClosed, Actor{Roles: tt.role}, testAt, ""); CodeOf(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.role, err, tt.want)
		}
	}
	s := someTraining()
	if err := s.Move(TrainingOpen, Actor{Roles: RoleReferent}, testAt, ""); CodeOf(err) != CodeConflict {
		t.Errorf("opened twice: %v", err)
	}
}
