-- The reports that consist of tables, and the columns of each table. See Module:Partnerships/Table.
-- Written by "make templates" from bot/core/reports: change it there.
-- Loaded with mw.loadData, so plain tables only.
return {
	['documentation'] = {
		['checks'] = {
			{ name = 'check', type = 'label', weight = 4, family = 'check' },
			{ name = 'points', type = 'number', weight = 1 },
			{ name = 'minutes', type = 'number', weight = 1 },
			{ name = 'passed', type = 'share', weight = 3 },
		},
		['hubs'] = {
			{ name = 'hub', type = 'page', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'missing', type = 'number', weight = 1 },
			{ name = 'minutes', type = 'number', weight = 1 },
		},
		['gaps'] = {
			{ name = 'page', type = 'page', weight = 5 },
			{ name = 'check', type = 'label', weight = 4, family = 'check' },
			{ name = 'minutes', type = 'number', weight = 2 },
			{ name = 'points', type = 'number', weight = 2 },
			{ name = 'hub', type = 'page', weight = 4 },
			{ name = 'claimed', type = 'user', weight = 3 },
			{ name = 'until', type = 'date', weight = 3 },
			{ name = 'edit', type = 'edit', weight = 2, of = 'page' },
		},
		['history'] = {
			{ name = 'week', type = 'text', weight = 2 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'average', type = 'number', weight = 1 },
		},
	},
	['framework'] = {
		['versions'] = {
			{ name = 'version', type = 'text', weight = 1 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'endorsed', type = 'share', weight = 2 },
			{ name = 'complete', type = 'share', weight = 2 },
			{ name = 'parts', type = 'counts', weight = 5, family = 'part' },
		},
		['partnerships'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'version', type = 'text', weight = 1 },
			{ name = 'has', type = 'labels', weight = 4, family = 'part' },
			{ name = 'lacks', type = 'labels', weight = 4, family = 'part' },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
	},
	['equity'] = {
		['region'] = {
			{ name = 'region', type = 'region', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'share', type = 'share', weight = 2 },
			{ name = 'stating_languages', type = 'share', weight = 2 },
			{ name = 'open_to_all', type = 'share', weight = 2 },
		},
		['country'] = {
			{ name = 'country', type = 'country', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'share', type = 'share', weight = 2 },
		},
		['language'] = {
			{ name = 'language', type = 'language', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'share', type = 'share', weight = 2 },
		},
		['openness'] = {
			{ name = 'open_to', type = 'label', weight = 4, family = 'open-to' },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'share', type = 'share', weight = 2 },
		},
		['concentration'] = {
			{ name = 'by', type = 'message', weight = 4, family = 'dimension' },
			{ name = 'index', type = 'number', weight = 1 },
			{ name = 'places', type = 'number', weight = 1 },
			{ name = 'pairs', type = 'number', weight = 1 },
		},
		['origins'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'origin', type = 'countries', weight = 3 },
			{ name = 'involved', type = 'countries', weight = 3 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
	},
	['hubs'] = {
		['load'] = {
			{ name = 'hub', type = 'page', weight = 4 },
			{ name = 'type', type = 'label', weight = 2, family = 'hub-type' },
			{ name = 'going', type = 'number', weight = 1 },
			{ name = 'capacity', type = 'number', weight = 1 },
			{ name = 'load', type = 'share', weight = 2 },
			{ name = 'until', type = 'date', weight = 2 },
			{ name = 'expired', type = 'label', weight = 1, family = 'yesno' },
			{ name = 'mandate', type = 'label', weight = 1, family = 'yesno' },
		},
		['no_backup'] = {
			{ name = 'hub', type = 'page', weight = 4 },
			{ name = 'backup', type = 'text', weight = 3 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'hub' },
		},
		['themes'] = {
			{ name = 'theme', type = 'label', weight = 4, family = 'theme' },
			{ name = 'partnerships', type = 'number', weight = 1 },
		},
		['regions'] = {
			{ name = 'region', type = 'region', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
		},
		['unsupported'] = {
			{ name = 'affiliate', type = 'text', weight = 4 },
			{ name = 'going', type = 'number', weight = 1 },
		},
		['unstewarded'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'status', type = 'label', weight = 2, family = 'status' },
			{ name = 'missing', type = 'labels', weight = 3, family = 'part' },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['expired'] = {
			{ name = 'hub', type = 'page', weight = 4 },
			{ name = 'until', type = 'date', weight = 2 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'hub' },
		},
	},
	['lessons'] = {
		['lessons'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'partner_type', type = 'label', weight = 2, family = 'partner-type' },
			{ name = 'themes', type = 'labels', weight = 3, family = 'theme' },
			{ name = 'technology', type = 'labels', weight = 2, family = 'technology' },
			{ name = 'languages', type = 'languages', weight = 2 },
			{ name = 'ask_me', type = 'users', weight = 2 },
			{ name = 'endorsements', type = 'number', weight = 1 },
			{ name = 'updated', type = 'date', weight = 2 },
		},
		['fitting'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'lesson', type = 'page', weight = 4 },
			{ name = 'reasons', type = 'reasons', weight = 5 },
		},
		['similar'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'similar', type = 'page', weight = 4 },
			{ name = 'reasons', type = 'reasons', weight = 5 },
		},
		['ask'] = {
			{ name = 'lesson', type = 'page', weight = 4 },
			{ name = 'user', type = 'user', weight = 3 },
			{ name = 'themes', type = 'labels', weight = 3, family = 'theme' },
			{ name = 'languages', type = 'languages', weight = 2 },
		},
	},
	['priorities'] = {
		['summary'] = {
			{ name = 'going', type = 'number', weight = 1 },
			{ name = 'outside', type = 'number', weight = 1 },
		},
		['priorities'] = {
			{ name = 'priority', type = 'label', weight = 4, family = 'priority' },
			{ name = 'weight', type = 'number', weight = 1 },
			{ name = 'going', type = 'number', weight = 1 },
			{ name = 'going_share', type = 'share', weight = 2 },
			{ name = 'completed', type = 'number', weight = 1 },
		},
		['none'] = {
			{ name = 'priority', type = 'label', weight = 4, family = 'priority' },
			{ name = 'weight', type = 'number', weight = 1 },
			{ name = 'completed', type = 'number', weight = 1 },
		},
	},
	['inquiries'] = {
		['summary'] = {
			{ name = 'open', type = 'number', weight = 1 },
			{ name = 'overdue', type = 'number', weight = 1 },
			{ name = 'escalated', type = 'number', weight = 1 },
			{ name = 'answered', type = 'number', weight = 1 },
			{ name = 'median_days', type = 'number', weight = 1 },
			{ name = 'withheld', type = 'number', weight = 1 },
		},
		['open'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'organisation', type = 'text', weight = 3 },
			{ name = 'kind', type = 'label', weight = 2, family = 'inquiry-kind' },
			{ name = 'country', type = 'countries', weight = 2 },
			{ name = 'filed', type = 'date', weight = 2 },
			{ name = 'hub', type = 'page', weight = 3 },
			{ name = 'due', type = 'date', weight = 2 },
			{ name = 'state', type = 'message', weight = 2, family = 'inquiry-state' },
		},
	},
	['tools'] = {
		['unmaintained'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'status', type = 'label', weight = 2, family = 'tool-status' },
			{ name = 'last_release', type = 'date', weight = 2 },
			{ name = 'used_by', type = 'number', weight = 1 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['single'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'maintainers', type = 'users', weight = 3 },
			{ name = 'used_by', type = 'number', weight = 1 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['unfunded'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'steward', type = 'text', weight = 3 },
			{ name = 'used_by', type = 'number', weight = 1 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['not_free'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'has_source', type = 'label', weight = 1, family = 'yesno' },
			{ name = 'licence', type = 'text', weight = 2 },
			{ name = 'free', type = 'label', weight = 1, family = 'yesno' },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['all'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'status', type = 'label', weight = 2, family = 'tool-status' },
			{ name = 'maintainers_count', type = 'number', weight = 1 },
			{ name = 'steward', type = 'text', weight = 3 },
			{ name = 'licence', type = 'text', weight = 2 },
			{ name = 'used_by', type = 'number', weight = 1 },
		},
	},
	['needs'] = {
		['programs'] = {
			{ name = 'program', type = 'label', weight = 4, family = 'program' },
			{ name = 'needs', type = 'number', weight = 1 },
			{ name = 'unmatched', type = 'number', weight = 1 },
			{ name = 'offers', type = 'number', weight = 1 },
		},
		['needs'] = {
			{ name = 'programs', type = 'labels', weight = 2, family = 'program' },
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'need', type = 'text', weight = 4 },
			{ name = 'matches', type = 'number', weight = 1 },
		},
		['matches'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'need', type = 'text', weight = 4 },
			{ name = 'offered_by', type = 'page', weight = 4 },
			{ name = 'offer', type = 'text', weight = 4 },
			{ name = 'reasons', type = 'reasons', weight = 3 },
		},
		['offers'] = {
			{ name = 'programs', type = 'labels', weight = 2, family = 'program' },
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'offer', type = 'text', weight = 4 },
		},
	},
	['technology'] = {
		['technologies'] = {
			{ name = 'technology', type = 'label', weight = 4, family = 'technology' },
			{ name = 'going', type = 'number', weight = 1 },
			{ name = 'completed', type = 'number', weight = 1 },
			{ name = 'lessons', type = 'number', weight = 1 },
		},
		['ai'] = {
			{ name = 'ai_use', type = 'label', weight = 4, family = 'ai-use' },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'share', type = 'share', weight = 2 },
		},
		['unreviewed'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'ai_use', type = 'label', weight = 3, family = 'ai-use' },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
	},
	['data'] = {
		['totals'] = {
			{ name = 'contributions', type = 'number', weight = 1 },
			{ name = 'records', type = 'number', weight = 1 },
			{ name = 'linked', type = 'number', weight = 1 },
			{ name = 'linked_share', type = 'share', weight = 2 },
			{ name = 'wikibase', type = 'number', weight = 1 },
		},
		['all'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 3 },
			{ name = 'records', type = 'number', weight = 1 },
			{ name = 'linked', type = 'number', weight = 1 },
			{ name = 'linked_share', type = 'share', weight = 2 },
			{ name = 'licence', type = 'text', weight = 2 },
			{ name = 'free', type = 'label', weight = 1, family = 'yesno' },
		},
		['stale'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 3 },
			{ name = 'last_sync', type = 'date', weight = 2 },
			{ name = 'hub', type = 'page', weight = 3 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['licences'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 3 },
			{ name = 'licence', type = 'text', weight = 2 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['help'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 3 },
			{ name = 'help_wanted', type = 'text', weight = 4 },
			{ name = 'hub', type = 'page', weight = 3 },
			{ name = 'routed', type = 'message', weight = 2, family = 'routed' },
		},
		['reach'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'category', type = 'page', weight = 3 },
			{ name = 'month', type = 'date', weight = 1 },
			{ name = 'files', type = 'figure', weight = 1 },
			{ name = 'used_files', type = 'figure', weight = 1 },
			{ name = 'used_pages', type = 'figure', weight = 1 },
			{ name = 'used_wikis', type = 'figure', weight = 1 },
			{ name = 'views', type = 'series', weight = 3 },
		},
	},
	['modules'] = {
		['matrix'] = {
			{ name = 'skill', type = 'label', weight = 3, family = 'skill' },
			{ name = 'modules', type = 'number', weight = 1 },
			{ name = 'languages', type = 'counts', weight = 6, family = 'language' },
		},
		['stale'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'updated', type = 'date', weight = 2 },
			{ name = 'languages', type = 'languages', weight = 3 },
			{ name = 'steward', type = 'text', weight = 3 },
			{ name = 'edit', type = 'edit', weight = 1, of = 'page' },
		},
		['fitting'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'module', type = 'page', weight = 4 },
			{ name = 'reasons', type = 'reasons', weight = 4 },
		},
	},
	['recognition'] = {
		['celebrate'] = {
			{ name = 'community', type = 'text', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
		},
		['unacknowledged'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 4 },
			{ name = 'date', type = 'date', weight = 2 },
			{ name = 'create', type = 'create', weight = 1 },
		},
		['open'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'kind', type = 'label', weight = 2, family = 'nomination-kind' },
			{ name = 'since', type = 'date', weight = 2 },
			{ name = 'overdue', type = 'label', weight = 1, family = 'yesno' },
		},
		['thanked'] = {
			{ name = 'region', type = 'region', weight = 4 },
			{ name = 'delivered', type = 'number', weight = 2 },
			{ name = 'languages', type = 'counts', weight = 4, family = 'language' },
		},
	},
	['gaps'] = {
		['matrix'] = {
			{ name = 'gap', type = 'label', weight = 3, family = 'gap' },
			{ name = 'partnerships', type = 'number', weight = 1 },
			{ name = 'regions', type = 'counts', weight = 6, family = 'region' },
		},
		['opportunities'] = {
			{ name = 'gap', type = 'label', weight = 3, family = 'gap' },
			{ name = 'region', type = 'region', weight = 3 },
			{ name = 'hubs', type = 'text', weight = 4 },
		},
	},
	['partners'] = {
		['partners'] = {
			{ name = 'partner', type = 'text', weight = 4 },
			{ name = 'item', type = 'page', weight = 1 },
			{ name = 'country', type = 'countries', weight = 2 },
			{ name = 'wikis', type = 'wikis', weight = 4 },
			{ name = 'partnerships', type = 'number', weight = 1 },
		},
		['pages'] = {
			{ name = 'partner', type = 'text', weight = 4 },
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'wiki', type = 'wiki', weight = 2 },
			{ name = 'status', type = 'label', weight = 2, family = 'status' },
		},
	},
	['candidates'] = {
		['pages'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'wiki', type = 'wiki', weight = 2 },
			{ name = 'sign', type = 'text', weight = 3 },
			{ name = 'create', type = 'create', weight = 1 },
		},
	},
	['changes'] = {
		['new'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'kind', type = 'label', weight = 2, family = 'kind' },
			{ name = 'country', type = 'countries', weight = 2 },
			{ name = 'wiki', type = 'wiki', weight = 2 },
			{ name = 'date', type = 'date', weight = 2 },
		},
		['changed'] = {
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'kind', type = 'label', weight = 2, family = 'kind' },
			{ name = 'country', type = 'countries', weight = 2 },
			{ name = 'wiki', type = 'wiki', weight = 2 },
			{ name = 'date', type = 'date', weight = 2 },
		},
	},
	['year'] = {
		['delivered'] = {
			{ name = 'date', type = 'date', weight = 2 },
			{ name = 'recipient', type = 'page', weight = 4 },
			{ name = 'kind', type = 'label', weight = 2, family = 'nomination-kind' },
			{ name = 'barnstar', type = 'label', weight = 3, family = 'barnstar' },
			{ name = 'language', type = 'language', weight = 2 },
			{ name = 'nomination', type = 'page', weight = 4 },
		},
		['thanks'] = {
			{ name = 'region', type = 'region', weight = 3 },
			{ name = 'partner', type = 'text', weight = 4 },
			{ name = 'page', type = 'page', weight = 4 },
			{ name = 'what', type = 'text', weight = 5 },
		},
	},
}
