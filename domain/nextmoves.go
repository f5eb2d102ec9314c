package domain

// NextMoves lists the states the actor's role may bring the offer to from where it stands, in the table's order. The
// guards are not asked: an incomplete offer may still be submitted, and be told what it lacks.
func (o *Offer) NextMoves(actor Actor) (next []OfferStatus) {
	own := actor.Roles.Has(RoleReferent|RoleSystem) || actor.Sits(o.SIRET)
	for _, mv := range offerMoves {
		sides := mv.By.Has(RoleEmployer) || !o.Own(actor) // what is decided of an offer is not for its own establishments
		if own && sides && mv.From == o.Status && actor.Roles.Has(mv.By) {
			next = append(next, mv.To)
		}
	}
	return next
}

// NextMoves lists the states the actor may bring the introduction to from where it stands, in the table's order. What the
// guards ask beside whose side the actor is on is told when it is tried.
func (x *Introduction) NextMoves(actor Actor) (next []IntroductionStatus) {
	for _, mv := range introductionMoves {
		if mv.From == x.Status && actor.Roles.Has(mv.By) && x.ownSide(actor, "") == nil {
			next = append(next, mv.To)
		}
	}
	return next
}
