package mail

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// Inside keeps every mail here: there is no mail server, or it is not to be used. Staff read them on /courriels.
type Inside struct{}

// Carry sends nothing.
func (Inside) Carry(context.Context, *domain.Mail) domain.Delivery {
	return domain.Delivery{Outcome: domain.OutcomeInside}
}
