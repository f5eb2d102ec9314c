package domain

import (
	"slices"
	"strings"
	"time"
)

// Clause is the part of an offer that answers a social clause of a public contract: the offer is then a need (besoin en
// clause). Its author gives the market in words, how many people and hours, and the way. The facilitator settles the
// rest: Publics and Lot, the accord for a temp agency. An employer neither writes nor reads the publics.
type Clause struct {
	MarketReference string    `json:"market_reference"`
	People          int       `json:"people"`
	Hours           int       `json:"hours"`
	Way             ClauseWay `json:"way"`
	// TempAgency is where the accord for an ordinary temp agency stands; empty when none is to be asked.
	TempAgency AgencyAccord `json:"temp_agency,omitempty"`
	// Publics are those the market accepts; none named means all of the table.
	Publics []CriterionCode `json:"publics,omitempty"`
	// Lot is the part of the market, in words.
	Lot string `json:"lot,omitempty"`
	// CompletedOn and CompletedBy say when a facilitator settled the need, and which; zero when none did.
	CompletedOn Date   `json:"completed_on,omitzero"`
	CompletedBy string `json:"completed_by,omitempty"`
}

// ClauseWay is a way of execution of a clause.
type ClauseWay string

// The ways of execution.
const (
	WayDirect      ClauseWay = "direct"
	WayProvision   ClauseWay = "provision"
	WaySubcontract ClauseWay = "subcontract"
)

// clauseWays explains each way in a line (domain.md §2, Ways of execution).
var clauseWays = []struct {
	way         ClauseWay
	label, line string
}{
	{WayDirect, "embauche directe", "Vous embauchez la personne vous-même, quel que soit le contrat."},
	{WayProvision, "mise à disposition", "Une structure vous met la personne à disposition : entreprise de travail temporaire d'insertion (ETTI), association intermédiaire, GEIQ, entreprise adaptée."},
	{WaySubcontract, "sous-traitance ou co-traitance", "Vous confiez une part des travaux à une entreprise ou un chantier d'insertion, une entreprise adaptée ou un ESAT."},
}

// ClauseWays lists the ways of execution.
func ClauseWays() (ways []ClauseWay) {
	for _, w := range clauseWays {
		ways = append(ways, w.way)
	}
	return ways
}

// ParseClauseWay reads direct, provision or subcontract.
func ParseClauseWay(s string) (ClauseWay, error) {
	way := ClauseWay(strings.TrimSpace(s))
	if !slices.Contains(ClauseWays(), way) {
		return "", Invalid("clause_way", "Choisissez embauche directe, mise à disposition ou sous-traitance.")
	}
	return way, nil
}

// French names the way; empty for none.
func (w ClauseWay) French() string {
	for _, k := range clauseWays {
		if k.way == w {
			return k.label
		}
	}
	return ""
}

// Line explains the way to somebody who has never heard of it.
func (w ClauseWay) Line() string {
	for _, k := range clauseWays {
		if k.way == w {
			return k.line
		}
	}
	return ""
}

// AgencyAccord is where the accord for an ordinary temp agency stands: it may hire an eligible person for the market
// only with the facilitator's accord (param, domain.md §2).
type AgencyAccord string

// The states of the accord; the zero value is « not asked ».
const (
	AgencyAsked   AgencyAccord = "asked"
	AgencyGiven   AgencyAccord = "given"
	AgencyRefused AgencyAccord = "refused"
)

var agencyFrench = map[AgencyAccord]string{AgencyAsked: "accord à donner", AgencyGiven: "accord donné", AgencyRefused: "accord refusé"}

// ParseAgencyAccord reads asked, given or refused; empty is no temp agency.
func ParseAgencyAccord(s string) (AgencyAccord, error) {
	accord := AgencyAccord(strings.TrimSpace(s))
	if accord != "" && accord.French() == "" {
		return "", Invalid("temp_agency", "L'accord pour une agence d'intérim est asked, given, refused, ou rien.")
	}
	return accord, nil
}

// French words the accord; empty when none was asked.
func (a AgencyAccord) French() string { return agencyFrench[a] }

// Completed tells whether a facilitator settled the need.
func (k *Clause) Completed() bool { return k != nil && k.CompletedOn.Known() }

// missing adds what a need lacks to be read by a referent. An offer without a clause lacks nothing of it.
func (k *Clause) missing(require func(ok bool, field, message string)) {
	if k == nil {
		return
	}
	require(strings.TrimSpace(k.MarketReference) != "", "market_reference", "Dites de quel marché il s'agit : l'acheteur, les travaux, le lot. Sa référence suffit si vous l'avez.")
	require(k.People >= 1, "clause_people", "Indiquez combien de personnes seront embauchées pour la clause.")
	require(k.Hours >= 1, "clause_hours", "Indiquez combien d'heures d'insertion sont à faire.")
	require(k.Way.French() != "", "clause_way", "Choisissez comment vous ferez ces heures. En cas de doute, prenez l'embauche directe : le facilitateur en parle avec vous.")
	require(k.TempAgency == "" || k.Way == WayProvision, "clause_way", "Une agence d'intérim est une mise à disposition : choisissez-la, ou décochez l'agence.")
}

// Settled is the clause part of a draft as it may be stored over what the offer held: what the facilitator settled
// stays, and is to be confirmed again when the market or the way is another. Only staff may propose the publics, from
// the documents of the market. It returns Invalid, by field, when the draft changes what its author may not.
func (k *Clause) Settled(before *Clause, actor Actor) (*Clause, error) {
	if before == nil {
		before = &Clause{}
	}
	after, f := *k, FieldErrors{}
	if before.Completed() || !actor.Roles.Has(RoleReferent) {
		after.Publics = before.Publics // an employer is not shown them, and sends none back
		if len(k.Publics) > 0 && !slices.Equal(k.Publics, before.Publics) {
			f.Add("clause_publics", Invalid("clause_publics", "Les publics acceptés sont précisés par le facilitateur du marché : ne les indiquez pas."))
		}
	}
	if before.Completed() && k.Lot != before.Lot {
		f.Add("clause_lot", Invalid("clause_lot", "Le lot a été précisé par le facilitateur : renvoyez-le tel quel."))
	}
	after.TempAgency = before.TempAgency.carried(k.TempAgency)
	after.CompletedOn, after.CompletedBy = 0, ""
	if k.MarketReference == before.MarketReference && k.Way == before.Way && after.TempAgency == before.TempAgency {
		after.CompletedOn, after.CompletedBy = before.CompletedOn, before.CompletedBy
	}
	return &after, f.Err()
}

// carried is the accord once somebody other than the facilitator wrote sent over it: they ask for it or not, no more.
func (a AgencyAccord) carried(sent AgencyAccord) AgencyAccord {
	switch {
	case sent == "":
		return ""
	case a == "":
		return AgencyAsked
	}
	return a
}

// Again is the clause part of a copy of the offer: the same market, which a facilitator looks at again.
func (k *Clause) Again() *Clause {
	if k == nil {
		return nil
	}
	again := *k
	again.CompletedOn, again.CompletedBy = 0, ""
	if again.TempAgency != "" {
		again.TempAgency = AgencyAsked
	}
	return &again
}

// Completion is what a facilitator settles of a need. Publics empty = all of the table; Way empty = as posted;
// TempAgency empty = as it stands; Note is for the history.
type Completion struct {
	Publics    []CriterionCode
	Way        ClauseWay
	TempAgency AgencyAccord
	Lot        string
	Note       string
}

// completable are the states in which a need may still be settled.
var completable = []OfferStatus{OfferDraft, OfferReturned, OfferSubmitted, OfferPublished, OfferPaused}

// CompleteClause records what the facilitator settles, and who did. Nobody decides on both sides: a facilitator with a
// seat in the establishment is Forbidden. It returns Conflict for an offer that is no need or is over, and Invalid when
// a temp agency waits for an answer that is not given.
func (o *Offer) CompleteClause(c Completion, actor Actor, at time.Time) error {
	switch {
	case o.Clause == nil:
		return Refuse(CodeConflict, "Cette offre n'est pas un besoin en clause d'insertion : il n'y a rien à compléter.")
	case !actor.Roles.Has(RoleFacilitator):
		return Refuse(CodeForbidden, "Seul un facilitateur complète un besoin en clause.")
	case o.Own(actor):
		return Refuse(CodeForbidden, "Vous êtes membre de cet établissement : un autre facilitateur doit compléter ce besoin.")
	case !slices.Contains(completable, o.Status):
		return Refuse(CodeConflict, "Un besoin dont l'offre est « %s » ne se complète plus.", o.Status.French())
	}
	k := *o.Clause
	k.Publics, k.Lot = slices.Clone(c.Publics), strings.TrimSpace(c.Lot)
	if c.Way != "" {
		k.Way = c.Way
	}
	if c.TempAgency != "" {
		k.TempAgency = c.TempAgency
	}
	if k.Way != WayProvision {
		k.TempAgency = ""
	}
	k.CompletedOn, k.CompletedBy = DayOf(at), actor.ID
	o.Clause = &k
	o.Note(ActCompleteClause, actor, at, strings.TrimSpace(c.Note))
	return nil
}

// ActCompleteClause is how the history names a completion.
const ActCompleteClause = "complete_clause"

// SettledSince tells whether a facilitator settled the need after an instant: a shortlist made before took other publics.
func (o *Offer) SettledSince(at time.Time) bool {
	return slices.ContainsFunc(o.History, func(s Step) bool { return s.To == ActCompleteClause && s.At.After(at) })
}

// CanCompleteClause tells whether the actor may settle this need now, for pages that offer it.
func CanCompleteClause(a Actor, o *Offer) bool {
	return o.Clause != nil && a.Roles.Has(RoleFacilitator) && !o.Own(a) && slices.Contains(completable, o.Status)
}

// AwaitsFacilitator tells whether the offer is a need that a facilitator has still to settle.
func (o *Offer) AwaitsFacilitator() bool {
	return o.Clause != nil && !o.Clause.Completed() && slices.Contains(completable, o.Status)
}

// AsSeenBy is the clause part as the viewer may read it: the publics are for staff.
func (k *Clause) AsSeenBy(viewer Actor) *Clause {
	if k == nil || CanSeePublics(viewer) {
		return k
	}
	seen := *k
	seen.Publics = nil
	return &seen
}

// CanSeePublics tells whether the actor may read which publics a market accepts: staff. On the page of a need they would
// tell an employer, person by person, what the cards keep to themselves.
func CanSeePublics(a Actor) bool { return a.Roles.Has(RoleStaff | RoleSystem) }

// TellsCriteria tells whether « possible » for this offer says something of a person's criteria: a need, and the contracts
// that ask for a PASS IAE or a prescription (LegalOn). Who may not read criteria is not told (domain.md §2, éligibilité).
func (o *Offer) TellsCriteria() bool {
	return o.Clause != nil || o.Contract == CDDI || o.Contract == CTTI || o.Contract == PEC
}

// OfferKind sorts offers by what they are: jobs, needs, and the needs that no facilitator has settled yet.
type OfferKind string

// The kinds; a need to complete is a need too.
const (
	KindJob        OfferKind = "job"
	KindNeed       OfferKind = "need"
	KindToComplete OfferKind = "to_complete"
)

// ParseOfferKind reads a kind; empty asks for all.
func ParseOfferKind(s string) (OfferKind, error) {
	switch kind := OfferKind(strings.TrimSpace(s)); kind {
	case "", KindJob, KindNeed, KindToComplete:
		return kind, nil
	}
	return "", Invalid("kind", "Choisissez job, need ou to_complete.")
}

// Kinds lists what the offer is.
func (o *Offer) Kinds() []OfferKind {
	switch {
	case o.Clause == nil:
		return []OfferKind{KindJob}
	case o.Clause.Completed():
		return []OfferKind{KindNeed}
	}
	return []OfferKind{KindNeed, KindToComplete}
}
