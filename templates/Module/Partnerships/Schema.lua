-- What parameters the records have: the same names, aliases and codes that the bot reads.
-- Loaded with mw.loadData, so plain tables only.

local REGIONS = {
	'east-southeast-asia-pacific', 'south-asia', 'middle-east-north-africa', 'sub-saharan-africa',
	'central-eastern-europe-central-asia', 'northern-western-europe', 'latin-america-caribbean', 'north-america',
}
local STATUSES = { 'idea', 'discussion', 'active', 'paused', 'completed', 'ended' }
local PARTNER_TYPES = {
	'gallery', 'library', 'archive', 'museum', 'university', 'school', 'research', 'government', 'intergovernmental', 'ngo',
	'media', 'company', 'health', 'community', 'other',
}
local HUB_TYPES = { 'affiliate', 'thematic', 'regional', 'project' }

return {
	-- Under which page the tool's pages stand.
	root = 'Partnerships',
	data = 'Module:Partnerships/Data',

	-- Codes of each enumeration; their labels are the messages "label-<enumeration>-<code>".
	enumerations = {
		['region'] = REGIONS,
		['status'] = STATUSES,
		['partner-type'] = PARTNER_TYPES,
		['hub-type'] = HUB_TYPES,
	},

	-- In the order in which they are shown. type: text, enum, date, country, language, region, user, page, item.
	-- later: names that are no mistake, although nothing shows them yet.
	-- commasInNames: "Museum of Arts, Paris" is one name; only other separators divide such a list, or commas between links.
	kinds = {
		partnership = {
			template = 'Partnership',
			later = {
				'agreement', 'ai_use', 'attribution_text', 'case_study', 'collection_origin', 'communities', 'consent_evidence',
				'doc_budget', 'doc_owner', 'documentation', 'end', 'fin', 'framework', 'gaps', 'image', 'last_reviewed', 'open_to',
				'outcome', 'partner_confirmed', 'priority', 'programs', 'projects', 'recognition_consent', 'region', 'report',
				'summary', 'supported_by', 'tech_needs', 'tech_offers', 'technology', 'themes', 'tools', 'volunteers', 'النهاية',
			},
			parameters = {
				{ name = 'name', type = 'text', aliases = { 'nom', 'nombre', 'الاسم' } },
				{ name = 'partner', type = 'text', list = true, commasInNames = true, asked = true, aliases = { 'partenaire', 'socio', 'الشريك' } },
				{ name = 'partner_type', type = 'enum', enumeration = 'partner-type',
					aliases = { 'type_partenaire', 'tipo_socio', 'نوع_الشريك' } },
				{ name = 'status', type = 'enum', enumeration = 'status', asked = true, aliases = { 'statut', 'estado', 'الحالة' } },
				{ name = 'start', type = 'date', asked = true, aliases = { 'début', 'inicio', 'البداية' } },
				{ name = 'country', type = 'country', list = true, asked = true, aliases = { 'pays', 'país', 'البلد' } },
				{ name = 'languages', type = 'language', list = true, aliases = { 'langues', 'idiomas', 'اللغات' } },
				{ name = 'lead', type = 'text', asked = true, aliases = { 'porteur', 'responsable', 'المسؤول' } },
				{ name = 'lead_contact', type = 'user', list = true, aliases = { 'contact', 'contacto', 'جهة_الاتصال' } },
				{ name = 'hub', type = 'page', aliases = { 'pôle', 'nodo', 'المحور' } },
				{ name = 'partner_qid', type = 'item', list = true, aliases = { 'partenaire_qid', 'socio_qid' } },
			},
		},
		hub = {
			template = 'Partnership hub',
			later = {
				'capacity', 'contact_public', 'last_reviewed', 'mandate', 'programs', 'supports',
			},
			parameters = {
				{ name = 'name', type = 'text', asked = true, aliases = { 'nom', 'nombre', 'الاسم' } },
				{ name = 'type', type = 'enum', enumeration = 'hub-type', asked = true, aliases = { 'tipo', 'النوع' } },
				{ name = 'themes', type = 'text', list = true, asked = true, aliases = { 'thèmes', 'temas', 'المواضيع' } },
				{ name = 'regions', type = 'region', list = true, asked = true, aliases = { 'régions', 'regiones', 'المناطق' } },
				{ name = 'countries', type = 'country', list = true, aliases = { 'pays', 'países', 'البلدان' } },
				{ name = 'languages', type = 'language', list = true, aliases = { 'langues', 'idiomas', 'اللغات' } },
				{ name = 'contact_page', type = 'page', asked = true, aliases = { 'page_contact', 'página_contacto', 'صفحة_الاتصال' } },
				{ name = 'backup', type = 'page', aliases = { 'suppléant', 'respaldo', 'البديل' } },
				{ name = 'until', type = 'date', aliases = { 'jusque', 'hasta', 'حتى' } },
			},
		},
	},

	-- Parts of titles, in lower case and without a number, that mark what is no record.
	aside = {
		['sandbox'] = true, ['testcases'] = true, ['test cases'] = true, ['test page'] = true, ['doc'] = true, ['documentation'] = true,
		['preload'] = true, ['draft'] = true, ['drafts'] = true, ['bac à sable'] = true, ['brouillon'] = true, ['taller'] = true,
		['zona de pruebas'] = true, ['pruebas'] = true, ['borrador'] = true, ['ملعب'] = true, ['مسودة'] = true, ['spielwiese'] = true,
		['entwurf'] = true, ['rascunho'] = true, ['testes'] = true, ['página de testes'] = true, ['песочница'] = true,
		['черновик'] = true, ['沙盒'] = true, ['草稿'] = true, ['サンドボックス'] = true, ['下書き'] = true, ['연습장'] = true,
		['kladblok'] = true, ['zandbak'] = true, ['brudnopis'] = true, ['пісочниця'] = true, ['טיוטה'] = true, ['ארגז חול'] = true,
	},
}
