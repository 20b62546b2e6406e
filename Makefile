.PHONY: help test shell psql
.DEFAULT_GOAL := help

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

test: ## Run all tests, from a fresh database
	@tools/launch test

shell: ## Open a shell in which odoo, pytest and psql work
	@tools/launch exec

psql: ## Open psql on the service's database
	@tools/launch exec psql police
