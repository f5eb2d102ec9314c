package hiring

import (
	"context"

	"eedk.fr/candidatheque/domain"
)

// The actions that show somebody's file to somebody: each leaves a line in the journal before it answers, and refuses to
// show anything when the line cannot be written.

// OpenPerson is Person for whoever is shown the file.
func (s *Service) OpenPerson(ctx context.Context, actor domain.Actor, id string) (*domain.Person, error) {
	p, err := s.Person(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return p, s.opened(ctx, actor, domain.ActOpenPerson, p.ID)
}

func (s *Service) opened(ctx context.Context, actor domain.Actor, act domain.Act, personID string) error {
	return s.journalRead(ctx, actor, domain.Deed{Act: act}.About(personID))
}

// OpenWallet is WalletOf for whoever is shown it.
func (s *Service) OpenWallet(ctx context.Context, actor domain.Actor, id string) (Wallet, error) {
	w, err := s.WalletOf(ctx, actor, id)
	if err != nil {
		return Wallet{}, err
	}
	return w, s.opened(ctx, actor, domain.ActOpenProofs, w.Profile)
}

// OpenBoth is Compare for whoever is shown the two files side by side.
func (s *Service) OpenBoth(ctx context.Context, actor domain.Actor, a, b string) (Double, error) {
	d, err := s.Compare(ctx, actor, a, b)
	if err != nil {
		return Double{}, err
	}
	for _, p := range []*domain.Person{d.A, d.B} {
		if err := s.opened(ctx, actor, domain.ActComparePeople, p.ID); err != nil {
			return Double{}, err
		}
	}
	return d, nil
}

// OpenShortlist is Shortlist for whoever is shown it: staff read names there, the employer cards without one.
func (s *Service) OpenShortlist(ctx context.Context, actor domain.Actor, id string) (*domain.Shortlist, error) {
	list, err := s.Shortlist(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	return list, s.journalRead(ctx, actor, domain.Deed{Act: domain.ActOpenShortlist}.On(list.ID))
}

// Export is a table, or a document, on its way out as a file. Name is the file's, made by the server; Person the one it is
// all about, empty when it is about many or nobody.
type Export struct {
	Name   string
	Rows   int
	Person string
}

// TellExport leaves the line of a file before it is given, each time: who has it keeps it.
func (s *Service) TellExport(ctx context.Context, actor domain.Actor, e Export) error {
	d := domain.Deed{Act: domain.ActExport, Count: e.Rows}.On(e.Name)
	if e.Person != "" {
		d = d.About(e.Person)
	}
	return s.journal(ctx, actor, d)
}

// TellRefusal leaves the line of what somebody who signed in was refused: a method and the pattern of a route, never the
// address that was asked for. The same again is told once a quarter of an hour.
func (s *Service) TellRefusal(ctx context.Context, actor domain.Actor, route string) error {
	return s.journalRead(ctx, actor, domain.Deed{Act: domain.ActRefused}.On(route))
}

// TellRestore leaves the line of a backup that was put back, and forgets the names of people whom it brought back no more
// than their key.
func (s *Service) TellRestore(ctx context.Context, actor domain.Actor) error {
	if err := s.SweepKeys(ctx); err != nil {
		return err
	}
	if err := s.journal(ctx, actor, domain.Deed{Act: domain.ActRestore}); err != nil {
		return err
	}
	return s.noteHead(ctx)
}
