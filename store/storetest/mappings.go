package storetest

import (
	"fmt"
	"testing"

	"eedk.fr/candidatheque/domain"
	"eedk.fr/candidatheque/store"
)

// mappingsByLabel lists more of them than a page holds.
func mappingsByLabel(t *testing.T, s *store.Store) {
	const kept = 620
	for i := range kept {
		must(t, s.Mappings.Save(ctx, &domain.FileMapping{Record: domain.Record{ID: fmt.Sprintf("m%d", i)}, Name: fmt.Sprintf("m%d", i), Label: fmt.Sprintf("Fichier %04d", kept-i)}))
	}
	all, err := s.Mappings.All(ctx, domain.Actor{ID: "r", Roles: domain.RoleReferent})
	must(t, err)
	if len(all) != kept || all[0].Label != "Fichier 0001" || all[kept-1].ID != "m0" {
		t.Fatalf("%d mappings, the first %+v", len(all), all[:min(len(all), 1)])
	}
	if hers, err := s.Mappings.All(ctx, domain.Actor{ID: "a", Roles: domain.RoleAdviser}); err != nil || len(hers) > 0 {
		t.Fatalf("an adviser reads %d mappings, %v", len(hers), err)
	}
	wantCode(t, s.Mappings.Save(ctx, &domain.FileMapping{Record: domain.Record{ID: "m1"}}), domain.CodeConflict)
}

func blobsGo(t *testing.T, s *store.Store) {
	must(t, s.Blobs.Put(ctx, "upload/i/0", []byte("piece")))
	body, err := s.Blobs.Get(ctx, "upload/i/0")
	must(t, err)
	if string(body) != "piece" {
		t.Fatalf("read %q", body)
	}
	must(t, s.Blobs.Remove(ctx, "upload/i/0"))
	must(t, s.Blobs.Remove(ctx, "upload/i/0"))
	_, err = s.Blobs.Get(ctx, "upload/i/0")
	wantCode(t, err, domain.CodeNotFound)
}
