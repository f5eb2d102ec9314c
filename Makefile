# make run   démonstration : données inventées, liens d'accès affichés (http://127.0.0.1:8080)
# make test  tous les tests ; installe d'abord ce qui manque (Chromium, axe-core)
# make lint  relecture du code · make fmt  mise en forme · make bench  vitesse · make quality  qualité des classements

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test raced-first raced-rest tools lint fmt bench quality

# TESTFLAGS are added to go test, for instance TESTFLAGS=-v.
TESTFLAGS ?=
golangci := go tool -modfile=tools/go.mod golangci-lint
# Where several goroutines share memory; the detector costs five to ten times the time, so not everywhere.
raced := $(addprefix ./,$(addsuffix /...,$(wildcard domain matching search hiring mail)))
# Measures of quality read thousands of titles in one goroutine, which has nobody to race with: they run without it.
measures := '^(TestTitleAccuracy|TestADescriptionHelps|TestTitlesWrittenByHand)$$'

# The walks of cmd are alone on the machine: two cores serve a browser, a service and a database at once, and people would
# wait beside other tests longer than a person does.
walked := ./cmd/candidatheque

help:
	@sed -n 's/^# make/make/p' Makefile

run:
	go run ./cmd/candidatheque serve -demo

test: tools
	@echo '— go vet'
	@go vet ./...
	@echo '— golangci-lint'
	@$(golangci) run ./...
	@echo '— go mod tidy -diff'
	@go mod tidy -diff
	@echo '— go vet, server of the MongoDB tests'
	@cd store/ferrettest && CGO_ENABLED=0 go vet ./... && go mod tidy -diff
	@echo '— go test'
	@go test -timeout 30m $(TESTFLAGS) $$(go list ./... | grep -v '/cmd/candidatheque$$')
	@go test -timeout 30m $(TESTFLAGS) $(walked)
	@echo '— go test -race'
	@$(MAKE) --no-print-directory -j2 -Otarget raced-first raced-rest
	@echo 'Tout est vert.'

# hiring takes as long under the detector as all the others: its tests are parted so that both cores work to the end.
raced-first:
	@go test -race -timeout 30m -run '^TestA' $(TESTFLAGS) ./hiring

raced-rest:
	@go test -race -timeout 30m -skip $(measures) $(TESTFLAGS) $(filter-out ./hiring/...,$(raced)) ./hiring/intake
	@go test -race -timeout 30m -skip '^TestA' $(TESTFLAGS) ./hiring

tools:
	@tools/install.sh

lint:
	@$(golangci) run ./...

fmt:
	@$(golangci) fmt ./...

bench:
	go run ./cmd/bench speed

quality:
	go run ./cmd/bench quality
