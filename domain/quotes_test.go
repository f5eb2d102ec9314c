package domain

import "testing"

func TestNobodyIsQuotedByACommonWord(t *testing.T) {
	for _, p := range []*Person{
		{Candidate: Candidate{FirstName: "Max", LastName: "Line"}},
		{Candidate: Candidate{FirstName: "Line", LastName: "Dunkerque"}},
		{Candidate: Candidate{LastName: "Bonjour"}, Profile: Profile{Presentation: "e-mail"}},
		{Record: Record{ID: "12"}, Candidate: Candidate{FirstName: "Ensemble", Email: "max@exemple.fr", BirthDate: NewDate(1990, 1, 2)}},
	} {
		for _, status := range []MailStatus{MailQueued, MailSent} {
			body := MailBody{Subject: "Bonjour", Text: "Bonjour, 12 offres à Dunkerque. Ensemble. Écrire à anne.max@exemple.fr",
				HTML: `<p style="max-width:3em;line-height:2">e-mail du 1990-01-02</p>`}
			m := &Mail{Event: "offer/9", To: Recipient{Kind: RecipientUser, ID: "u"}, Body: body, Status: status}
			if fate := m.ForgetPerson(p.Forgotten()); fate != FateUntouched || m.Body != body {
				t.Errorf("%+v: fate %d, %+v", p.Candidate, fate, m.Body)
			}
			if fate := m.ForgetPerson(Together([]*Person{p})); fate != FateUntouched {
				t.Errorf("%+v together: fate %d", p.Candidate, fate)
			}
		}
		if l := (&SavedList{Name: "Bonjour Dunkerque", Query: "q=line"}); l.ForgetPerson(p.Forgotten()) != FateUntouched {
			t.Errorf("%+v: the list %+v", p.Candidate, l)
		}
	}
}

func TestAMailToAnotherLosesTheNameOnly(t *testing.T) {
	p := &Person{Record: Record{ID: "EE-PLANTE-77"}, Candidate: Candidate{FirstName: "Zéphirine", LastName: "d'Aoust", Email: "zd@exemple.fr", Phone: "06 98 76 54 31"},
		Profile: Profile{Presentation: "Coffreuse xylographe, vingt chantiers portuaires."}}
	m := &Mail{Event: "list/9", To: Recipient{Kind: RecipientUser, ID: "u"}, Status: MailQueued, Answer: "zd@exemple.fr", Body: MailBody{
		Subject: "DAOUST, D'AOUST Zephirine",
		Text:    "Voici Zéphirine\nd’Aoust (ZD@exemple.fr, +33 6 98 76 54 31 ou 0698765431) : coffreuse xylographe, vingt chantiers portuaires.",
		HTML:    `<a title="Zéphirine" href="/p/EE-PLANTE-77?x=1"><b>Zéphirine</b> d&#39;Aoust</a>, zd@exemple.fr.`}}
	if fate := m.ForgetPerson(Together([]*Person{p})); fate != FateChanged || m.Status != MailQueued {
		t.Fatalf("fate %d", fate)
	}
	want := MailBody{Subject: "DAOUST, personne effacée",
		Text: "Voici personne effacée (personne-effacee, +personne effacée ou personne effacée) : personne effacée.",
		HTML: `<a title="Zéphirine" href="/p/personne-effacee?x=1"><b>personne effacée</b> </a>, personne-effacee.`}
	if m.Body != want || m.Answer != "personne-effacee" {
		t.Errorf("%+v, %s", m.Body, m.Answer)
	}
	for name, m := range map[string]*Mail{"to them": {To: Recipient{Kind: RecipientPerson, ID: p.ID}, Status: MailSent},
		"about them, waiting": {Event: "alert/EE-PLANTE-77", Status: MailQueued}} {
		if m.ForgetPerson(p.Forgotten()) != FateGone {
			t.Error(name)
		}
	}
}
