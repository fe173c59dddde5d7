-- Lists of records from the data pages, for Template:Partnerships.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Data = require( 'Module:Partnerships/Data' )
local Record = require( 'Module:Partnerships/Record' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local List = {}

local FORMATS = { table = true, list = true, count = true, sentence = true }
local LIMIT, HIGHEST_LIMIT = 100, 500

-- Filters: the field each looks at, by kind, and how its values are read.
local FILTERS = {
	{ name = 'country', type = 'country', partnership = 'country', hub = 'countries' },
	{ name = 'region', type = 'region', partnership = 'regions', hub = 'regions' },
	{ name = 'language', type = 'language', partnership = 'languages', hub = 'languages' },
	{ name = 'partner_type', type = 'partner-type', partnership = 'partner_type' },
	{ name = 'status', type = 'status', partnership = 'status' },
	{ name = 'hub', type = 'page', partnership = 'hub' },
	{ name = 'type', type = 'hub-type', hub = 'type' },
	{ name = 'theme', type = 'text', hub = 'themes' },
}
local OTHERS = { kind = true, format = true, limit = true, offset = true, lang = true }

local function codeList( words, enumeration )
	local codes = {}
	for _, code in ipairs( schema.enumerations[enumeration] ) do
		codes[#codes + 1] = '<code>' .. code .. '</code>'
	end
	return Words.raw( words:enumeration( codes ) )
end

-- Page titles are compared as MediaWiki does: underscores are blanks, the first letter is a capital.
local function normaliseTitle( text )
	text = mw.text.trim( ( text:gsub( '_', ' ' ) ) )
	return mw.language.getContentLanguage():ucfirst( text )
end

local function normalise( type, text )
	if type == 'page' then
		return normaliseTitle( text )
	elseif type == 'text' then
		return mw.ustring.lower( text )
	end
	return text
end

-- One value of a filter as the data pages have it; else nil and the message that says what would be right.
local function readValue( words, filter, text )
	if filter.type == 'country' then
		local code = text:upper()
		if code:find( '^%u%u$' ) then
			return code
		end
		return nil, words:text( 'wiki-error-country', text )
	elseif filter.type == 'language' then
		local code = text:lower()
		if mw.language.isKnownLanguageTag( code ) then
			return code
		end
		return nil, words:text( 'wiki-error-language', text )
	elseif filter.type == 'page' or filter.type == 'text' then
		return normalise( filter.type, text )
	end
	local code = Record.code( words, filter.type, text )
	if code then
		return code
	end
	return nil, words:text( 'wiki-error-choice', filter.name, text, codeList( words, filter.type ) )
end

-- What a call asks for, with all that is wrong with it.
local function readQuery( words, arguments )
	local wrong = {}
	local query = { filters = {}, kind = arguments.kind or 'partnership', format = arguments.format or 'table' }
	if not schema.kinds[query.kind] then
		return query, { words:text( 'wiki-error-kind', query.kind ) }
	end
	if not FORMATS[query.format] then
		wrong[#wrong + 1] = words:text( 'wiki-error-format', query.format,
			Words.raw( '<code>table</code>, <code>list</code>, <code>count</code>, <code>sentence</code>' ) )
	end
	local known = {}
	for _, filter in ipairs( FILTERS ) do
		known[filter.name] = filter[query.kind] ~= nil
		local value = arguments[filter.name]
		if value and filter[query.kind] then
			local wanted, order = {}, {}
			for _, item in ipairs( filter.type == 'page' and { value } or Record.split( value ) ) do
				local code, message = readValue( words, filter, item )
				if code then
					wanted[code] = true
					order[#order + 1] = code
				else
					wrong[#wrong + 1] = message
				end
			end
			query.filters[#query.filters + 1] = { field = filter[query.kind], type = filter.type, wanted = wanted, order = order }
		end
	end
	for name, value in pairs( arguments ) do
		if not known[name] and not OTHERS[name] then
			local names = {}
			for _, filter in ipairs( FILTERS ) do
				if filter[query.kind] then
					names[#names + 1] = '<code>' .. filter.name .. '</code>'
				end
			end
			wrong[#wrong + 1] = words:text( 'wiki-error-argument', tostring( name ), value, Words.raw( words:enumeration( names ) ) )
		end
	end
	for name, default in pairs( { limit = LIMIT, offset = 0 } ) do
		local number = tonumber( arguments[name] or default )
		if not number or number < 0 or number ~= math.floor( number ) or ( name == 'limit' and ( number < 1 or number > HIGHEST_LIMIT ) ) then
			wrong[#wrong + 1] = words:text( 'wiki-error-' .. name, arguments[name], HIGHEST_LIMIT )
			number = default
		end
		query[name] = number
	end
	table.sort( wrong )
	return query, wrong
end

-- Every filter must be met by one of its values at least.
local function acceptor( index, query )
	local tests = {}
	for _, filter in ipairs( query.filters ) do
		tests[#tests + 1] = { index.fields[filter.field], filter.wanted, filter.type }
	end
	return function ( fields )
		for _, test in ipairs( tests ) do
			local met = false
			for _, item in ipairs( Data.items( fields[test[1]] or '' ) ) do
				met = met or test[2][normalise( test[3], item )] == true
			end
			if not met then
				return false
			end
		end
		return true
	end
end

-- A text that every hit contains as it is, to pass over most records unread: the longest single code asked for.
local function needle( query )
	local best
	for _, filter in ipairs( query.filters ) do
		local code = #filter.order == 1 and filter.order[1]
		if code and filter.type ~= 'page' and filter.type ~= 'text' and ( not best or #code > #best ) then
			best = code
		end
	end
	return best
end

local function find( index, query )
	local selection = { accept = acceptor( index, query ), needle = needle( query ) }
	for _, filter in ipairs( query.filters ) do
		if filter.type == 'country' then
			selection.countries = filter.order
		elseif filter.type == 'region' then
			selection.regions = filter.order
		end
	end
	return Data.select( index, selection )
end

-- How the fields of one record are shown.
local Shown = {}
Shown.__index = Shown

function Shown:text( name )
	return Data.text( self.fields[self.index.fields[name]] or '' )
end

function Shown:items( name )
	return Data.items( self.fields[self.index.fields[name]] or '' )
end

function Shown:link()
	local url, page = self:text( 'url' ), self:text( 'page' )
	local name = self:text( 'name' )
	local label = Look.bdi( Words.escape( name ~= '' and name or page ) )
	if url:find( '^https?://[^%s%[%]<>"|{}]+$' ) then
		return '[' .. url .. ' ' .. label .. ']'
	end
	local title = url == '' and mw.title.new( page )
	return title and '[[:' .. title.fullText .. '|' .. label .. ']]' or label
end

function Shown:names( name )
	local items = self:items( name )
	for position, item in ipairs( items ) do
		items[position] = Look.bdi( Words.escape( item ) )
	end
	return self.words:enumeration( items )
end

function Shown:labels( name, prefix )
	local items = self:items( name )
	for position, item in ipairs( items ) do
		items[position] = Look.bdi( self.words:optional( prefix .. item ) or Words.escape( item ) )
	end
	return self.words:enumeration( items )
end

function Shown:languageNames()
	local items = self:items( 'languages' )
	for position, item in ipairs( items ) do
		items[position] = Look.bdi( Words.escape( self.words:languageName( item ) ) )
	end
	return self.words:enumeration( items )
end

function Shown:status()
	local code = self:text( 'status' )
	return code ~= '' and Look.chip( self:labels( 'status', 'label-status-' ), Record.statusMood( code ) ) or ''
end

function Shown:date( name )
	local date = self:text( name )
	return self.words:date( date ) or Words.escape( date )
end

-- The columns of a table: message of the heading, weight, cell.
local COLUMNS = {
	partnership = {
		{ 'parameter-partnership-name', 4, function ( shown ) return shown:link() end },
		{ 'parameter-partnership-partner', 4, function ( shown ) return shown:names( 'partner' ) end },
		{ 'parameter-partnership-lead', 3, function ( shown ) return shown:names( 'lead' ) end },
		{ 'parameter-partnership-country', 3, function ( shown ) return shown:labels( 'country', 'label-country-' ) end },
		{ 'parameter-partnership-status', 3, function ( shown ) return shown:status() end },
		{ 'parameter-partnership-start', 3, function ( shown ) return shown:date( 'start' ) end },
	},
	hub = {
		{ 'parameter-hub-name', 4, function ( shown ) return shown:link() end },
		{ 'parameter-hub-type', 2, function ( shown ) return shown:labels( 'type', 'label-hub-type-' ) end },
		{ 'parameter-hub-themes', 3, function ( shown ) return shown:names( 'themes' ) end },
		{ 'parameter-hub-regions', 4, function ( shown ) return shown:labels( 'regions', 'label-region-' ) end },
		{ 'parameter-hub-languages', 3, function ( shown ) return shown:languageNames() end },
	},
}

-- What stands in brackets after the name in a plain list.
local DETAILS = {
	partnership = { COLUMNS.partnership[2][3], COLUMNS.partnership[4][3] },
	hub = { COLUMNS.hub[3][3], COLUMNS.hub[4][3] },
}

local function shownAs( words, index, fields )
	return setmetatable( { words = words, index = index, fields = fields }, Shown )
end

local function asTable( words, index, kind, records )
	local columns, rows = {}, {}
	for position, column in ipairs( COLUMNS[kind] ) do
		columns[position] = { words:text( column[1] ), column[2] }
	end
	for number, fields in ipairs( records ) do
		local shown, row = shownAs( words, index, fields ), {}
		for position, column in ipairs( COLUMNS[kind] ) do
			row[position] = column[3]( shown )
		end
		rows[number] = row
	end
	return Look.rows( words, columns, rows, words:plain( 'wiki-list-' .. kind ) )
end

local function asList( words, index, kind, records )
	local lines = {}
	for number, fields in ipairs( records ) do
		local shown, details = shownAs( words, index, fields ), {}
		for _, show in ipairs( DETAILS[kind] ) do
			local detail = show( shown )
			if detail ~= '' then
				details[#details + 1] = detail
			end
		end
		local line = shown:link()
		if #details > 0 then
			line = words:text( 'wiki-list-item', Words.raw( line ), Words.raw( table.concat( details, ' · ' ) ) )
		end
		lines[number] = '<li>' .. line .. '</li>'
	end
	return Look.element( 'ul', 'partnerships-list plainlinks', '', table.concat( lines ),
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

local function distinct( index, records, name )
	local seen, count = {}, 0
	for _, fields in ipairs( records ) do
		for _, item in ipairs( Data.items( fields[index.fields[name]] or '' ) ) do
			if not seen[item] then
				seen[item], count = true, count + 1
			end
		end
	end
	return count
end

local function asSentence( words, index, kind, records )
	local places = distinct( index, records, kind == 'hub' and 'regions' or 'country' )
	return Look.element( 'span', '', '', words:text( 'wiki-sentence-' .. kind, #records, places ),
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

local function nothing( words, query )
	local text = words:text( #query.filters > 0 and 'wiki-list-none-such' or 'wiki-list-none-' .. query.kind )
	if query.kind == 'partnership' then
		text = text .. ' [[' .. schema.root .. '/New|' .. words:text( 'wiki-list-register' ) .. ']]'
	end
	return Look.notice( words, text, 'neutral', 'partnerships-empty' )
end

local function page( records, query )
	local out = {}
	for position = query.offset + 1, math.min( #records, query.offset + query.limit ) do
		out[#out + 1] = records[position]
	end
	return out
end

local function remarks( words, query, records, part, unread )
	local out = ''
	if #part < #records then
		local text = #part == 0 and words:text( 'wiki-list-beyond', #records )
			or words:text( 'wiki-list-part', query.offset + 1, query.offset + #part, #records )
		out = Look.notice( words, text, 'neutral', 'partnerships-part' )
	end
	if #unread > 0 then
		for position, title in ipairs( unread ) do
			unread[position] = '[[:' .. title .. ']]'
		end
		out = out .. Look.notice( words, words:text( 'wiki-data-unread', Words.raw( words:enumeration( unread ) ) ), 'careful' )
	end
	return out
end

local function unusable( words, why, query )
	if query.format == 'count' then
		return words:number( 0 )
	end
	local data = Words.raw( '[[:' .. schema.data .. '/Index.json]]' )
	local bot = Words.raw( '[[' .. schema.root .. '/Bot]]' )
	return Look.notice( words, words:text( 'wiki-data-' .. why, data, bot ), 'careful', 'partnerships-unpublished' )
end

local function readArguments( frame )
	local parent = frame:getParent()
	local arguments = {}
	for _, source in ipairs( { parent and parent.args or {}, frame.args } ) do
		for name, value in pairs( source ) do
			value = mw.text.trim( value )
			if value ~= '' then
				arguments[name] = value
			end
		end
	end
	return arguments
end

--- A table, list, count or sentence of the records that the call asks for.
function List.show( frame )
	local arguments = readArguments( frame )
	local words = Words.read( frame, arguments.lang )
	local query, wrong = readQuery( words, arguments )
	if #wrong > 0 then
		return Look.wrong( words, table.concat( wrong, '<br>' ) )
	end
	local index, why = Data.index( query.kind )
	if not index then
		return unusable( words, why, query )
	end
	if query.format == 'count' and #query.filters == 0 then
		return words:number( index.count )
	end
	local records, unread = find( index, query )
	if query.format == 'count' then
		return words:number( #records )
	elseif query.format == 'sentence' then
		return asSentence( words, index, query.kind, records )
	elseif #records == 0 then
		return nothing( words, query ) .. remarks( words, query, records, records, unread )
	end
	local part = page( records, query )
	local body = ''
	if #part > 0 then
		body = ( query.format == 'list' and asList or asTable )( words, index, query.kind, part )
	end
	return body .. remarks( words, query, records, part, unread )
end

return List
