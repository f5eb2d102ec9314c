package domain

import (
	"slices"
	"strings"
	"time"
)

// OccasionStatus is whether people may still be invited to an occasion.
type OccasionStatus string

// The states of an occasion.
const (
	OccasionOpen      OccasionStatus = "open"
	OccasionClosed    OccasionStatus = "closed"
	OccasionCancelled OccasionStatus = "cancelled"
)

var occasionStatusFrench = map[OccasionStatus]string{OccasionOpen: "ouverte", OccasionClosed: "close", OccasionCancelled: "annulée"}

// French words the state for people.
func (s OccasionStatus) French() string { return occasionStatusFrench[s] }

// Occasion is what people are invited to beside offers: a meetup of young people and company heads (circuit court), or an
// immersion that a host proposes (PMSMP), before its convention exists.
type Occasion struct {
	Record
	For    InvitationFor  `json:"for"`
	Status OccasionStatus `json:"status"`
	Title  string         `json:"title"`
	// SIRET is the host of an immersion; empty for a meetup. Host is its name in words, or the hosts of a meetup.
	SIRET SIRET   `json:"siret,omitempty"`
	Host  string  `json:"host,omitempty"`
	ROMEs []ROME  `json:"romes,omitempty"`
	Place Commune `json:"place"`
	Where string  `json:"where,omitempty"`
	// A meetup is at At; an immersion runs From To.
	At     time.Time `json:"at,omitzero"`
	From   Date      `json:"from,omitzero"`
	To     Date      `json:"to,omitzero"`
	Places int       `json:"places"`
	Words  string    `json:"words"` // what it is, as people will read it
}

var occasionMoves = moves[OccasionStatus, Occasion]{
	{"", OccasionOpen, RoleReferent, (*Occasion).complete},
	{OccasionOpen, OccasionClosed, RoleReferent | RoleSystem, (*Occasion).notOwn},
	{OccasionClosed, OccasionOpen, RoleReferent, (*Occasion).complete},
	{OccasionOpen, OccasionCancelled, RoleReferent, (*Occasion).reasonGiven},
}

// Move brings the occasion to another state; from none it is made.
func (o *Occasion) Move(to OccasionStatus, actor Actor, at time.Time, reason string) error {
	reason = strings.TrimSpace(reason)
	if err := occasionMoves.check(o, o.Status, to, actor, reason); err != nil {
		return err
	}
	from := o.Status
	o.Status = to
	o.trace(string(from), string(to), actor, at, reason)
	return nil
}

// LastDay is the last day on which somebody may still come.
func (o *Occasion) LastDay() Date {
	if o.For == ForMeetup {
		return DayOf(o.At)
	}
	return o.From
}

// Begun tells whether it took place, or its time came: a meetup at its hour, an immersion after its first day.
func (o *Occasion) Begun(at time.Time) bool {
	if o.For == ForMeetup {
		return !o.At.After(at)
	}
	return o.From < DayOf(at)
}

// LastReason is why it was cancelled, empty when it was not.
func (o *Occasion) LastReason() string {
	for _, step := range slices.Backward(o.History) {
		if step.To == string(OccasionCancelled) {
			return step.Reason
		}
	}
	return ""
}

// Establishments are those it is of.
func (o *Occasion) Establishments() []SIRET {
	if o.SIRET == "" {
		return nil
	}
	return []SIRET{o.SIRET}
}

// complete refuses an occasion that nobody could answer, by field.
func (o *Occasion) complete(actor Actor, reason string) error {
	if err := o.notOwn(actor, reason); err != nil {
		return err
	}
	f := FieldErrors{}
	require := func(ok bool, field, message string) {
		if !ok {
			f.Add(field, Invalid(field, "%s", message))
		}
	}
	require(strings.TrimSpace(o.Title) != "", "title", "Donnez un titre, par exemple « Rencontre avec des chefs d'entreprise du bâtiment ».")
	require(o.Place.Known(), "commune", "Indiquez la commune.")
	require(o.Places >= 1 && o.Places <= 500, "places", "Indiquez le nombre de places (1 à 500).")
	require(len([]rune(strings.TrimSpace(o.Words))) >= 30, "words", "Dites en une phrase ou deux ce que c'est : la personne lira ce texte.")
	require(len([]rune(o.Words)) <= 2000, "words", "2 000 caractères au plus.")
	switch o.For {
	case ForMeetup:
		require(!o.At.IsZero(), "at", "Indiquez le jour et l'heure.")
	case ForPMSMP:
		require(o.SIRET != "", "siret", "Indiquez l'entreprise d'accueil (SIRET).")
		require(len(o.ROMEs) > 0, "rome", "Choisissez le métier à découvrir.")
		require(o.From.Known(), "from", "Indiquez le premier jour.")
		require(o.To.Known() && o.To >= o.From, "to", "Indiquez le dernier jour, après le premier.")
		// D5135-3: one calendar month at most.
		require(!o.To.Known() || o.To <= o.From.AddMonths(1), "to", "Une immersion dure un mois au plus (D5135-3).")
	default:
		require(false, "for", "Choisissez une rencontre ou une immersion.")
	}
	return f.Err()
}

func (o *Occasion) notOwn(actor Actor, _ string) error { return refuseSeat(actor, o.Establishments()) }

func (o *Occasion) reasonGiven(actor Actor, reason string) error {
	if err := o.notOwn(actor, reason); err != nil {
		return err
	}
	return readableReason(reason, "Dites pourquoi : les personnes invitées lisent cette phrase.")
}

// CanSeeOccasion tells whether the actor may read an occasion: staff.
func CanSeeOccasion(a Actor, _ *Occasion) bool { return a.Roles.Has(RoleStaff | RoleSystem) }

// CanKeepOccasions tells whether the actor makes and ends them: referents.
func CanKeepOccasions(a Actor) bool { return a.Roles.Has(RoleReferent) }

// MayBeEdited refuses a change of one that is over, that nobody could answer, or by a member of its host.
func (o *Occasion) MayBeEdited(actor Actor) error {
	if o.Status != OccasionOpen && o.Status != OccasionClosed {
		return Refuse(CodeConflict, "C'est « %s » : plus rien n'y change.", o.Status.French())
	}
	return o.complete(actor, "")
}

// Differs names the fields that another version says otherwise.
func (o *Occasion) Differs(from *Occasion) (fields []string) {
	for _, f := range []struct {
		name string
		same bool
	}{
		{"title", o.Title == from.Title}, {"siret", o.SIRET == from.SIRET}, {"host", o.Host == from.Host}, {"romes", slices.Equal(o.ROMEs, from.ROMEs)},
		{"place", o.Place == from.Place}, {"where", o.Where == from.Where}, {"at", o.At.Equal(from.At)}, {"from", o.From == from.From}, {"to", o.To == from.To},
		{"places", o.Places == from.Places}, {"words", o.Words == from.Words},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// ActEdit is a change of what an occasion says.
const ActEdit = "edit"

// Moved tells when the day, the hour or the place was last changed; false when they never were.
func (o *Occasion) Moved() (time.Time, bool) {
	for _, step := range slices.Backward(o.History) {
		if step.To == ActEdit && slices.ContainsFunc(step.Fields, func(f string) bool { return slices.Contains([]string{"at", "from", "to", "place", "where"}, f) }) {
			return step.At, true
		}
	}
	return time.Time{}, false
}

// errHostSet is for another establishment once somebody was told of the first.
func errHostSet() error {
	f := FieldErrors{}
	f.Add("siret", Invalid("siret", "Des personnes sont invitées chez cette entreprise : l'entreprise d'accueil ne change plus. Annulez cette immersion, puis ouvrez-en une autre."))
	return f.Err()
}

// WhenWhere words the day and the place.
func (o *Occasion) WhenWhere() (when, where string) {
	if where = o.Place.Name; o.Where != "" {
		where = o.Where + ", " + where
	}
	if o.For == ForMeetup {
		return Slot{At: o.At}.French(), where
	}
	return "du " + o.From.French() + " au " + o.To.French(), where
}

// KeepsHost refuses another establishment once somebody is invited.
func (o *Occasion) KeepsHost(fields []string, invited int) error {
	if invited > 0 && slices.Contains(fields, "siret") {
		return errHostSet()
	}
	return nil
}

// Edited replaces what the occasion says, and notes which fields changed; false when nothing did.
func (o *Occasion) Edited(fields []string, actor Actor, at time.Time) bool {
	if len(fields) == 0 {
		return false
	}
	slices.Sort(fields)
	o.NoteChange(ActEdit, fields, actor, at)
	return true
}
