package domain

// Access rules: who may see or do what. Another's object reads as not found, so that its existence does not leak.

// CanSeeOffer tells whether the actor may read the offer: own establishments, or staff (drafts of others: referents).
func CanSeeOffer(a Actor, o *Offer) bool {
	switch {
	case a.Roles.Has(RoleReferent | RoleAdmin | RoleSystem | RoleFacilitator):
		return true
	case a.Sits(o.SIRET):
		return true
	case o.UserSIRET != "" && a.Vouched(o.UserSIRET): // named by another firm: theirs to know once a referent has read it
		return o.PublishedOn.Known()
	case a.Roles.Has(RoleAdviser):
		return o.Status == OfferPublished
	}
	return false
}

// CanPosition tells whether the actor may position people on the offer: advisers, of no establishment of it, while it is
// shown to them. Whom they may position is CanSeePerson's answer.
func CanPosition(a Actor, o *Offer) bool {
	return a.Roles.Has(RoleAdviser) && o.ShownToAdvisers() && refuseSeat(a, o.Establishments()) == nil
}

// CanSeePosition tells whether the actor may read a position: referents, and the adviser who made it.
func CanSeePosition(a Actor, p *Position) bool {
	return a.Roles.Has(RoleReferent|RoleSystem) || a.Roles.Has(RoleAdviser) && p.By == a.ID
}

// CanSeeAlert tells whether the actor may read an alert: referents.
func CanSeeAlert(a Actor, _ *Alert) bool { return a.Roles.Has(RoleReferent | RoleSystem) }

// CanSeeTraining tells whether the actor may read a training: staff.
func CanSeeTraining(a Actor, _ *Training) bool { return a.Roles.Has(RoleStaff | RoleSystem) }

// CanKeepTrainings tells whether the actor keeps the list of trainings: referents and facilitators.
func CanKeepTrainings(a Actor) bool { return a.Roles.Has(RoleReferent | RoleFacilitator) }

// CanEditOffer tells whether the actor may change what the offer asks.
func CanEditOffer(a Actor, o *Offer) bool {
	return a.Roles.Has(RoleReferent) || a.Roles.Has(RoleEmployer) && a.Sits(o.SIRET)
}

// CanPostFor tells whether the actor may post an offer paid by the establishment.
func CanPostFor(a Actor, s SIRET) bool {
	return a.Roles.Has(RoleReferent) || a.Roles.Has(RoleEmployer) && a.Sits(s)
}

// CanSearchPeople tells whether the actor may read the candidathèque as a whole.
func CanSearchPeople(a Actor) bool { return a.Roles.Has(RoleReferent) }

// CanSeePerson tells whether the actor may open a person's file: referents, and the adviser who follows the person.
func CanSeePerson(a Actor, p *Person) bool {
	return a.Roles.Has(RoleReferent|RoleSystem) || a.Roles.Has(RoleAdviser) && a.Email != "" && p.Candidate.Adviser == a.Email
}

// CanAddPerson tells whether the actor may open a person's file: a referent's is accepted, an adviser's waits to be.
func CanAddPerson(a Actor) bool { return a.Roles.Has(RoleReferent | RoleAdviser) }

// CanEditPerson tells whether the actor may change a file: referents, and the adviser who follows the person. Whether
// that person may be proposed stays a referent's decision.
func CanEditPerson(a Actor, p *Person) bool {
	return a.Roles.Has(RoleReferent|RoleAdviser) && CanSeePerson(a, p)
}

// CanModeratePeople tells whether the actor accepts, refuses and merges people.
func CanModeratePeople(a Actor) bool { return a.Roles.Has(RoleReferent) }

// CanSeeEmployer tells whether the actor may read an establishment: staff, and its own members.
func CanSeeEmployer(a Actor, e *Employer) bool {
	return a.Roles.Has(RoleStaff|RoleSystem) || a.Sits(e.SIRET())
}

// CanDecideEmployer tells whether the actor may approve, refuse or suspend the establishment.
func CanDecideEmployer(a Actor, e *Employer) bool {
	return a.Roles.Has(RoleReferent|RoleAdmin) && !a.Sits(e.SIRET())
}

// CanListEmployers tells whether the actor may read the list of all establishments, with who to call there.
func CanListEmployers(a Actor) bool {
	return a.Roles.Has(RoleReferent | RoleFacilitator | RoleAdmin | RoleSystem)
}

// CanSeeMembers tells whether the actor may read who the members of an establishment are: those who list establishments,
// and its members (themself alone, where CanSeeColleagues says no).
func CanSeeMembers(a Actor, s SIRET) bool { return CanListEmployers(a) || a.Sits(s) }

// CanSeeColleagues tells whether the actor may read who else belongs to an establishment, and who asks to: a member does
// once a referent vouches for it.
func CanSeeColleagues(a Actor, s SIRET) bool { return CanListEmployers(a) || a.Vouched(s) }

// CanSeeMembership tells whether the actor may read a request to join: who asks, and those who may read who belongs.
func CanSeeMembership(a Actor, m *Membership) bool {
	return CanSeeColleagues(a, m.SIRET) || a.ID != "" && a.ID == m.UserID
}

// CanDecideColleague tells whether the actor may answer a request to join the establishment: a member of an active one, or
// a referent who is none. A member of one that nobody vouched for yet lets nobody in. Nobody answers their own.
func CanDecideColleague(a Actor, e *Employer, m *Membership) bool {
	switch {
	case a.ID == m.UserID:
		return false
	case a.Sits(e.SIRET()):
		return e.Status == EmployerActive && a.Roles.Has(RoleEmployer|RoleReferent|RoleAdmin)
	}
	return a.Roles.Has(RoleReferent | RoleAdmin)
}

// CanSeeSignUp tells whether the actor may read a sign-up whose address is not confirmed: those who list establishments.
// The browser that made it holds its key, and reads nothing else by it.
func CanSeeSignUp(a Actor, _ *SignUp) bool { return CanListEmployers(a) }

// CanSeeUser tells whether the actor may read an account: administrators, and its owner.
func CanSeeUser(a Actor, u *User) bool {
	return a.Roles.Has(RoleAdmin|RoleSystem) || a.ID == u.ID
}

// CanSeeJournal tells whether the actor may read the journal: administrators.
func CanSeeJournal(a Actor, _ *JournalLine) bool { return a.Roles.Has(RoleAdmin | RoleSystem) }

// CanSeeImport tells whether the actor may read the account of an import: it may quote values of people's files.
func CanSeeImport(a Actor, _ *Import) bool { return a.Roles.Has(RoleReferent | RoleSystem) }

// CanSeeCriteria tells whether the actor may read proofs of eligibility.
func CanSeeCriteria(a Actor) bool { return a.Roles.Has(RoleReferent | RoleFacilitator) }

// CanSeeWallet tells whether the actor may read a person's name and proofs of eligibility, and nothing else of the file: a
// referent, and a facilitator unless the person withdrew their accord.
func CanSeeWallet(a Actor, p *Person) bool {
	return a.Roles.Has(RoleReferent|RoleSystem) || a.Roles.Has(RoleFacilitator) && !p.Candidate.Consent.Withdrawn.Known()
}

// CanSeeShortlist tells whether the actor may read the shortlist: referents the whole of it, the employer the shared cards.
func CanSeeShortlist(a Actor, s *Shortlist) bool {
	if a.Roles.Has(RoleReferent | RoleSystem) {
		return true
	}
	return a.Roles.Has(RoleEmployer) && a.Sits(s.SIRET) && (s.Status == ShortlistShared || s.Status == ShortlistClosed)
}

// CanErasePeople tells whether the actor may erase somebody, and read all that is kept of them to do so: administrators.
func CanErasePeople(a Actor) bool { return a.Roles.Has(RoleAdmin | RoleSystem) }
