package domain

// NextMoves lists the states the actor's role may bring the offer to from where it stands, in the table's order. The
// guards are not asked: an incomplete offer may still be submitted, and be told what it lacks.
func (o *Offer) NextMoves(actor Actor) (next []OfferStatus) {
	own := actor.Roles.Has(RoleReferent|RoleSystem) || actor.Sits(o.SIRET)
	for _, mv := range offerMoves {
		if own && mv.From == o.Status && actor.Roles.Has(mv.By) {
			next = append(next, mv.To)
		}
	}
	return next
}
