.DEFAULT_GOAL := help
SHELL := /bin/bash
ENGINE := python3 -m engine
# On a terminal the CLI draws; in a log two thousand lines would hide the table.
PROGRESS := $(shell test -t 2 || echo --progress=dots)
DAGGER := $(ENGINE) exec dagger $(PROGRESS)
PYTEST := .venv/bin/python -m pytest -p tests.times
# As many processes as cores; one of them has the engine's tests: tests/sharing.py.
SHARED := -p tests.sharing --numprocesses=logical
CLUSTER := .venv/bin/python -m cluster

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: ci
ci: ## Run the whole pipeline on the service
	@$(DAGGER) call ci

.PHONY: ci-spread
ci-spread: ## Run the whole pipeline on the engines of [tool.pipeline.engines]
	@PYTHONPATH=pipeline/src python3 -m spread

.PHONY: report
report: ## Run the pipeline and leave its report in report/
	@$(DAGGER) call report export --path=report

.PHONY: fix
fix: ## Format the source
	@$(DAGGER) call --auto-apply fix

.PHONY: test
test: .venv/.done ## Run every test: service, pure core, gates, engine
	@$(ENGINE) exec $(PYTEST) $(SHARED)

.PHONY: mutants
mutants: .venv/.done ## Mutate the domain and what ships; a test must notice each change
	@.venv/bin/python -m tests.mutation

.PHONY: up
up: .venv/.done ## Start the service with all it needs, and fill its ledger
	@python3 -m local up

.PHONY: down
down: ## Stop the service and all it needs
	@python3 -m local down

.PHONY: demo-ship
demo-ship: ## Ship a release to production and back, with real parts
	@python3 -m demo

.PHONY: cluster
cluster: .venv/.done ## Start a Kubernetes cluster with Argo CD, Rollouts and Prometheus
	@$(CLUSTER) up

.PHONY: cluster-status
cluster-status: .venv/.done ## Show which of its processes run, and where their logs are
	@$(CLUSTER) status

.PHONY: cluster-stop
cluster-stop: .venv/.done ## Stop it; what is in it stays
	@$(CLUSTER) stop

.PHONY: cluster-clean
cluster-clean: .venv/.done ## Stop it and remove what is in it
	@$(CLUSTER) clean

.PHONY: test-cluster
test-cluster: .venv/.done ## Run the tests that need a whole cluster
	@PIPELINE_CLUSTER_TESTS=1 $(ENGINE) exec $(PYTEST) tests/cluster

.PHONY: test-policies
test-policies: .venv/.done ## Test the admission policies on the cluster of KUBECONFIG
	@PIPELINE_KUBECONFIG=$${KUBECONFIG:-$$HOME/.kube/config} $(PYTEST) \
		tests/policies/test_admission.py tests/policies/test_bounds.py \
		tests/policies/test_running_pods.py tests/policies/test_types.py

.PHONY: demo-cluster
demo-cluster: .venv/.done ## Ship good and bad releases on that cluster
	@.venv/bin/python -m demo.cluster

.PHONY: bench
bench: .venv/.done ## Print every figure of the README
	@PYTHONPATH=pipeline/src $(ENGINE) exec .venv/bin/python -m bench

.PHONY: engine
engine: ## Make a Dagger engine ready and print which one
	@$(ENGINE) up

.PHONY: engine-status
engine-status: ## Show whether the engine runs, and where its logs are
	@$(ENGINE) status

.PHONY: engine-stop
engine-stop: ## Stop the engine
	@$(ENGINE) stop

.PHONY: engine-clean
engine-clean: ## Remove the engine and everything that was built for it
	@$(ENGINE) clean

.venv/.done: uv.lock pyproject.toml
	@$(ENGINE) venv .venv
	@touch $@
