package templates

import (
	"strings"
	"testing"

	"eedk.fr/candidatheque/domain"
)

// TestALinkOfAnswerSaysWhyItIsOver thanks for an answer that was given only.
func TestALinkOfAnswerSaysWhyItIsOver(t *testing.T) {
	for _, tt := range []struct {
		name    string
		status  domain.IntroductionStatus
		offer   domain.OfferStatus
		want    string
		thanks  bool
		unasked bool
	}{
		{"hired, which filled the offer", domain.IntroductionHired, domain.OfferFilled, "est embauchée", true, false},
		{"not hired", domain.IntroductionNotHired, domain.OfferPublished, "n'est pas retenue", true, false},
		{"not hired, offer filled by another", domain.IntroductionNotHired, domain.OfferFilled, "n'est pas retenue", true, false},
		{"met, and another was hired", domain.IntroductionNotHired, domain.OfferFilled, "La place est prise", false, true},
		{"met, and the offer was withdrawn", domain.IntroductionNotHired, domain.OfferWithdrawn, "L'offre est retirée", false, true},
		{"no longer available", domain.IntroductionCancelled, domain.OfferPublished, "n'est plus disponible", false, false},
		{"no longer available, offer over", domain.IntroductionCancelled, domain.OfferExpired, "n'est plus disponible", false, false},
		{"the place is taken", domain.IntroductionCancelled, domain.OfferFilled, "La place est prise", false, false},
		{"the offer is withdrawn", domain.IntroductionCancelled, domain.OfferWithdrawn, "L'offre est retirée", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := OutcomePage{Status: tt.status, Offer: tt.offer, Unasked: tt.unasked}.Closed()
			if !strings.Contains(got, tt.want) || strings.Contains(got, "Merci") != tt.thanks {
				t.Errorf("says %q", got)
			}
		})
	}
}
