package templates

import "eedk.fr/candidatheque/domain"

func sampleProofs() []ProofLine {
	proof := func(code domain.CriterionCode, seen domain.Date) ProofLine {
		k := domain.Criterion{Code: code, SeenOn: seen}
		return ProofLine{Criterion: code, Document: code.ProofText(code.Proofs()[0]), SeenOn: seen, Until: k.Until(), By: "Paul Dewitte"}
	}
	proofs := []ProofLine{proof("RSA", sampleDay-75), proof("QPV", sampleDay-20), proof("DELD", sampleDay-120), proof("TH", sampleDay-300),
		proof(domain.CriterionConfidential, sampleDay-2), {Criterion: "PLIE", By: "un fichier"}}
	proofs[1].Lot = "résidence des Oyats, lot 2"
	return proofs
}

func sampleWallet(b Base) WalletPage {
	return WalletPage{Base: b, Profile: "P1", Name: "Samira Lefebvre", Proofs: sampleProofs(), Today: sampleDay, Form: ProofForm{SeenOn: sampleDay.String()}}
}

func sampleEnding(b Base) EndingPage {
	p := EndingPage{Base: b, Window: 30, Today: sampleDay, NextDay: sampleDay + 9}
	for i, name := range []string{"Samira Lefebvre", "Mehdi Carpentier", ""} {
		p.Lines = append(p.Lines, EndingLine{PersonRef{"P" + string(rune('1'+i)), name}, sampleProofs()[0]})
	}
	return p
}

// eligibilityExamples are the pages of the proofs.
var eligibilityExamples = []example{
	{"eligibilite", "Éligibilité d'une personne", domain.RoleFacilitator, "/candidatheque/P1/eligibilite", func(b Base) Page { return sampleWallet(b) }},
	{"eligibilite-vide", "Éligibilité, rien de vu", domain.RoleReferent, "/candidatheque/P1/eligibilite", func(b Base) Page {
		return WalletPage{Base: b, Profile: "P1", Name: "Samira Lefebvre", Today: sampleDay}
	}},
	{"eligibilite-erreurs", "Éligibilité, à corriger", domain.RoleReferent, "/candidatheque/P1/eligibilite", func(b Base) Page {
		p := sampleWallet(b)
		p.Form = ProofForm{Document: "RSA/caf", SeenOn: "2027-01-01", ValidUntil: "2027-05-01", Lot: "lot 2"}
		p.Errors = domain.FieldErrors{"document": "Choisissez le critère et le justificatif dans la liste.", "seen_on": "Ce jour est à venir.",
			"valid_until": "Ce document ne porte pas de fin.", "lot": "Ce texte est trop long."}
		return p
	}},
	{"eligibilites", "Justificatifs à redemander", domain.RoleFacilitator, "/eligibilites", func(b Base) Page { return sampleEnding(b) }},
	{"eligibilites-trouvee", "Éligibilité, personne trouvée", domain.RoleFacilitator, "/eligibilites", func(b Base) Page {
		p := sampleEnding(b)
		p.Search, p.Searched, p.Found = "Samira Lefebvre", true, []PersonRef{{"P1", "Samira Lefebvre"}}
		return p
	}},
	{"eligibilites-vide", "Éligibilité, rien à redemander", domain.RoleReferent, "/eligibilites", func(b Base) Page {
		return EndingPage{Base: b, Window: 30, Past: true, Search: "Samira", Searched: true, Errors: domain.FieldErrors{"nom": "Écrivez le prénom et le nom de la personne."}}
	}},
	{"preselection-besoin", "Présélection d'un besoin", domain.RoleReferent, "/preselections/liste-1", func(b Base) Page {
		p := sampleShortlist(b)
		p.Sheet.Offer, p.Need = sampleNeed(domain.OfferPublished), true
		p.Unsettled = true
		p.Entries[0].Until, p.Entries[1].Until = sampleDay+60, domain.Criterion{Code: "TH", SeenOn: sampleDay}.Until()
		p.NearMisses[0].Blocker, p.NearMisses[0].Lift, p.NearMisses[0].Text = domain.GateEligibility, domain.LiftProof, "justificatif plus valable"
		return p
	}},
	{"cartes-besoin", "Cartes d'un besoin", domain.RoleEmployer, "/preselections/liste-1", func(b Base) Page {
		p := sampleShared(b)
		for i := range p.Cards {
			p.Cards[i].Card.Eligible = "éligible jusqu'au 3 février 2027"
		}
		return p
	}},
}
