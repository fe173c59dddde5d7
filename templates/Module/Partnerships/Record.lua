-- One record, from the parameters of the template on the page: a frame beside the text, or a card where it stands among others.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Values = require( 'Module:Partnerships/Values' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Record = {
	split = Values.split,
	code = Values.code,
	statusMood = Values.mood,
}

-- Kinds that stand on a page with others of their kind.
local ON_CARDS = { contribution = true, task = true }
-- More lines than these are grouped under headings.
local UNGROUPED_LINES = 10

-- What each parameter was given: the name itself first, then its aliases in their order. And names nobody knows.
local function readParameters( class, given )
	local values, known = {}, {}
	for _, name in ipairs( class.ignored ) do
		known[name] = true
	end
	for _, parameter in ipairs( class.parameters ) do
		local names = { parameter.name }
		for _, alias in ipairs( parameter.aliases ) do
			names[#names + 1] = alias
		end
		for _, name in ipairs( names ) do
			known[name] = true
			local value = mw.text.trim( given[name] or '' )
			if value ~= '' and not values[parameter.name] then
				values[parameter.name] = value
			end
		end
	end
	local unknown = {}
	for name in pairs( given ) do
		if not known[name] then
			unknown[#unknown + 1] = tostring( name )
		end
	end
	table.sort( unknown )
	return values, unknown
end

-- The base of the title of a translation ("Museum/fr" is one of "Museum"), or nil.
-- Not by isSubpage: wikis without subpages in this namespace have such titles too.
local function translationOf( title )
	local base, language = title.text:match( '^(.+)/([^/]+)$' )
	return language and mw.language.isSupportedLanguage( language ) and base or nil
end

-- Only records proper are in categories: not translations, drafts, sandboxes or documentation.
local function isRecordPage( title )
	if not title.isContentPage then
		return false
	end
	for part in mw.text.gsplit( title.text, '/', true ) do
		if schema.aside[( Values.fold( part ):gsub( '%s*%d+$', '' ) )] then
			return false
		end
	end
	return not translationOf( title )
end

local function categories( kind, isIncomplete )
	if not isRecordPage( mw.title.getCurrentTitle() ) then
		return ''
	end
	local words = Words.ofWiki()
	local keys = { 'wiki-category-' .. kind }
	if isIncomplete then
		keys[2] = 'wiki-category-missing'
	end
	local out = {}
	for index, key in ipairs( keys ) do
		local name = words:find( key )
		local title = name and mw.title.makeTitle( 'Category', name )
		out[index] = title and '[[' .. title.prefixedText .. ']]' or ''
	end
	return table.concat( out )
end

-- Only people who preview the page see this.
local function warnOfUnknown( words, unknown )
	if #unknown > 0 then
		for index, name in ipairs( unknown ) do
			unknown[index] = '<code>' .. Words.escape( name ) .. '</code>'
		end
		mw.addWarning( words:text( 'wiki-record-unknown', Words.raw( words:enumeration( unknown ) ), #unknown ) )
	end
end

-- A label that people give, in configuration or settings, to a value which is no code by its type.
local CONFIGURED = { framework = 'framework', check = 'check', barnstar = 'barnstar' }

local function showValue( words, parameter, value )
	if parameter.name == 'volunteers' then
		-- Whoever is named here did not necessarily agree to be.
		return words:text( 'wiki-record-volunteers', #Values.split( value ) )
	end
	local family = CONFIGURED[parameter.name]
	-- What the bot notes is a code: why it did not deliver what was asked for.
	local told = family and words:optional( 'label-' .. family .. '-' .. value ) or
		parameter.name == 'note' and words:optional( 'recognition-' .. value )
	return told or Values.show( words, parameter, value )
end

local function picture( value, alternative )
	local name = value:match( '^%[%[:?([^%[%]|]+)' ) or value
	local title = not name:find( '[<%[\127]' ) and mw.title.new( name, 'File' )
	if not title or title.namespace ~= 6 or not title.file or not title.file.exists then
		return nil
	end
	return Look.picture( '[[' .. title.prefixedText .. '|frameless|280x200px|alt=' .. alternative:gsub( '[%[%]|{}<>]', ' ' ) .. ']]' )
end

-- What there is to show, each with its parameter and label; and the labels of what is asked for and missing.
local function readFacts( words, kind, class, values )
	local facts, missing = {}, {}
	for _, parameter in ipairs( class.parameters ) do
		local value = values[parameter.name]
		local label = words:text( 'parameter-' .. kind .. '-' .. parameter.name )
		if value and parameter.name ~= class.shownAs then
			facts[#facts + 1] = { parameter = parameter, label = label, value = value }
		elseif not value and parameter.asked then
			missing[#missing + 1] = label
		end
	end
	return facts, missing
end

local function remarkOnMissing( words, missing )
	local url = mw.title.getCurrentTitle():canonicalUrl( { action = 'edit' } )
	return words:text( 'wiki-record-missing', Words.raw( words:enumeration( missing ) ), #missing ) ..
		' [' .. url .. ' ' .. words:text( 'wiki-record-complete' ) .. ']'
end

-- The lines of a frame, under headings where there are many.
local function showLines( words, facts )
	local groups, order = {}, {}
	for _, fact in ipairs( facts ) do
		local group = #facts > UNGROUPED_LINES and fact.parameter.group or ''
		if not groups[group] then
			groups[group] = {}
			order[#order + 1] = group
		end
		table.insert( groups[group], Look.line( fact.label, showValue( words, fact.parameter, fact.value ) ) )
	end
	local out = {}
	for _, group in ipairs( order ) do
		if group ~= '' then
			out[#out + 1] = Look.group( words:text( 'parameter-group-' .. group ) )
		end
		out[#out + 1] = table.concat( groups[group] )
	end
	return table.concat( out )
end

local function nameOf( words, class, values )
	for _, parameter in ipairs( class.parameters ) do
		if parameter.name == class.shownAs and values[parameter.name] then
			return showValue( words, parameter, values[parameter.name] )
		end
	end
	return nil
end

-- A frame; what is told in sentences stands beside it.
local function frameOf( words, kind, class, values )
	local facts, missing = readFacts( words, kind, class, values )
	local title = mw.title.getCurrentTitle()
	local name = nameOf( words, class, values ) or
		Look.bdi( Words.escape( ( translationOf( title ) or title.text ):match( '[^/]+$' ) or title.text ) )
	local lines, prose, image, summary = {}, {}, nil, nil
	for _, fact in ipairs( facts ) do
		if fact.parameter.name == 'image' then
			image = picture( fact.value, values.name or title.text )
		elseif fact.parameter.name == 'summary' then
			summary = Look.summary( fact.value )
		end
		if fact.parameter.prose then
			prose[#prose + 1] = Look.prose( words, fact.label, fact.value )
		elseif fact.parameter.name ~= 'summary' and ( fact.parameter.name ~= 'image' or not image ) then
			lines[#lines + 1] = fact
		end
	end
	local rows = ( image or '' ) .. ( summary or '' ) .. showLines( words, lines )
	if #missing > 0 then
		rows = rows .. Look.remark( remarkOnMissing( words, missing ) )
	end
	return Look.box( words, name, words:text( 'label-kind-' .. kind ), rows ) .. table.concat( prose ), #missing > 0
end

-- What stands in the head of a card, before or after its name.
local IN_HEAD = { type = 'before', date = 'after', done = 'after' }

-- A card: what it is and when in its head, all else in small print.
local function cardOf( words, kind, class, values )
	local facts, missing = readFacts( words, kind, class, values )
	local before, after, small = '', '', {}
	for _, fact in ipairs( facts ) do
		local value = showValue( words, fact.parameter, fact.value )
		if fact.parameter.name == 'type' then
			before = Look.chip( value, 'neutral' )
		elseif fact.parameter.name == 'done' then
			after = Look.chip( words:text( 'wiki-record-fact', Words.raw( fact.label ), Words.raw( value ) ), 'good' )
		elseif IN_HEAD[fact.parameter.name] then
			after = value
		else
			small[#small + 1] = words:text( 'wiki-record-fact', Words.raw( fact.label ), Words.raw( value ) )
		end
	end
	if #missing > 0 then
		small[#small + 1] = remarkOnMissing( words, missing )
	end
	local name = nameOf( words, class, values )
	local head = before .. ( name and Look.element( 'span', '', 'font-weight:bold;', name ) or '' ) .. after
	if head == '' then
		head = words:text( 'label-kind-' .. kind )
	end
	return Look.card( words, head, '', table.concat( small, ' · ' ) ), #missing > 0
end

--- A record as readers see it, and its categories. |kind= says what it is; the parameters are those of the calling template.
function Record.show( frame )
	local words = Words.read( frame, frame.args.lang )
	local kind = mw.text.trim( frame.args.kind or '' )
	local class = schema.kinds[kind]
	if not class then
		return Look.wrong( words, words:text( 'wiki-error-kind', kind ) )
	end
	local parent = frame:getParent() or frame
	local values, unknown = readParameters( class, parent.args )
	warnOfUnknown( words, unknown )
	local shown, isIncomplete = ( ON_CARDS[kind] and cardOf or frameOf )( words, kind, class, values )
	return shown .. categories( kind, isIncomplete )
end

--- What marks a section: an anchor by the section's code, which links and the bot find in any language.
function Record.section( frame )
	local text = mw.text.trim( frame.args[1] or '' )
	local code = Values.known( 'section', text )
	if not code then
		local words = Words.read( frame, frame.args.lang )
		code = Values.code( words, 'section', text )
		if not code then
			mw.addWarning( words:text( 'problem-section', '', text ) )
		end
	end
	return '<span id="partnership-' .. ( code or mw.uri.anchorEncode( text ) ) .. '"></span>'
end

return Record
