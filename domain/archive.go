package domain

import "slices"

// ArchivedFile is what must outlive a file that was erased: the proofs seen and the contracts signed under a social clause of
// a public contract, which auditors of the market and of its funders may ask for. It is sealed: the database alone does not
// say who it is about. Nothing lists or searches these files: two people who were named may open one, knowing exactly whose.
type ArchivedFile struct {
	Record
	// Prints are keyed hashes of who the person is, to find the file by an exact name and birth date, or address.
	Prints []string `json:"prints"`
	// Until is the last day; the file goes the day after.
	Until  Date   `json:"until"`
	Sealed []byte `json:"sealed"`
}

// ArchivedContent is what is sealed: no contact, no path, no opinion.
type ArchivedContent struct {
	FirstName string          `json:"first_name"`
	LastName  string          `json:"last_name"`
	BirthDate Date            `json:"birth_date,omitzero"`
	Until     Date            `json:"until"`
	Proofs    []ArchivedProof `json:"proofs,omitempty"`
	Hires     []ArchivedHire  `json:"hires"`
}

// ArchivedProof is a proof that was seen, in codes.
type ArchivedProof struct {
	Criterion CriterionCode `json:"criterion"`
	Kind      ProofKind     `json:"kind,omitempty"`
	SeenOn    Date          `json:"seen_on"`
}

// ArchivedHire is a contract signed under a clause.
type ArchivedHire struct {
	Market      string   `json:"market"`
	Payer       SIRET    `json:"payer"`
	Contract    Contract `json:"contract"`
	Start       Date     `json:"start"`
	End         Date     `json:"end,omitzero"`
	WeeklyHours float64  `json:"weekly_hours"`
}

// ArchiveMonths is how long an archived file is kept after the end of its last contract, in months (param [V]: the time for
// which the accounts of a public contract and of its European funds may be audited).
const ArchiveMonths = 60

// UnderClause tells what a hire leaves in the archive; false for an offer without a clause, and for what is no hire.
func (o *Offer) UnderClause(h *HiringOutcome) (ArchivedHire, bool) {
	if o.Clause == nil || h == nil || !h.Hired {
		return ArchivedHire{}, false
	}
	return ArchivedHire{Market: o.Clause.MarketReference, Payer: o.SIRET, Contract: h.Contract, Start: h.Start, End: h.End, WeeklyHours: h.WeeklyHours}, true
}

// Until is the last day on which the contract may be asked for.
func (h ArchivedHire) Until() Date { return max(h.Start, h.End).AddMonths(ArchiveMonths) }

// Archived is what is kept of somebody whose file goes; false when the law and the funders ask for nothing.
func (p *Person) Archived(hires []ArchivedHire) (ArchivedContent, bool) {
	if len(hires) == 0 {
		return ArchivedContent{}, false
	}
	k := p.Candidate
	c := ArchivedContent{FirstName: k.FirstName, LastName: k.LastName, BirthDate: k.BirthDate, Hires: hires}
	for _, proof := range k.Criteria {
		if proof.SeenOn.Known() {
			c.Proofs = append(c.Proofs, ArchivedProof{proof.Code, proof.Proof, proof.SeenOn})
		}
	}
	for _, h := range hires {
		c.Until = max(c.Until, h.Until())
	}
	return c, true
}

// ArchiveReason is why an archived file is opened, in codes.
type ArchiveReason string

// The reasons.
const (
	ArchiveAudit      ArchiveReason = "audit"
	ArchiveLitigation ArchiveReason = "litigation"
	ArchivePerson     ArchiveReason = "person"
)

var archiveReasons = []struct {
	reason ArchiveReason
	french string
}{
	{ArchiveAudit, "un contrôle du marché ou de ses financeurs"},
	{ArchiveLitigation, "un litige"},
	{ArchivePerson, "la personne le demande"},
}

// ArchiveReasons lists the reasons in reading order.
func ArchiveReasons() (list []ArchiveReason) {
	for _, r := range archiveReasons {
		list = append(list, r.reason)
	}
	return list
}

// French words the reason; empty for none of them.
func (r ArchiveReason) French() string {
	for _, k := range archiveReasons {
		if k.reason == r {
			return k.french
		}
	}
	return ""
}

// ForgetPerson leaves the file: it is there because the person is gone, and ends by itself.
func (*ArchivedFile) ForgetPerson(Forgotten) Fate { return FateUntouched }

// CanOpenArchive tells whether the actor is one of the two people named to open archived files, while they work here.
func CanOpenArchive(a Actor, named []string) bool {
	return a.Roles.Has(RoleStaff) && a.Email != "" && len(named) == 2 && slices.Contains(named, a.Email)
}
