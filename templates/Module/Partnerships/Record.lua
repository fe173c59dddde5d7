-- The infobox of one record, from the parameters of the template on the page.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Record = {}

local STATUS_MOODS = { active = 'good', discussion = 'going', idea = 'going', paused = 'careful', completed = 'neutral', ended = 'neutral' }
--- The mood of a status chip.
function Record.statusMood( code )
	return STATUS_MOODS[code] or 'neutral'
end

-- What each canonical parameter was given: the canonical name first, then its aliases in their order. And names nobody knows.
local function readParameters( class, given )
	local values, known = {}, {}
	for _, name in ipairs( class.later ) do
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

-- What separates the items of lists, as byte strings: always, and where commas are no part of names.
local STRONG = { '\n', ';', '؛', '；', '、', '•' }
local COMMAS = { ',', '،', '，' }
local OPENING = { ['[['] = true, ['('] = true, ['（'] = true }
local CLOSING = { [']]'] = true, [')'] = true, ['）'] = true }

-- The longest of the texts with which the subject goes on at a position.
local function goesOnWith( subject, at, texts )
	for _, text in ipairs( texts ) do
		if subject:sub( at, at + #text - 1 ) == text then
			return text
		end
	end
	return nil
end

local BRACKETS = { '[[', ']]', '(', ')', '（', '）' }

-- Cuts at separators that are not within links, parentheses, tags and entities.
local function cut( text, separators )
	local items, from, at, depth = {}, 1, 1, 0
	local function take( upto )
		local item = mw.text.trim( ( text:sub( from, upto ):gsub( '^%s*[*#:]+', '' ) ) )
		if item ~= '' then
			items[#items + 1] = item
		end
	end
	while at <= #text do
		-- Most characters are letters; these begin something else, or a character of several bytes that may.
		at = text:find( '[%[%]()<&\127\n,;\216\226\227\239]', at ) or #text + 1
		local bracket = goesOnWith( text, at, BRACKETS )
		local _, last = text:find( '^<[^<>]*>', at )
		if not last then
			_, last = text:find( '^&#?%w+;', at )
		end
		if not last then
			_, last = text:find( "^\127'\"`UNIQ%-%-[^\127]*\127", at )
		end
		local separator = depth == 0 and not last and goesOnWith( text, at, separators )
		if bracket then
			depth = math.max( depth + ( OPENING[bracket] and 1 or CLOSING[bracket] and -1 or 0 ), 0 )
		elseif separator then
			take( at - 1 )
			from = at + #separator
		end
		at = last and last + 1 or at + #( bracket or separator or ' ' )
	end
	take( #text )
	return items
end

local function areAllLinks( items )
	for _, item in ipairs( items ) do
		if not item:find( '^%[%[[^%[%]]+%]%]$' ) then
			return false
		end
	end
	return true
end

--- The items of a list that a person typed; commasInNames as in the schema.
function Record.split( text, commasInNames )
	local items = {}
	for _, item in ipairs( cut( ( text:gsub( '<%s*[Bb][Rr]%s*/?>', '\n' ) ), STRONG ) ) do
		local parts = cut( item, COMMAS )
		if commasInNames and not areAllLinks( parts ) then
			items[#items + 1] = item
		else
			for _, part in ipairs( parts ) do
				items[#items + 1] = part
			end
		end
	end
	return items
end

--- The code of an enumeration that a person meant: the code itself or its label in any language, the reader's first; nil if none.
function Record.code( words, enumeration, text )
	local wanted = mw.ustring.lower( text )
	local slug = wanted:gsub( '[ _]', '-' )
	for _, code in ipairs( schema.enumerations[enumeration] ) do
		if code == wanted or code == slug then
			return code
		end
	end
	for _, language in ipairs( words:everyLanguage() ) do
		for _, messages in ipairs( words:source( language ) ) do
			for _, code in ipairs( schema.enumerations[enumeration] ) do
				local label = messages['label-' .. enumeration .. '-' .. code]
				if type( label ) == 'string' and mw.ustring.lower( label ) == wanted then
					return code
				end
			end
		end
	end
	return nil
end

local function isWikitextLink( text )
	return text:find( '[[', 1, true ) or text:find( '<', 1, true ) or text:find( '\127', 1, true )
end

-- How one value of each type is shown, as wikitext. What was typed is wikitext of this very page and stays what it is.
local show = {}

function show.text( _, text )
	return Look.bdi( text )
end

function show.country( words, text )
	local name = text:find( '^%u%u$' ) and words:optional( 'label-country-' .. text )
	return Look.bdi( name or text )
end

function show.enum( words, text, parameter )
	local code = Record.code( words, parameter.enumeration, text )
	if not code then
		return Look.bdi( text )
	end
	local label = words:text( 'label-' .. parameter.enumeration .. '-' .. code )
	return parameter.enumeration == 'status' and Look.chip( label, Record.statusMood( code ) ) or Look.bdi( label )
end

function show.region( words, text )
	local code = Record.code( words, 'region', text )
	return Look.bdi( code and words:text( 'label-region-' .. code ) or text )
end

function show.date( words, text )
	return Look.bdi( words:date( text ) or text )
end

function show.language( words, text )
	local code = text:lower()
	if mw.language.isKnownLanguageTag( code ) then
		return Look.bdi( Words.escape( words:languageName( code ) ) )
	end
	return Look.bdi( text )
end

local function link( text, namespace )
	if isWikitextLink( text ) then
		return Look.bdi( text )
	end
	local title = mw.title.new( text, namespace )
	if not title then
		return Look.bdi( text )
	end
	return Look.bdi( '[[:' .. title.fullText .. '|' .. text .. ']]' )
end

function show.user( _, text )
	return link( text, 'User' )
end

function show.page( _, text )
	return link( text )
end

function show.item( _, text )
	local item = text:upper():match( '^Q[1-9]%d*$' )
	if not item then
		return Look.bdi( text )
	end
	return '<span class="plainlinks">[https://www.wikidata.org/wiki/Special:EntityPage/' .. item .. ' ' .. item .. ']</span>'
end

local function showParameter( words, parameter, value )
	if not parameter.list then
		return show[parameter.type]( words, value:gsub( '%s*\n%s*', ' ' ), parameter )
	end
	local items = Record.split( value, parameter.commasInNames )
	for index, item in ipairs( items ) do
		items[index] = show[parameter.type]( words, item, parameter )
	end
	if parameter.type == 'text' then
		return Look.stack( items ) -- names of organisations are long, and may contain "and"
	end
	return words:enumeration( items )
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
		if schema.aside[( mw.ustring.lower( part ):gsub( '%s*%d+$', '' ) )] then
			return false
		end
	end
	return not translationOf( title )
end

local function categories( kind, missing )
	if not isRecordPage( mw.title.getCurrentTitle() ) then
		return ''
	end
	local words = Words.ofWiki()
	local keys = { 'wiki-category-' .. kind }
	if missing then
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

--- The infobox and the categories of a record. |kind= says which one; the parameters are those of the calling template.
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

	local lines, missing = {}, {}
	for _, parameter in ipairs( class.parameters ) do
		local value = values[parameter.name]
		local label = words:text( 'parameter-' .. kind .. '-' .. parameter.name )
		if value and parameter.name ~= 'name' then
			lines[#lines + 1] = Look.line( label, showParameter( words, parameter, value ) )
		elseif not value and parameter.asked then
			missing[#missing + 1] = label
		end
	end
	local title = mw.title.getCurrentTitle()
	if #missing > 0 then
		local url = title:canonicalUrl( { action = 'edit' } )
		lines[#lines + 1] = Look.remark( words:text( 'wiki-record-missing', Words.raw( words:enumeration( missing ) ), #missing ) ..
			' [' .. url .. ' ' .. words:text( 'wiki-record-complete' ) .. ']' )
	end
	local name = values.name or Words.escape( ( translationOf( title ) or title.text ):match( '[^/]+$' ) or title.text )
	return Look.box( words, Look.bdi( name ), table.concat( lines ) ) .. categories( kind, #missing > 0 )
end

return Record
