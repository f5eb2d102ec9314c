package templates

import "eedk.fr/candidatheque/domain"

// sampleNeed is the sample offer as a need under an invented market.
func sampleNeed(status domain.OfferStatus) domain.Offer {
	o := sampleOffer()
	o.Status = status
	o.Clause = &domain.Clause{MarketReference: "Réhabilitation de la résidence des Oyats, lot 2 gros œuvre", People: 2, Hours: 600,
		Way: domain.WayProvision, TempAgency: domain.AgencyAsked, Publics: []domain.CriterionCode{"RSA", "DELD", "QPV"}}
	return o
}

func sampleClauseView(o domain.Offer, b Base) ClauseView {
	return ClauseView{OfferID: o.ID, Clause: o.Clause.AsSeenBy(domain.Actor{Roles: b.Viewer.Roles}), Staff: b.Viewer.Staff(), Complete: b.Viewer.Facilitator()}
}

func sampleNeedPage(b Base, completed domain.Date) OfferPage {
	p := sampleOfferPage(b, domain.OfferSubmitted)
	o := sampleNeed(domain.OfferSubmitted)
	o.Clause.CompletedOn = completed
	view := sampleClauseView(o, b)
	p.ClauseView, o.Clause = &view, view.Clause
	p.Sheet.Offer = o
	return p
}

func sampleClausePage(b Base) ClausePage {
	o := sampleNeed(domain.OfferSubmitted)
	view := sampleClauseView(o, b)
	view.Complete = false
	sheet := sampleSheet()
	sheet.Offer = o
	return ClausePage{Base: b, Sheet: sheet, View: view, Form: ClauseForm{Scope: "some", Publics: []string{"RSA", "DELD"}, Way: "provision"}}
}

func sampleNeedForm(b Base) OfferFormPage {
	p := sampleFormFilled(b)
	p.Form.Clause, p.Form.MarketReference, p.Form.ClausePeople, p.Form.ClauseHours = true, "Réhabilitation de la résidence des Oyats, lot 2", "2", "600"
	p.Form.ClauseWay, p.Live.Count.BeforeClause = "direct", true
	return p
}

// needExamples are the pages of needs under a clause.
var needExamples = []example{
	{"besoin", "Déposer un besoin en clause", domain.RoleEmployer, "/besoins/nouveau", func(b Base) Page { return sampleNeedForm(b) }},
	{"besoin-erreurs", "Besoin en clause, à corriger", domain.RoleReferent, "/besoins/nouveau", func(b Base) Page {
		p := sampleNeedForm(b)
		p.Form.MarketReference, p.Form.ClauseHours, p.Form.ClauseWay, p.Form.TempAgency = "", "0", "", true
		p.Errors = domain.FieldErrors{"market_reference": "Dites de quel marché il s'agit.", "clause_hours": "Indiquez combien d'heures d'insertion sont à faire.",
			"clause_way": "Choisissez comment vous ferez ces heures.", "clause_publics": "Public inconnu. Choisissez-le dans la liste."}
		return p
	}},
	{"besoin-employeur", "Besoin, pour l'employeur", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page { return sampleNeedPage(b, 0) }},
	{"besoin-complete", "Besoin complété, pour l'employeur", domain.RoleEmployer, "/offres/offre-1", func(b Base) Page { return sampleNeedPage(b, sampleDay) }},
	{"besoin-referent", "Besoin à relire", domain.RoleReferent, "/offres/offre-1", func(b Base) Page { return sampleNeedPage(b, 0) }},
	{"besoin-facilitateur", "Besoin, pour le facilitateur", domain.RoleFacilitator, "/offres/offre-1", func(b Base) Page {
		people := []NeedPerson{{PersonRef{"P1", "Samira Lefebvre"}, sampleDay + 60}, {PersonRef{"P9", "Karim Bodart"}, 0}}
		return StaffOfferPage{OfferPage: sampleNeedPage(b, 0), Beyond: OfferBeyond{NeedPeople: people}}
	}},
	{"besoins-facilitateur", "Besoins à compléter", domain.RoleFacilitator, "/offres", func(b Base) Page {
		rows := sampleRows(b.Now)[:2]
		rows[0].Need, rows[1].Need, rows[1].ToComplete = true, true, true
		return OfferListPage{Base: b, Items: rows, Tabs: sampleTabs(), Kind: domain.KindNeed, Kinds: OfferKinds(b.Viewer, "", domain.KindNeed)}
	}},
	{"besoins-vide", "Besoins, aucun à compléter", domain.RoleFacilitator, "/offres", func(b Base) Page {
		return OfferListPage{Base: b, Tabs: sampleTabs(), Kind: domain.KindToComplete, Kinds: OfferKinds(b.Viewer, "", domain.KindToComplete)}
	}},
	{"clause", "Compléter un besoin", domain.RoleFacilitator, "/offres/offre-1", func(b Base) Page { return sampleClausePage(b) }},
	{"clause-erreurs", "Compléter un besoin, à corriger", domain.RoleFacilitator, "/offres/offre-1", func(b Base) Page {
		p := sampleClausePage(b)
		p.Form = ClauseForm{}
		p.Errors = domain.FieldErrors{"scope": "Dites quels publics ce marché accepte.", "clause_way": "Confirmez la façon de faire.",
			"temp_agency": "Donnez votre accord, ou refusez.", "clause_publics": "Cochez au moins un public."}
		return p
	}},
}
