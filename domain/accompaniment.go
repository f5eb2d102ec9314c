package domain

import (
	"slices"
	"time"
)

// endsSoon is how many days ahead the end of an accompaniment is told (param).
const endsSoon = 30

// Programmes lists the programmes in their order.
func Programmes() (codes []Programme) {
	for _, p := range programmes {
		codes = append(codes, p.code)
	}
	return codes
}

// AccompaniedUntil is the last day of the longest accompaniment; zero when there is none, or when one has no end.
func (c Candidate) AccompaniedUntil() (until Date) {
	for _, a := range c.Accompaniments {
		if !a.To.Known() {
			return 0
		}
		until = max(until, a.To)
	}
	return until
}

// EndsSoon tells whether the last accompaniment ends within 30 days.
func (c Candidate) EndsSoon(today Date) bool {
	until := c.AccompaniedUntil()
	return until >= today && until <= today+endsSoon
}

// SoonAfter is the last day that counts as soon.
func SoonAfter(today Date) Date { return today + endsSoon }

// Renewable tells whether the accompaniment may be renewed on that day: its programme allows it, it was not yet, and it
// runs or ended recently.
func (a Accompaniment) Renewable(on Date) bool {
	return !a.Renewed && a.To.Known() && a.From <= on && on <= a.To+recentlyEnded && a.months() > 0
}

// months is the length of one renewal, 0 for a programme without.
func (a Accompaniment) months() int {
	for _, q := range programmes {
		if q.code == a.Programme && q.renewable {
			return q.months
		}
	}
	return 0
}

// renewed gives the accompaniment once renewed: the table's end when it had the table's, else as long again from its own.
func (a Accompaniment) renewed() Accompaniment {
	if a.To == NewAccompaniment(a.Programme, a.From, No).To {
		return NewAccompaniment(a.Programme, a.From, Yes)
	}
	a.To, a.Renewed = (a.To+1).AddMonths(a.months())-1, true
	return a
}

// Join begins an accompaniment. Conflict when the same programme already covers that day.
func (p *Person) Join(programme Programme, from Date, actor Actor, at time.Time) error {
	if !from.Known() {
		return Invalid("from", "Indiquez le premier jour de l'accompagnement.")
	}
	for _, a := range p.Candidate.Accompaniments {
		if a.Programme == programme && (a.Running(from) || a.From > from) {
			return Refuse(CodeConflict, "La personne est déjà dans ce programme (%s) à cette date.", programme.French())
		}
	}
	list := append(slices.Clone(p.Candidate.Accompaniments), NewAccompaniment(programme, from, No))
	slices.SortStableFunc(list, func(a, b Accompaniment) int { return int(a.From - b.From) })
	p.Candidate.Accompaniments = list
	p.Note("join_programme", actor, at, programme.French()+", "+from.French())
	return nil
}

// Renew renews an accompaniment once, where its programme allows it.
func (p *Person) Renew(programme Programme, from Date, actor Actor, at time.Time) error {
	return p.amend(programme, from, func(a Accompaniment) (Accompaniment, error) {
		if !a.Renewable(DayOf(at)) {
			return a, Refuse(CodeConflict, "Cet accompagnement ne se renouvelle pas : il l'a déjà été, son programme ne le permet pas, ou il est fini depuis plus de %d jours.", recentlyEnded)
		}
		a = a.renewed()
		p.Note("renew_programme", actor, at, programme.French()+", "+a.To.French())
		return a, nil
	})
}

// End ends an accompaniment on a day: past, or to come before the end it already has.
func (p *Person) End(programme Programme, from, on Date, actor Actor, at time.Time) error {
	return p.amend(programme, from, func(a Accompaniment) (Accompaniment, error) {
		switch {
		case !on.Known():
			return a, Invalid("on", "Indiquez le dernier jour.")
		case on < a.From:
			return a, Invalid("on", "L'accompagnement a commencé le %s : il ne peut pas finir avant.", a.From.French())
		case a.To.Known() && on > a.To:
			return a, Invalid("on", "L'accompagnement finit déjà le %s. Pour aller plus loin, renouvelez-le ou ajoutez-en un.", a.To.French())
		}
		a.To = on
		p.Note("end_programme", actor, at, programme.French()+", "+on.French())
		return a, nil
	})
}

// amend replaces one accompaniment, named by its programme and its first day.
func (p *Person) amend(programme Programme, from Date, change func(Accompaniment) (Accompaniment, error)) error {
	list := slices.Clone(p.Candidate.Accompaniments)
	i := slices.IndexFunc(list, func(a Accompaniment) bool { return a.Programme == programme && a.From == from })
	if i < 0 {
		return NotFound("Accompagnement")
	}
	amended, err := change(list[i])
	if err != nil {
		return err
	}
	list[i] = amended
	p.Candidate.Accompaniments = list
	return nil
}
