package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// endCompanies ends the establishments that nothing has happened to for 24 months: no offer is left of them, nobody has an
// account there. The requests to join them go with them.
func (k *keeping) endCompanies(ctx context.Context) error {
	var due []string
	q := domain.EmployerQuery{Limit: pageOfAll}
	for {
		list, next, err := k.Deps.Employers.Find(ctx, domain.System(), q)
		if err != nil {
			return err
		}
		for _, e := range list {
			over, err := k.companyOver(ctx, e)
			if err != nil {
				return err
			}
			if over {
				due = append(due, e.ID)
			}
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	k.tell(domain.JobCompanies, "établissements sans offre ni compte depuis 24 mois", len(due))
	if !k.acts() {
		return nil
	}
	for _, id := range due {
		asked, err := keysOf(func(cursor string) ([]*domain.Membership, string, error) {
			return k.Deps.Memberships.Find(ctx, domain.System(), domain.MembershipQuery{SIRET: domain.SIRET(id), Cursor: cursor, Limit: pageOfAll})
		})
		if err != nil {
			return err
		}
		if err := k.drop(ctx, inMemberships, asked); err != nil {
			return err
		}
	}
	return k.drop(ctx, inEmployers, due)
}

func (k *keeping) companyOver(ctx context.Context, e *domain.Employer) (bool, error) {
	if !domain.RetainCompany.EndedBy(e.Updated, k.now) {
		return false, nil
	}
	offers, _, err := k.Deps.Offers.Find(ctx, domain.System(), domain.OfferQuery{SIRET: e.SIRET(), Limit: 1})
	if err != nil || len(offers) > 0 {
		return false, err
	}
	users, _, err := k.Deps.Users.Find(ctx, domain.System(), domain.UserQuery{SIRET: e.SIRET(), Limit: 1})
	return len(users) == 0, err
}
