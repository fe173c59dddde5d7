-- Values as people type them: understood as the bot understands them, and shown well.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Values = {}

-- Understanding

-- Letters that count as others, as in the bot's bot/core/values/folding.py.
local LETTERS = {
	['أ'] = 'ا', ['إ'] = 'ا', ['آ'] = 'ا', ['ٱ'] = 'ا', ['ى'] = 'ي', ['ی'] = 'ي', ['ک'] = 'ك',
	['ı'] = 'i', ['ß'] = 'ss', ['ø'] = 'o', ['Ø'] = 'o', ['ł'] = 'l', ['Ł'] = 'l',
}
-- Accents of Latin, Greek and Cyrillic letters, Arabic vowel points, the stretching mark, and characters nobody sees.
local MARKS = '[' .. mw.ustring.char( 0x300 ) .. '-' .. mw.ustring.char( 0x36F ) .. mw.ustring.char( 0x64B ) .. '-' ..
	mw.ustring.char( 0x652 ) .. mw.ustring.char( 0x640, 0x200B ) .. '-' .. mw.ustring.char( 0x200F ) .. ']'

--- A text for comparison: case, accents, vowel points, hyphens and punctuation do not count.
function Values.fold( text )
	if text:find( '^[%w _-]*$' ) then
		text = text:lower():gsub( '[_-]', ' ' )
	else
		text = mw.ustring.toNFD( ( mw.ustring.gsub( text, '.', LETTERS ) ) )
		text = mw.ustring.lower( ( mw.ustring.gsub( text, MARKS, '' ) ) )
		text = mw.ustring.toNFC( ( mw.ustring.gsub( text, '[%p%s%c]', ' ' ) ) )
	end
	return mw.text.trim( ( text:gsub( ' +', ' ' ) ) )
end

-- What separates the items of lists, as byte strings: always, and where commas are no part of names.
local STRONG = { '\n', ';', '؛', '；', '、', '•' }
local COMMAS = { ',', '،', '，' }
local OPENING = { ['[['] = true, ['('] = true, ['（'] = true }
local CLOSING = { [']]'] = true, [')'] = true, ['）'] = true }
local BRACKETS = { '[[', ']]', '(', ')', '（', '）' }

-- The first of the texts with which the subject goes on at a position.
local function goesOnWith( subject, at, texts )
	for _, text in ipairs( texts ) do
		if subject:sub( at, at + #text - 1 ) == text then
			return text
		end
	end
	return nil
end

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
function Values.split( text, commasInNames )
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

--- The code of an enumeration that a text names by the code itself or by a usual word; nil if it does not.
function Values.known( family, text )
	local wanted = Values.fold( text )
	for _, code in ipairs( schema.enumerations[family] ) do
		if Values.fold( code ) == wanted then
			return code
		end
	end
	local others = mw.loadData( 'Module:Partnerships/Aliases' )[family]
	return others and others[wanted]
end

--- The code of an enumeration that a person meant: as known(), or its label in any language, the reader's first; nil if none.
function Values.code( words, family, text )
	local known = Values.known( family, text )
	if known then
		return known
	end
	local wanted = Values.fold( text )
	for _, language in ipairs( words:everyLanguage() ) do
		for _, messages in ipairs( words:source( language ) ) do
			for _, code in ipairs( schema.enumerations[family] ) do
				local label = messages['label-' .. family .. '-' .. code]
				if type( label ) == 'string' and Values.fold( label ) == wanted then
					return code
				end
			end
		end
	end
	return nil
end

-- Codes of the community by their folded labels in all languages, by family; read once a page.
local byLabel = {}

local function communityLabels( words, family )
	if not byLabel[family] then
		local found, prefix = {}, 'label-' .. family .. '-'
		local codes = Words.loadOrWait( 'Module:Partnerships/Data/Codes.json' )
		for _, language in ipairs( words:everyLanguage() ) do
			for key, label in pairs( codes and codes.labels and codes.labels[language] or {} ) do
				if key:sub( 1, #prefix ) == prefix then
					local folded = Values.fold( label )
					found[folded] = found[folded] or key:sub( #prefix + 1 )
				end
			end
		end
		byLabel[family] = found
	end
	return byLabel[family]
end

--- The codes of the community's configuration in a family, sorted.
function Values.communityCodes( words, family )
	local codes, seen = {}, {}
	for _, code in pairs( communityLabels( words, family ) ) do
		if not seen[code] then
			codes[#codes + 1], seen[code] = code, true
		end
	end
	table.sort( codes )
	return codes
end

--- The code of the community's that a person meant, by itself or by its label in any language; nil if none.
function Values.communityCode( words, family, text )
	local slug = Values.fold( text ):gsub( ' ', '-' )
	if words:optional( 'label-' .. family .. '-' .. slug ) and words.code ~= 'qqx' then
		return slug
	end
	return communityLabels( words, family )[Values.fold( text )]
end

-- Showing. What was typed is wikitext of this very page, and stays what it is.

local MOODS = {
	active = 'good', approved = 'good', delivered = 'good', answered = 'good',
	idea = 'going', discussion = 'going', planned = 'going', open = 'going', new = 'going', routed = 'going',
	paused = 'careful', unmaintained = 'careful', undeliverable = 'careful',
}

--- The mood of a status chip.
function Values.mood( code )
	return MOODS[code] or 'neutral'
end

local function isMarkup( text )
	return text:find( '[[', 1, true ) or text:find( '^%[' ) or text:find( '<', 1, true ) or text:find( '\127', 1, true )
end

-- Frames and cards are of the class "plainlinks".
local function outside( address, label )
	return '[' .. address .. ' ' .. label .. ']'
end

-- An address without what says little, and not too long.
local function shortened( address )
	local text = address:gsub( '^%a+://', '' ):gsub( '^www%.', '' ):gsub( '/$', '' )
	text = mw.uri.decode( text, 'PATH' )
	if mw.ustring.len( text ) > 40 then
		text = mw.ustring.sub( text, 1, 39 ) .. '…'
	end
	return Words.escape( text )
end

local function isAddress( text )
	return text:find( '^https?://[^%s<>"%[%]{}|\127]+$' ) ~= nil
end

local function link( text, namespace )
	if isMarkup( text ) then
		return Look.bdi( text )
	elseif isAddress( text ) then
		return outside( text, Look.bdi( shortened( text ) ) )
	end
	local title = mw.title.new( text, namespace )
	if not title then
		return Look.bdi( text )
	end
	return Look.bdi( '[[:' .. title.fullText .. '|' .. text .. ']]' )
end

local function entity( text, pattern, path )
	local id = text:upper():match( pattern )
	return id and outside( 'https://www.wikidata.org/wiki/' .. path .. id, id )
end

local show = {}

function show.text( _, text )
	return Look.bdi( text )
end

function show.page( _, text )
	return link( text )
end

show.place = show.page
show.url = show.page

function show.user( _, text )
	return link( ( text:gsub( '^@', '' ) ), 'User' )
end

function show.item( _, text )
	return entity( text, '^Q[1-9]%d*$', 'Special:EntityPage/' ) or Look.bdi( text )
end

function show.property( _, text )
	return entity( text, '^P[1-9]%d*$', 'Property:' ) or Look.bdi( text )
end

function show.affiliate( words, text )
	if isAddress( text ) then
		return link( text )
	end
	return show.item( words, text )
end

function show.country( words, text )
	local name = text:find( '^%a%a$' ) and words:optional( 'label-country-' .. text:upper() )
	return Look.bdi( name or text )
end

function show.enum( words, text, parameter )
	local code = Values.code( words, parameter.family, text )
	if not code then
		return Look.bdi( text )
	end
	local label = words:text( 'label-' .. parameter.family .. '-' .. code )
	return parameter.name == 'status' and Look.chip( label, Values.mood( code ) ) or Look.bdi( label )
end

show.region = show.enum
show.yesno = show.enum

function show.code( words, text, parameter )
	local code = not isMarkup( text ) and Values.communityCode( words, parameter.family, text )
	return Look.bdi( code and words:optional( 'label-' .. parameter.family .. '-' .. code ) or text )
end

function show.date( words, text )
	return Look.bdi( words:date( text ) or text )
end

function show.number( words, text )
	return Look.bdi( text:find( '^%d+$' ) and words:number( tonumber( text ) ) or text )
end

function show.language( words, text )
	local code = text:lower()
	if mw.language.isKnownLanguageTag( code ) then
		return Look.bdi( Words.escape( words:languageName( code ) ) )
	end
	return Look.bdi( text )
end

-- Wikis without a language, by database name.
local HOSTS = {
	commonswiki = 'commons.wikimedia.org', wikidatawiki = 'www.wikidata.org', metawiki = 'meta.wikimedia.org',
	specieswiki = 'species.wikimedia.org', incubatorwiki = 'incubator.wikimedia.org', outreachwiki = 'outreach.wikimedia.org',
	mediawikiwiki = 'www.mediawiki.org', wikifunctionswiki = 'www.wikifunctions.org', wikimaniawiki = 'wikimania.wikimedia.org',
	sourceswiki = 'wikisource.org',
}
local FAMILIES = { 'wiktionary', 'wikisource', 'wikiquote', 'wikibooks', 'wikinews', 'wikiversity', 'wikivoyage' }

-- Database name and host of a wiki that a text names, by one or the other.
local function wikiOf( text )
	text = text:lower()
	local language, family = text:match( '^([%a][%w-]*)%.(wik%a+)$' )
	if not language then
		language, family = text:match( '^([%a][%w-]*)%.(wik%a+)%.org$' )
	end
	if language and language ~= 'www' and family ~= 'wikimedia' then
		local ending = family == 'wikipedia' and 'wiki' or family
		return language:gsub( '-', '_' ) .. ending, language .. '.' .. family .. '.org'
	end
	for name, host in pairs( HOSTS ) do
		if text == name or text == host or text .. '.org' == host or 'www.' .. text .. '.org' == host or text .. 'wiki' == name then
			return name, host
		end
	end
	for _, other in ipairs( FAMILIES ) do
		language = text:match( '^(%l[%w_]*)' .. other .. '$' )
		if language then
			return text, language:gsub( '_', '-' ) .. '.' .. other .. '.org'
		end
	end
	language = text:match( '^(%l[%w_]*)wiki$' )
	if language and mw.language.isKnownLanguageTag( ( language:gsub( '_', '-' ) ) ) then
		return text, language:gsub( '_', '-' ) .. '.wikipedia.org'
	end
	return nil
end

function show.wiki( words, text )
	local name, host = wikiOf( text )
	if not name then
		return Look.bdi( text )
	end
	-- Wikimedia's wikis know what the others are called, in all languages.
	local known = mw.message.new( 'project-localized-name-' .. name ):inLanguage( words.code == 'qqx' and 'en' or words.code )
	local label = known:exists() and Words.escape( known:plain() ) or shortened( host:gsub( '%.org$', '' ) )
	return outside( 'https://' .. host .. '/', Look.bdi( label ) )
end

function show.licence( _, text )
	local plain = text:upper():gsub( '[ _]', '-' )
	if plain == 'CC0' or plain == 'CC0-1.0' then
		return outside( 'https://creativecommons.org/publicdomain/zero/1.0/', Look.bdi( 'CC0 1.0' ) )
	end
	local parts, version = plain:match( '^CC%-(BY[NCDSA-]*)%-([1-4]%.[05])$' )
	if not parts then
		return Look.bdi( text )
	end
	local address = 'https://creativecommons.org/licenses/' .. parts:lower() .. '/' .. version .. '/'
	return outside( address, Look.bdi( 'CC ' .. parts .. ' ' .. version ) )
end

function show.category( _, text )
	if isMarkup( text ) or isAddress( text ) then
		return link( text )
	end
	local name = mw.title.makeTitle( 'Category', ( text:gsub( '^[Cc]ategory:%s*', '' ) ) )
	if not name then
		return Look.bdi( text )
	end
	local address = 'https://commons.wikimedia.org/wiki/Category:' .. mw.uri.encode( name.text, 'WIKI' )
	return outside( address, Look.bdi( Words.escape( name.text ) ) )
end

function show.evidence( words, text )
	local ticket = text:lower():match( '^%a*[:# ]*(%d+)$' )
	if ticket and #ticket == 16 then
		local address = 'https://ticket.wikimedia.org/otrs/index.pl?Action=AgentTicketZoom&TicketNumber=' .. ticket
		return outside( address, words:text( 'wiki-record-ticket', ticket ) )
	end
	local revision = isAddress( text ) and ( text:match( '[?&]oldid=(%d+)' ) or text:match( '[?&]diff=(%d+)' ) )
	if revision then
		return outside( text, words:text( 'wiki-record-revision', revision ) )
	end
	return link( text )
end

function show.contact( _, text )
	local mail = text:match( '^[%w._%%+-]+@[%w.-]+%.%a+$' )
	return mail and outside( 'mailto:' .. mail, Look.bdi( mail ) ) or link( text )
end

function show.need( _, text )
	local task = text:match( '^T%d+$' ) or text:match( '^https?://phabricator%.wikimedia%.org/(T%d+)$' )
	return task and outside( 'https://phabricator.wikimedia.org/' .. task, task ) or show.text( nil, text )
end

-- One a line, because each is long, or may contain "and" and commas.
local STACKED = { text = true, need = true, place = true, page = true, affiliate = true, evidence = true, url = true }

--- What was typed for a parameter of the schema, as wikitext.
function Values.show( words, parameter, value )
	local one = show[parameter.type] or show.text
	if not parameter.list then
		if not parameter.prose then
			value = value:gsub( '%s*\n%s*', ' ' )
		end
		return one( words, value, parameter )
	end
	local items = Values.split( value, parameter.commasInNames )
	for index, item in ipairs( items ) do
		items[index] = one( words, item, parameter )
	end
	return STACKED[parameter.type] and Look.stack( items ) or words:enumeration( items )
end

return Values
