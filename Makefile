.PHONY: help run outbox sms demo-message test lint bench screenshots shell psql stop clean lock
.DEFAULT_GOAL := help

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 13

run: ## Install what is missing and start the service on http://localhost:8069
	@tools/launch run

outbox: ## Read what the service sent
	@tools/launch outbox

sms: ## Write an SMS (NUMBER=, TEXT=) to a service of `make run SMS=1`, or read what it sent
	@tools/launch sms $(if $(NUMBER),"$(NUMBER)" "$(TEXT)")

demo-message: ## Send one (CHANNEL=, NUMBER=, TEXT=, FILE=, PLACE=) to the running service, or read what it sent (CHANNEL= alone)
	@tools/launch demo-message "$(CHANNEL)" "$(NUMBER)" "$(TEXT)" "$(FILE)" "$(PLACE)"

test: ## Run all tests, from a fresh database
	@tools/launch test

lint: ## Check the style of all files
	@tools/launch lint

bench: ## Measure, and write docs/figures.json
	@tools/launch bench

screenshots: ## Take the pictures of README and docs from the running service
	@tools/launch exec python tools/screenshots.py

shell: ## Open Odoo's Python prompt on the service's database
	@tools/launch shell

psql: ## Open psql on the service's database
	@tools/launch psql

stop: ## Stop the service that runs in this checkout
	@tools/launch stop

clean: ## Remove databases, files and logs of this checkout
	@tools/launch clean

lock: ## Write the requirements*.txt anew from the requirements*.in
	@tools/launch lock
