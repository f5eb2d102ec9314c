package hiring

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"eedk.fr/candidatheque/domain"
)

// ArchivedAfter is what stays of somebody when their file goes: how many contracts and proofs, and until when. Hires is 0
// when nothing does.
type ArchivedAfter struct {
	Hires, Proofs int
	Until         domain.Date
}

// archivedAfter tells it before, for the page on which somebody is about to be erased.
func (s *Service) archivedAfter(ctx context.Context, p *domain.Person) (ArchivedAfter, error) {
	content, any, err := s.toArchive(ctx, p)
	if err != nil || !any {
		return ArchivedAfter{}, err
	}
	return ArchivedAfter{Hires: len(content.Hires), Proofs: len(content.Proofs), Until: content.Until}, nil
}

// ArchivedAfter tells an administrator what stays of somebody whom they may erase.
func (s *Service) ArchivedAfter(ctx context.Context, actor domain.Actor, id string) (ArchivedAfter, error) {
	if !domain.CanErasePeople(actor) {
		return ArchivedAfter{}, domain.Refuse(domain.CodeForbidden, "Seul un administrateur efface une personne.")
	}
	p, err := s.Person(ctx, domain.System(), id)
	if err != nil {
		return ArchivedAfter{}, err
	}
	return s.archivedAfter(ctx, p)
}

// toArchive reads what is to be kept of somebody; false for nothing, or for what is past its time already.
func (s *Service) toArchive(ctx context.Context, p *domain.Person) (content domain.ArchivedContent, any bool, err error) {
	hired, err := all(func(cursor string) ([]*domain.Introduction, string, error) {
		return s.Deps.Introductions.Find(ctx, domain.System(), domain.IntroductionQuery{Profiles: append([]string{p.ID}, p.Merged...),
			Statuses: []domain.IntroductionStatus{domain.IntroductionHired}, Cursor: cursor, Limit: pageOfAll})
	})
	if err != nil {
		return content, false, err
	}
	var hires []domain.ArchivedHire
	for _, x := range hired {
		o, err := s.Deps.Offers.Get(ctx, domain.System(), x.OfferID)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err != nil {
			return content, false, err
		}
		if h, under := o.UnderClause(x.Outcome); under {
			hires = append(hires, h)
		}
	}
	content, any = p.Archived(hires)
	return content, any && content.Until >= domain.DayOf(s.Now()), nil
}

// archivePurpose binds what is sealed to this use.
const archivePurpose = "archive"

// archive seals what must outlive a file, before the file goes. An erasure that was cut short and is run again archives the
// same file under the same key.
func (s *Service) archive(ctx context.Context, p *domain.Person) error {
	content, any, err := s.toArchive(ctx, p)
	if err != nil || !any {
		return err
	}
	id, err := s.reserve(ctx, "archive/"+p.ID)
	if err != nil {
		return err
	}
	raw, err := json.Marshal(content)
	if err != nil {
		return err
	}
	sealed, err := s.seal(archivePurpose, id, raw)
	if err != nil {
		return err
	}
	file := &domain.ArchivedFile{Record: domain.Record{ID: id, Created: s.Now().UTC()}, Until: content.Until, Sealed: sealed}
	for _, text := range identityPrints(p) {
		file.Prints = append(file.Prints, s.archivePrint(text))
	}
	err = s.Deps.Archive.Save(ctx, file)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil // archived before the erasure was cut short
	}
	return err
}

// archivePrint is the keyed hash of who somebody is: without the secret of the server nobody tries names against it.
func (s *Service) archivePrint(text string) string {
	sum := hmac.New(sha256.New, s.Secret)
	sum.Write([]byte("archive print\n" + text))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// MayOpenArchive refuses whoever is not one of the two people named: for them there is no such page.
func (s *Service) MayOpenArchive(actor domain.Actor) error {
	if !domain.CanOpenArchive(actor, s.Archivists) {
		return domain.NotFound("Page")
	}
	return nil
}

// ArchiveQuestion names exactly one person: both names, with the birth date or the address that their file had.
type ArchiveQuestion struct {
	FirstName, LastName string
	BirthDate           domain.Date
	Email               string
	// Why is what the reading is for, kept in the journal's reasons as a code: audit, litigation.
	Why domain.ArchiveReason
}

func (q ArchiveQuestion) faults() domain.FieldErrors {
	f := domain.FieldErrors{}
	if q.FirstName == "" {
		f.Add("first_name", domain.Invalid("first_name", "Écrivez le prénom."))
	}
	if q.LastName == "" {
		f.Add("last_name", domain.Invalid("last_name", "Écrivez le nom."))
	}
	if !q.BirthDate.Known() && q.Email == "" {
		f.Add("birth_date", domain.Invalid("birth_date", "Donnez la date de naissance, ou l'e-mail que le dossier avait : un nom seul n'ouvre rien."))
	}
	if q.Why.French() == "" {
		f.Add("why", domain.Invalid("why", "Dites pourquoi : le journal garde cette raison."))
	}
	return f
}

// OpenArchive gives the archived files of exactly one person, to one of the two people named, who says why; the opening is
// written in the journal first, found or not. NotFound when there is none.
func (s *Service) OpenArchive(ctx context.Context, actor domain.Actor, q ArchiveQuestion) ([]domain.ArchivedContent, error) {
	if err := s.MayOpenArchive(actor); err != nil {
		return nil, err
	}
	p := &domain.Person{Candidate: domain.Candidate{FirstName: q.FirstName, LastName: q.LastName, BirthDate: q.BirthDate, Email: q.Email}}
	if err := q.faults().Err(); err != nil {
		return nil, err
	}
	if err := s.journal(ctx, actor, domain.Deed{Act: domain.ActOpenArchive, Reason: string(q.Why)}); err != nil {
		return nil, err
	}
	var found []domain.ArchivedContent
	var seen []string
	for _, text := range identityPrints(p) {
		files, err := s.Deps.Archive.ByPrint(ctx, s.archivePrint(text))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if slices.Contains(seen, file.ID) || file.Until < domain.DayOf(s.Now()) {
				continue
			}
			seen = append(seen, file.ID)
			content, err := s.unsealArchive(file)
			if err != nil {
				return nil, err
			}
			found = append(found, content)
		}
	}
	if len(found) == 0 {
		return nil, domain.Refuse(domain.CodeNotFound, "Rien n'est archivé sous ce nom exact avec cette date de naissance ou cet e-mail.")
	}
	return found, nil
}

func (s *Service) unsealArchive(file *domain.ArchivedFile) (content domain.ArchivedContent, err error) {
	raw, err := s.unseal(archivePurpose, file.ID, file.Sealed)
	if err != nil {
		return content, err
	}
	err = json.Unmarshal(raw, &content)
	return content, err
}

// endArchive ends the archived files that are past their day.
func (k *keeping) endArchive(ctx context.Context) error {
	due, err := keysOf(func(cursor string) ([]*domain.ArchivedFile, string, error) {
		return k.Deps.Archive.EndedBefore(ctx, domain.DayOf(k.now), cursor)
	})
	if err != nil {
		return err
	}
	k.tell(domain.JobArchive, "dossiers d'archives arrivés à leur terme", len(due))
	if !k.acts() {
		return nil
	}
	return k.drop(ctx, inArchive, due)
}
