package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/hiring"
)

// Account is a demo account as the contract prints it: Link signs in once, Token is for the API.
type Account struct {
	Role  string       `json:"role"`
	Email string       `json:"email"`
	SIRET domain.SIRET `json:"siret,omitempty"`
	Link  string       `json:"link"`
	Token string       `json:"token"`
}

// peopleCount is how many invented people the demonstration has.
const peopleCount = 300

var accounts = []hiring.NewUser{
	{Email: "employeur1@demo.exemple.fr", Name: "Claire Vasseur", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{siretOf(0)}},
	{Email: "employeur2@demo.exemple.fr", Name: "Hugo Baert", Roles: domain.RoleEmployer, SIRETs: []domain.SIRET{siretOf(1)}},
	{Email: "referente@demo.exemple.fr", Name: "Sophie Lenoir", Roles: domain.RoleReferent},
	{Email: "conseillere@demo.exemple.fr", Name: "Malika Ferrand", Roles: domain.RoleAdviser},
	{Email: "facilitateur@demo.exemple.fr", Name: "Paul Dewitte", Roles: domain.RoleFacilitator},
	{Email: "administration@demo.exemple.fr", Name: "Anne Coppin", Roles: domain.RoleAdmin},
}

// Play fills a service that has nobody in it, through the actions anybody uses, and gives fresh links and tokens for the
// demo accounts. A folder that has the accounts is left as it is.
func Play(ctx context.Context, h *hiring.Service, clock *Clock, progress io.Writer) ([]Account, error) {
	p := &player{ctx: ctx, h: h, clock: clock, today: domain.DayOf(clock.Now())}
	if _, err := h.UserByEmail(ctx, accounts[0].Email); domain.CodeOf(err) == domain.CodeNotFound {
		fmt.Fprintln(progress, "démonstration : établissements, personnes, offres et présélections inventés…")
		err := p.fill()
		clock.ago(0, 0)
		if err != nil {
			return nil, err
		}
		if err := h.Settle(ctx); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, err
	}
	if err := h.EndRehearsal(ctx); err != nil {
		return nil, err
	}
	return p.accounts()
}

type player struct {
	ctx      context.Context
	h        *hiring.Service
	clock    *Clock
	today    domain.Date
	referent domain.Actor
	// facilitator settles needs and sees proofs.
	facilitator domain.Actor
}

func (p *player) accounts() ([]Account, error) {
	var out []Account
	for _, a := range accounts {
		u, err := p.h.UserByEmail(p.ctx, a.Email)
		if err != nil {
			return nil, err
		}
		link, err := p.h.NewSignInLink(p.ctx, domain.System(), u.ID)
		if err != nil {
			return nil, err
		}
		token, err := p.h.NewAPIToken(p.ctx, u.Actor(), "démonstration")
		if err != nil {
			return nil, err
		}
		account := Account{Role: strings.Join(u.Roles.Codes(), ","), Email: u.Email, Link: link.Token, Token: token.Token}
		if len(u.SIRETs) > 0 {
			account.SIRET = u.SIRETs[0]
		}
		out = append(out, account)
	}
	return out, nil
}

func (p *player) fill() error {
	p.clock.ago(60, 0)
	for _, a := range accounts[2:] {
		u, err := p.h.AddUser(p.ctx, domain.System(), a)
		if err != nil {
			return err
		}
		if u.Roles.Has(domain.RoleReferent) {
			p.referent = u.Actor()
		}
		if u.Roles.Has(domain.RoleFacilitator) {
			p.facilitator = u.Actor()
		}
	}
	for i, f := range firms {
		place, err := p.h.FindCommune(f.Postal, f.Town)
		if err != nil {
			return fmt.Errorf("%s : %w", f.Name, err)
		}
		if _, err := p.h.RegisterEmployer(p.ctx, p.referent, hiring.NewEmployer{SIRET: siretOf(i), Name: f.Name, NAF: f.NAF, Place: place, SizeBand: f.Size}); err != nil {
			return fmt.Errorf("%s : %w", f.Name, err)
		}
	}
	for _, a := range accounts[:2] { // members of establishments that exist by now
		if _, err := p.h.AddUser(p.ctx, domain.System(), a); err != nil {
			return err
		}
	}
	p.clock.ago(45, 3)
	file := People(peopleCount, p.today)
	if _, err := p.h.RunImport(p.ctx, p.referent, hiring.ImportFile{Name: "candidatheque-demo.csv", Size: int64(len(file)), Body: bytes.NewReader(file)}, nil); err != nil {
		return err
	}
	p.clock.ago(2, 5)
	extract := hiring.ImportFile{Name: "extrait-france-travail.csv", Body: bytes.NewReader(Extract()), Fixed: domain.FixedValues{EnteredOn: p.today - 2}}
	if _, err := p.h.RunImport(p.ctx, p.referent, extract, nil); err != nil {
		return err
	}
	if err := p.h.Settle(p.ctx); err != nil {
		return err
	}
	if err := p.offers(); err != nil {
		return err
	}
	if err := p.entering(); err != nil {
		return err
	}
	if err := p.newcomers(); err != nil {
		return err
	}
	if err := p.lists(); err != nil {
		return err
	}
	if err := p.occasions(); err != nil {
		return err
	}
	return p.reads()
}

func (p *player) offers() error {
	var published []*domain.Offer
	for i, j := range jobs {
		p.clock.ago(42-i, i%7) // an offer a day
		o, err := p.post(j)
		if err != nil {
			return fmt.Errorf("%s : %w", j.Title, err)
		}
		if j.State == domain.OfferPublished {
			published = append(published, o)
		}
	}
	// The last firm, whose place is filled, was suspended since.
	p.clock.ago(3, 0)
	if _, err := p.h.SuspendEmployer(p.ctx, p.referent, siretOf(len(firms)-1), "ne répond plus depuis l'embauche"); err != nil {
		return err
	}
	if err := p.completeNeeds(published); err != nil {
		return err
	}
	if err := p.shortlists(published); err != nil {
		return err
	}
	if err := p.meetings(published); err != nil {
		return err
	}
	return p.beyond(published)
}

// post brings one offer to its state, as an employer and a referent would.
func (p *player) post(j job) (*domain.Offer, error) {
	draft, err := p.draft(j)
	if err != nil {
		return nil, err
	}
	o, err := p.h.DraftOffer(p.ctx, p.referent, draft)
	if err != nil || j.State == domain.OfferDraft {
		return o, err
	}
	if o, err = p.h.SubmitOffer(p.ctx, p.referent, o.ID); err != nil || j.State == domain.OfferSubmitted {
		return o, err
	}
	if j.State == domain.OfferReturned {
		return p.h.ReturnOffer(p.ctx, p.referent, o.ID, "Précisez les horaires du samedi, et si les déplacements sont payés.")
	}
	if o, err = p.h.PublishOffer(p.ctx, p.referent, o.ID); err != nil {
		return nil, err
	}
	switch j.State {
	case domain.OfferPaused:
		return p.h.PauseOffer(p.ctx, p.referent, o.ID)
	case domain.OfferFilled:
		return p.h.FillOffer(p.ctx, p.referent, o.ID)
	case domain.OfferWithdrawn:
		return p.h.WithdrawOffer(p.ctx, p.referent, o.ID, "Le chantier est reporté à l'an prochain.")
	case domain.OfferExpired:
		_, err := p.h.ExpireOffers(p.ctx)
		return o, err
	}
	return o, nil
}

func (p *player) draft(j job) (*domain.Offer, error) {
	f := firms[j.Firm]
	place, err := p.h.FindCommune(f.Postal, f.Town)
	if err != nil {
		return nil, err
	}
	o := &domain.Offer{SIRET: siretOf(j.Firm), EmployerName: f.Name, Title: j.Title, ROME: j.ROME, Description: j.Text, Contract: j.Contract,
		Months: j.Months, Places: j.Places, Place: place, WeeklyHours: j.Hours, VehicleRequired: j.Vehicle, BeginnerOK: j.Beginner,
		Pay: domain.Pay{Min: j.Hourly, Unit: domain.PayHour}, Start: p.today + domain.Date(j.Days), ExperienceMonths: j.Experience, Hidden: j.Firm%3 == 0}
	if o.FirstStart, err = domain.ParseClock(j.First); err != nil {
		return nil, err
	}
	if o.LastEnd, err = domain.ParseClock(j.Last); err != nil {
		return nil, err
	}
	for _, word := range j.Schedule {
		trait, err := domain.ParseTrait(word)
		if err != nil {
			return nil, err
		}
		o.Schedule |= trait
	}
	for _, l := range j.Licences {
		o.Licences = append(o.Licences, domain.LicenceNeed{Licence: l})
	}
	for _, c := range j.Certificates {
		o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: c})
	}
	for _, c := range j.Trainable {
		o.Certificates = append(o.Certificates, domain.CertificateNeed{Code: c, Need: domain.Trainable})
	}
	if j.Clause > 0 {
		o.Clause = &domain.Clause{MarketReference: fmt.Sprintf("Communauté urbaine, marché 2026-%03d, lot 2", j.Clause*17), People: j.Clause, Hours: j.Clause * 400,
			Way: domain.WayDirect, Publics: []domain.CriterionCode{"RSA", "DELD", "QPV", "JEUNE", "SENIOR", "TH", "PLIE"}}
	}
	if j.State == domain.OfferExpired {
		o.Deadline = p.today - 1
	}
	return o, nil
}

// shortlists leaves one of each state among the first published offers, drafts for a few more.
func (p *player) shortlists(offers []*domain.Offer) error {
	for i, o := range offers[:min(8, len(offers))] {
		p.clock.ago(2, 10-i)
		s, err := p.h.BuildShortlist(p.ctx, p.referent, o.ID)
		if err != nil {
			return err
		}
		if o.Clause != nil {
			if s, err = p.prove(s); err != nil {
				return err
			}
		}
		if i >= 5 || len(s.Entries) < 3 {
			continue
		}
		if err := p.review(s, i); err != nil {
			return err
		}
	}
	return nil
}

// review keeps two people, drops one with a reason, and brings the i-th shortlist further for the first ones.
func (p *player) review(s *domain.Shortlist, i int) error {
	for n, motive := range []string{"", "", "préfère rester en horaires de journée"} {
		to := domain.Kept
		if motive != "" {
			to = domain.Dropped
		}
		if _, err := p.h.Decide(p.ctx, p.referent, s.ID, s.Entries[n].Profile, to, motive); err != nil {
			return err
		}
	}
	if i >= 3 {
		return nil
	}
	shared, err := p.h.ShareShortlist(p.ctx, p.referent, s.ID)
	if err != nil {
		return err
	}
	if i == 1 {
		if _, err := p.h.AnswerCard(p.ctx, p.referent, s.ID, shared.Entries[0].Card, domain.SideInterested, ""); err != nil {
			return err
		}
	}
	if i == 2 {
		_, err = p.h.CloseShortlist(p.ctx, p.referent, s.ID)
	}
	return err
}
