package hiring

import (
	"context"
	"errors"
	"sync"
	"testing"

	"eedk.fr/candidatheque/domain"
)

func TestOneKeyMakesOneObjectHoweverOftenItIsSent(t *testing.T) {
	h := newHouse(t)
	h.register()
	create := func(ctx context.Context) (string, error) {
		o, err := h.DraftOffer(ctx, boss, mason())
		if err != nil {
			return "", err
		}
		return o.ID, nil
	}
	var ids sync.Map
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			id, err := h.Once(t.Context(), "request/1", create)
			if err != nil {
				t.Error(err)
			}
			ids.Store(id, true)
		})
	}
	all.Wait()
	again := must(h.Once(t.Context(), "request/1", create))(t)
	ids.Store(again, true)
	distinct := 0
	ids.Range(func(_, _ any) bool { distinct++; return true })
	offers, _, err := h.Offers(t.Context(), boss, OfferQuery{})
	if err != nil || distinct != 1 || len(offers) != 1 {
		t.Errorf("%d ids, %d offers, %v", distinct, len(offers), err)
	}
	if other := must(h.Once(t.Context(), "request/2", create))(t); other == again {
		t.Error("another key gave the same object")
	}
}

// A process dies between the object and the note that it is made: the next one finds the object.
func TestACrashAfterTheObjectIsMadeMakesNoTwin(t *testing.T) {
	h := newHouse(t)
	h.register()
	crash := errors.New("the process dies here")
	_, err := h.Once(t.Context(), "k", func(ctx context.Context) (string, error) {
		must(h.DraftOffer(ctx, boss, mason()))(t)
		return "", crash
	})
	if !errors.Is(err, crash) {
		t.Fatal(err)
	}
	id := must(h.Once(t.Context(), "k", func(ctx context.Context) (string, error) {
		o, err := h.DraftOffer(ctx, boss, mason())
		if err != nil {
			return "", err
		}
		return o.ID, nil
	}))(t)
	must(h.Offer(t.Context(), boss, id))(t)
	if offers, _, err := h.Offers(t.Context(), boss, OfferQuery{}); err != nil || len(offers) != 1 {
		t.Errorf("%d offers, %v", len(offers), err)
	}
}

func TestACrashAfterAListIsMadeMakesNoTwin(t *testing.T) {
	h := newHouse(t)
	for name, create := range map[string]func(context.Context) (*domain.SavedList, error){
		"list": func(ctx context.Context) (*domain.SavedList, error) { return h.NewList(ctx, referent, "Port", nil) },
		"search": func(ctx context.Context) (*domain.SavedList, error) {
			return h.KeepSearch(ctx, referent, "Maçons", "q=x")
		},
	} {
		crash := errors.New("the process dies here")
		var first string
		_, err := h.Once(t.Context(), name, func(ctx context.Context) (string, error) {
			first = must(create(ctx))(t).ID
			return "", crash
		})
		if !errors.Is(err, crash) {
			t.Fatal(err)
		}
		again := must(h.Once(t.Context(), name, func(ctx context.Context) (string, error) {
			l, err := create(ctx)
			if err != nil {
				return "", err
			}
			return l.ID, nil
		}))(t)
		if again != first {
			t.Errorf("%s: %s, then %s", name, first, again)
		}
	}
	if lists := must(h.Lists(t.Context(), referent))(t); len(lists) != 2 {
		t.Errorf("%d lists, want 2", len(lists))
	}
}

func TestARefusedRequestMayBeSentAgainCorrected(t *testing.T) {
	h := newHouse(t)
	h.register()
	draft := mason()
	draft.ROME = "N9999"
	create := func(ctx context.Context) (string, error) {
		o, err := h.DraftOffer(ctx, boss, draft)
		if err != nil {
			return "", err
		}
		return o.ID, nil
	}
	_, err := h.Once(t.Context(), "k", create)
	wantCode(t, err, domain.CodeInvalid)
	draft.ROME = "F1703"
	must(h.Once(t.Context(), "k", create))(t)
}
