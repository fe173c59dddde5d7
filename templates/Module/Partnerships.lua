-- What templates and pages call: {{#invoke:Partnerships|record|kind=partnership}} and so on.
-- Each entry lives in a module of its own, loaded only when it is called.
local p = {}

--- One record as readers see it; parameters are those of the template that calls it.
-- |kind= one of the kinds in Module:Partnerships/Schema  |lang= a language code
function p.record( frame )
	return require( 'Module:Partnerships/Record' ).show( frame )
end

--- The documentation of a template's parameters: |kind= as above  |lang= a language code
function p.parameters( frame )
	return require( 'Module:Partnerships/Parameters' ).show( frame )
end

--- What marks a section of a partnership's page; see Template:Partnership section.
function p.section( frame )
	return require( 'Module:Partnerships/Record' ).section( frame )
end

--- The codes of sections, for the documentation of Template:Partnership section.
function p.sections( frame )
	return require( 'Module:Partnerships/Parameters' ).sections( frame )
end

--- A list, a table, a count or a sentence from the data pages; see Template:Partnerships.
function p.list( frame )
	return require( 'Module:Partnerships/List' ).show( frame )
end

--- What a page of people is for, cards and links to others, a call to copy; see Module:Partnerships/Pages.
function p.about( frame )
	return require( 'Module:Partnerships/Pages' ).about( frame )
end

function p.paragraph( frame )
	return require( 'Module:Partnerships/Pages' ).paragraph( frame )
end

function p.cards( frame )
	return require( 'Module:Partnerships/Pages' ).cards( frame )
end

function p.links( frame )
	return require( 'Module:Partnerships/Pages' ).links( frame )
end

function p.example( frame )
	return require( 'Module:Partnerships/Pages' ).example( frame )
end

function p.barnstars( frame )
	return require( 'Module:Partnerships/Pages' ).barnstars( frame )
end

--- What the configuration says of a template that is in use already.
function p.mapping( frame )
	return require( 'Module:Partnerships/Pages' ).mapping( frame )
end

--- By what lists can be chosen, for the documentation of Template:Partnerships.
function p.conditions( frame )
	return require( 'Module:Partnerships/List' ).conditions( frame )
end

--- The head of a report page; see Template:Partnership report.
function p.report( frame )
	return require( 'Module:Partnerships/Report' ).head( frame )
end

--- One row of a report page; see Template:Partnership report row.
p['report row'] = function ( frame )
	return require( 'Module:Partnerships/Report' ).row( frame )
end

--- The head of a table of a report; see Template:Partnership report table.
p['report table'] = function ( frame )
	return require( 'Module:Partnerships/Report' ).tableHead( frame )
end

--- The end of a table of a report; see Template:Partnership report table end.
p['report table end'] = function ( frame )
	return require( 'Module:Partnerships/Report' ).tableFoot( frame )
end

--- The foot of a report page; see Template:Partnership report end.
p['report end'] = function ( frame )
	return require( 'Module:Partnerships/Report' ).foot( frame )
end

--- One message in the reader's language: {{#invoke:Partnerships|message|key|$1|$2}}
-- |lang= a language code  |plain=1 without escaping, for attributes of extension tags
function p.message( frame )
	local words = require( 'Module:Partnerships/Words' ).read( frame, frame.args.lang )
	local key = mw.text.trim( frame.args[1] or '' )
	local values = {}
	for index = 2, 10 do
		values[index - 1] = frame.args[index]
	end
	if mw.text.trim( frame.args.plain or '' ) ~= '' then
		return words:plain( key, unpack( values ) )
	end
	return words:isolate( words:text( key, unpack( values ) ) )
end

return p
