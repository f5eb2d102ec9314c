package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring/intake"
)

// OpenFiche makes the sheet of the person of an introduction, from their file as it is now. Each opening leaves a line in the
// journal. NotFound for whoever may not know who the person is, and for somebody erased since.
func (s *Service) OpenFiche(ctx context.Context, actor domain.Actor, id string) (domain.Fiche, error) {
	x, err := s.Deps.Introductions.Get(ctx, actor, id)
	if err == nil && !domain.CanKnowWho(actor, x) {
		err = domain.NotFound("Fiche")
	}
	if err != nil {
		return domain.Fiche{}, err
	}
	o, p, err := s.sidesOf(ctx, x)
	if err != nil {
		return domain.Fiche{}, err
	}
	if p == nil {
		return domain.Fiche{}, domain.NotFound("Fiche")
	}
	return ficheOf(s.Refs, o, p, domain.DayOf(s.Now())), s.opened(ctx, actor, domain.ActOpenSheet, p.ID)
}

// ficheOf takes from a file what an employer may read after the yes, and nothing else.
func ficheOf(refs intake.Refs, o *domain.Offer, p *domain.Person, on domain.Date) domain.Fiche {
	f := domain.Fiche{Contact: p.Contact(), OfferTitle: o.Title, Occupations: occupationsText(refs, &p.Profile), Licences: licencesText(&p.Profile),
		Level: levelText(&p.Profile), Availability: availabilityText(&p.Profile, on), Languages: p.Profile.Languages}
	for _, k := range p.Profile.Skills {
		f.Skills = append(f.Skills, k.Label)
	}
	for _, h := range p.Profile.Certificates {
		if text := certificateUntil(refs, h, on); text != "" {
			f.Certificates = append(f.Certificates, text)
		}
	}
	return f
}

// certificateUntil names a certificate of the table that is valid on the day, with its last day if it has one.
func certificateUntil(refs intake.Refs, h domain.HeldCertificate, on domain.Date) string {
	_, known := refs.Certificates.Certificate(h.Code)
	valid, _ := refs.Certificates.Valid([]domain.HeldCertificate{h}, h.Code, on)
	switch until := refs.Certificates.ExpiresOn(h.Code, h.Delivered); {
	case !known || !valid:
		return ""
	case h.Delivered.Known() && until.Known():
		return refs.Certificates.Label(h.Code) + ", valable jusqu'au " + until.French()
	}
	return refs.Certificates.Label(h.Code)
}
