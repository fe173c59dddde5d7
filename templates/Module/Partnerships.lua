-- What templates and pages call: {{#invoke:Partnerships|record|kind=partnership}} and so on.
-- Each entry lives in a module of its own, loaded only when it is called.
local p = {}

--- An infobox for one record; parameters are those of the template that calls it.
-- |kind=partnership or hub  |lang= a language code
function p.record( frame )
	return require( 'Module:Partnerships/Record' ).show( frame )
end

--- A list, a table, a count or a sentence from the data pages; see Template:Partnerships.
function p.list( frame )
	return require( 'Module:Partnerships/List' ).show( frame )
end

--- The head of a report page; see Template:Partnership report.
function p.report( frame )
	return require( 'Module:Partnerships/Report' ).head( frame )
end

--- One row of a report page; see Template:Partnership report row.
p['report row'] = function ( frame )
	return require( 'Module:Partnerships/Report' ).row( frame )
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
	return words:text( key, unpack( values ) )
end

return p
