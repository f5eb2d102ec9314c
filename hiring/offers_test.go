package hiring

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"eedk.fr/candidatheque/domain"
)

// offerVerbs are the verbs of an offer, with what the table of states calls them.
var offerVerbs = []struct {
	name string
	to   domain.OfferStatus
	act  func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Offer, error)
}{
	{"submit", domain.OfferSubmitted, (*Service).SubmitOffer},
	{"publish", domain.OfferPublished, (*Service).PublishOffer},
	{"return", domain.OfferReturned, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Offer, error) {
		return s.ReturnOffer(ctx, a, id, "Précisez les horaires.")
	}},
	{"pause", domain.OfferPaused, (*Service).PauseOffer},
	{"resume", domain.OfferPublished, (*Service).ResumeOffer},
	{"withdraw", domain.OfferWithdrawn, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Offer, error) {
		return s.WithdrawOffer(ctx, a, id, "Poste pourvu autrement.")
	}},
	{"fill", domain.OfferFilled, (*Service).FillOffer},
	{"reopen", domain.OfferPublished, func(s *Service, ctx context.Context, a domain.Actor, id string) (*domain.Offer, error) {
		return s.ReopenOffer(ctx, a, id, "L'embauche n'a pas commencé.")
	}},
}

// Every state × verb × role: what passes is exactly what the table below says, and a refusal changes nothing.
func TestEachVerbOfAnOfferInEachStateByEachRole(t *testing.T) {
	h := newHouse(t)
	h.register()
	// may lists, for a state and a verb, who may: b the employer's own member, r a referent without a seat.
	may := map[string]string{
		"draft submit": "br", "returned submit": "br",
		"submitted publish": "r", "submitted return": "r",
		"published pause": "br", "paused resume": "br",
		"draft withdraw": "br", "submitted withdraw": "br", "returned withdraw": "br", "published withdraw": "br", "paused withdraw": "br",
		"published fill": "r", "paused fill": "r", "filled reopen": "r",
	}
	who := []struct {
		letter string
		actor  domain.Actor
	}{{"b", boss}, {"r", referent}, {"other employer", stranger}, {"adviser", adviser}, {"facilitator", fac}, {"admin", admin}, {"stranger", nobodyYet}}
	for _, state := range domain.OfferStatuses() {
		for _, verb := range offerVerbs {
			for _, w := range who {
				o := mason()
				o.ID, o.Status = fmt.Sprintf("%s-%s-%s", state, verb.name, w.letter), state
				if err := h.store.Offers.Save(t.Context(), o); err != nil {
					t.Fatal(err)
				}
				allowed := strings.Contains(may[string(state)+" "+verb.name], w.letter)
				_, err := verb.act(h.Service, t.Context(), w.actor, o.ID)
				after := must(h.store.Offers.Get(t.Context(), domain.System(), o.ID))(t)
				switch {
				case allowed && (err != nil || after.Status != verb.to):
					t.Errorf("%s %s by %s: refused (%v), now %s", state, verb.name, w.letter, err, after.Status)
				case !allowed && (err == nil || after.Status != state || after.Revision != o.Revision):
					t.Errorf("%s %s by %s: passed, now %s", state, verb.name, w.letter, after.Status)
				}
			}
		}
	}
}

func TestAnotherEmployersOfferReadsAsAbsent(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	_, err := h.Offer(t.Context(), stranger, o.ID)
	wantCode(t, err, domain.CodeNotFound)
	_, err = h.EditOffer(t.Context(), stranger, o.ID, o.Revision, mason())
	wantCode(t, err, domain.CodeNotFound)
	theirs := mason()
	theirs.SIRET = cleaning
	_, err = h.DraftOffer(t.Context(), boss, theirs)
	wantCode(t, err, domain.CodeForbidden)
}

func TestAReferentWithASeatDoesNotModerate(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	_, err := h.PublishOffer(t.Context(), seated, o.ID)
	wantCode(t, err, domain.CodeForbidden)
}

func TestWhatADraftMayAsk(t *testing.T) {
	h := newHouse(t)
	h.register()
	for _, tt := range []struct {
		name   string
		change func(*domain.Offer)
		field  string
	}{
		{"all is well", func(*domain.Offer) {}, ""},
		{"nothing yet but the establishment", func(o *domain.Offer) { *o = domain.Offer{SIRET: masonry} }, ""},
		{"an occupation that does not exist", func(o *domain.Offer) { o.ROME = "N9999" }, "rome"},
		{"below the minimum wage by the hour", func(o *domain.Offer) { o.Pay.Min = 1201 }, "pay_min"},
		{"the minimum wage by the hour", func(o *domain.Offer) { o.Pay.Min = 1202 }, ""},
		{"the minimum wage by the month at 35 h", func(o *domain.Offer) { o.Pay = domain.Pay{Min: 182303, Unit: domain.PayMonth} }, ""},
		{"below it by the month", func(o *domain.Offer) { o.Pay = domain.Pay{Min: 182300, Unit: domain.PayMonth} }, "pay_min"},
		{"part-time by the month", func(o *domain.Offer) {
			o.WeeklyHours, o.Pay = 24, domain.Pay{Min: 125010, Unit: domain.PayMonth}
		}, ""},
		{"below it by the year", func(o *domain.Offer) { o.Pay = domain.Pay{Min: 2_100_000, Unit: domain.PayYear} }, "pay_min"},
		{"an apprentice below it", func(o *domain.Offer) { o.Contract, o.Pay.Min = domain.APP, 700 }, ""},
		{"a social-security number in the text", func(o *domain.Offer) { o.Description += " 1 85 05 59 183 042 17" }, "description"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			draft := mason()
			tt.change(draft)
			_, err := h.DraftOffer(t.Context(), boss, draft)
			var fields domain.FieldErrors
			errors.As(err, &fields)
			if (tt.field == "") != (err == nil) || tt.field != "" && fields[tt.field] == "" {
				t.Errorf("got %v, want a refusal of %q", err, tt.field)
			}
		})
	}
}

func TestCodesOfADraftAreBroughtToTheReferential(t *testing.T) {
	h := newHouse(t)
	h.register()
	draft := mason()
	draft.Contract, draft.Months = domain.CDD, 8
	draft.Certificates = []domain.CertificateNeed{{Code: "caces r489 cat 3"}}
	o := must(h.DraftOffer(t.Context(), boss, draft))(t)
	if o.Contract != domain.CDD6 || o.Certificates[0].Code != "R489-3" || o.EmployerName != "Maçonnerie du Port" {
		t.Errorf("contract %s, certificate %s, employer %q", o.Contract, o.Certificates[0].Code, o.EmployerName)
	}
}

func TestAnIncompleteOfferIsToldAllItLacks(t *testing.T) {
	h := newHouse(t)
	o := must(h.DraftOffer(t.Context(), boss, &domain.Offer{Title: "Maçon"}))(t)
	if o.SIRET != masonry {
		t.Errorf("SIRET %q: the only establishment of a member is theirs", o.SIRET)
	}
	_, err := h.SubmitOffer(t.Context(), boss, o.ID)
	var fields domain.FieldErrors
	if !errors.As(err, &fields) || len(fields) < 6 || fields["description"] == "" {
		t.Errorf("got %v, want every missing field", err)
	}
}

func TestTwoTabsDoNotOverwriteEachOther(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	first := mason()
	first.Title = "Maçon coffreur"
	must(h.EditOffer(t.Context(), boss, o.ID, o.Revision, first))(t)
	second := mason()
	second.Title = "Maçon finisseur"
	_, err := h.EditOffer(t.Context(), boss, o.ID, o.Revision, second)
	wantCode(t, err, domain.CodeConflict)
	if now := must(h.Offer(t.Context(), boss, o.ID))(t); now.Title != "Maçon coffreur" {
		t.Errorf("title %q", now.Title)
	}
}

func TestAPublishedOfferIsNoLongerEdited(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	_, err := h.EditOffer(t.Context(), boss, o.ID, o.Revision, mason())
	wantCode(t, err, domain.CodeConflict)
}

func TestOnlyAnActiveEstablishmentPublishes(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := must(h.DraftOffer(t.Context(), boss, mason()))(t)
	must(h.SubmitOffer(t.Context(), boss, o.ID))(t)
	must(h.SuspendEmployer(t.Context(), referent, masonry, "impayés"))(t)
	_, err := h.PublishOffer(t.Context(), referent, o.ID)
	wantCode(t, err, domain.CodeConflict)
	must(h.ResumeEmployer(t.Context(), referent, masonry))(t)
	must(h.PublishOffer(t.Context(), referent, o.ID))(t)
}

// A boss who phones: the referent types the offer and the establishment is registered by the way.
func TestAReferentTypesForAnUnknownEstablishment(t *testing.T) {
	h := newHouse(t)
	o := must(h.DraftOffer(t.Context(), referent, mason()))(t)
	must(h.SubmitOffer(t.Context(), referent, o.ID))(t)
	must(h.PublishOffer(t.Context(), referent, o.ID))(t)
	if e := must(h.Employer(t.Context(), referent, masonry))(t); e.Name != "Maçonnerie du Port" || e.Status != domain.EmployerActive {
		t.Errorf("registered %+v", e)
	}
}

func TestADuplicateStartsAsADraftWithoutDates(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	twin := must(h.DuplicateOffer(t.Context(), boss, o.ID))(t)
	if twin.ID == o.ID || twin.Status != domain.OfferDraft || twin.Start.Known() || twin.PublishedOn.Known() || twin.Title != o.Title {
		t.Errorf("twin %+v", twin)
	}
}

func TestAnOfferExpiresTheDayAfterItsLast(t *testing.T) {
	h := newHouse(t)
	h.register()
	draft := mason()
	draft.Deadline = today + 3
	o := h.published(draft)
	for day := range 4 {
		must(h.ExpireOffers(t.Context()))(t)
		if now := must(h.Offer(t.Context(), boss, o.ID))(t); now.Status != domain.OfferPublished {
			t.Fatalf("after %d days: %s", day, now.Status)
		}
		h.clock.advance(24 * time.Hour)
	}
	if err := h.Settle(t.Context()); err != nil { // a new day does it by itself
		t.Fatal(err)
	}
	if now := must(h.Offer(t.Context(), boss, o.ID))(t); now.Status != domain.OfferExpired {
		t.Errorf("after its last day: %s", now.Status)
	}
}

func TestAnExtendedOfferLivesLonger(t *testing.T) {
	h := newHouse(t)
	h.register()
	o := h.published(mason())
	for _, until := range []domain.Date{today, today - 1, today + 91} {
		_, err := h.ExtendOffer(t.Context(), boss, o.ID, until)
		wantCode(t, err, domain.CodeInvalid)
	}
	if o = must(h.ExtendOffer(t.Context(), boss, o.ID, today+90))(t); o.ExpiresOn != today+90 {
		t.Errorf("expires on %s", o.ExpiresOn)
	}
}
