package domain

// PoolStateOn tells whether the person may be proposed on a day, and if not why.
func (p *Person) PoolStateOn(on Date) PoolState {
	standing := p.StandingOn(on)
	switch {
	case p.Stage() == AdmissionProposed:
		return PoolProposed
	case p.Stage() == AdmissionRefused:
		return PoolRefused
	case standing.Consent && standing.Accompanied:
		return PoolIn
	case !standing.Consent && p.Candidate.Consent.Withdrawn.Known():
		return PoolWithdrawn
	case p.Candidate.Pause.On(on) && p.Candidate.Consent.Given(on):
		return PoolPaused
	case p.LeftPool(on):
		return PoolLeft
	case !standing.Consent:
		return PoolNoAccord
	case standing.EndedOn.Known():
		return PoolEnded
	}
	return PoolNone
}
