-- What a call of Template:Partnerships asks for, and which records meet it.
local Words = require( 'Module:Partnerships/Words' )
local Data = require( 'Module:Partnerships/Data' )
local Values = require( 'Module:Partnerships/Values' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Query = {}

local FORMATS = { 'table', 'list', 'count', 'sentence', 'figure' }
local LIMIT, HIGHEST_LIMIT = 100, 500

-- What the bot finds out about records besides what they state.
local DERIVED = {
	partnership = { { name = 'regions', type = 'region' }, { name = 'contributions', type = 'enum', family = 'contribution-type' } },
	contribution = { { name = 'country', type = 'country' }, { name = 'regions', type = 'region' }, { name = 'partnership', type = 'text' } },
	lesson = { { name = 'regions', type = 'region' } },
	inquiry = { { name = 'regions', type = 'region' } },
}
-- The same condition by a shorter name.
local SHORTER = {
	country = 'countries', region = 'regions', language = 'languages', theme = 'themes', program = 'programs', project = 'projects',
	gap = 'gaps', tool = 'tools', skill = 'skills', contribution = 'contributions',
}
-- Where a record stands has these names on data pages already.
local TAKEN = { page = 'page_stated', url = 'url_stated' }
local OTHERS = { kind = true, format = true, limit = true, offset = true, lang = true, by = true, sort = true, revisions = true }
-- By these names records are chosen by a kind and a format of their own, since kind= and format= say what is shown and how.
local OWN = { kind = 'type', format = 'form' }
-- A condition that any value meets.
local ANY = '*'
-- By which date records are the newest: sort=newest.
local NEWEST = {
	partnership = 'start', hub = 'last_reviewed', contribution = 'date', lesson = 'updated', tool = 'last_release', module = 'updated',
	task = 'since', nomination = 'revision', inquiry = 'filed',
}

local fieldsByKind = {}

--- What lists of a kind show and choose by, by name: { name =, field = on data pages, type =, family = }.
function Query.fieldsOf( kind )
	if not fieldsByKind[kind] then
		local fields = { wiki = { name = 'wiki', field = 'site', type = 'wiki' } }
		local function add( one )
			fields[OWN[one.name] or one.name] = { name = one.name, field = TAKEN[one.name] or one.name, type = one.type, family = one.family }
		end
		for _, parameter in ipairs( schema.kinds[kind].parameters ) do
			if parameter.listed then
				add( parameter )
			end
		end
		for _, derived in ipairs( DERIVED[kind] or {} ) do
			add( derived )
		end
		fieldsByKind[kind] = fields
	end
	return fieldsByKind[kind]
end

-- The field that a condition looks at: by its own name, or a shorter one.
local function fieldNamed( kind, name )
	local fields = Query.fieldsOf( kind )
	return fields[name] or fields[SHORTER[name] or '']
end

local function codeNames( names )
	local out = {}
	for position, name in ipairs( names ) do
		out[position] = '<code>' .. name .. '</code>'
	end
	return out
end

--- The keys of a table, sorted.
function Query.sortedNames( fields )
	local names = {}
	for name in pairs( fields ) do
		names[#names + 1] = name
	end
	table.sort( names )
	return names
end

local function codeList( words, enumeration )
	return Words.raw( words:enumeration( codeNames( schema.enumerations[enumeration] ) ) )
end

-- Page titles are compared as MediaWiki does: underscores are blanks, the first letter is a capital.
local function normaliseTitle( text )
	text = mw.text.trim( ( text:gsub( '_', ' ' ) ) )
	return mw.language.getContentLanguage():ucfirst( text )
end

local function normalise( type, text )
	if type == 'page' or type == 'place' then
		return normaliseTitle( text )
	elseif type == 'country' or type == 'item' or type == 'property' then
		return text:upper()
	elseif type == 'date' then
		return text
	elseif type == 'licence' then
		text = text:gsub( ' ', '-' )
	end
	return mw.ustring.lower( text )
end

-- The code with this label in any language, the reader's first; nil where none has it.
local function labelled( words, family, text )
	local wanted, prefix = mw.ustring.lower( text ), 'label-' .. family .. '-'
	for _, language in ipairs( words:everyLanguage() ) do
		for _, messages in ipairs( words:source( language ) ) do
			for key, label in pairs( messages ) do
				if key:sub( 1, #prefix ) == prefix and mw.ustring.lower( tostring( label ) ) == wanted then
					return key:sub( #prefix + 1 )
				end
			end
		end
	end
	return nil
end

-- One value of a condition as the data pages have it; else nil and the message that says what would be right.
local function readValue( words, field, text )
	local type, family = field.type, field.family
	if type == 'country' then
		local code = text:find( '^%a%a$' ) and text:upper() or labelled( words, 'country', text )
		return code, not code and words:text( 'wiki-error-country', text ) or nil
	elseif type == 'language' then
		local code = text:lower()
		if mw.language.isKnownLanguageTag( code ) then
			return code
		end
		return nil, words:text( 'wiki-error-language', text )
	elseif type == 'enum' or type == 'region' or type == 'yesno' then
		local code = Values.code( words, family or type, text )
		return code, not code and words:text( 'wiki-error-choice', field.name, text, codeList( words, family or type ) ) or nil
	elseif type == 'code' then
		-- A code that the configuration no longer has may still stand in records.
		local slug = Values.fold( text ):gsub( ' ', '-' )
		return words:optional( 'label-' .. family .. '-' .. slug ) and slug or labelled( words, family, text ) or slug
	end
	return normalise( type, text )
end

local function readNumber( words, wrong, arguments, name, default )
	local number = tonumber( arguments[name] or default )
	if not number or number < 0 or number ~= math.floor( number ) or ( name == 'limit' and ( number < 1 or number > HIGHEST_LIMIT ) ) then
		wrong[#wrong + 1] = words:text( 'wiki-error-' .. name, arguments[name], HIGHEST_LIMIT )
		return default
	end
	return number
end

local function readCondition( words, wrong, query, field, value )
	if value == ANY then
		query.filters[#query.filters + 1] = { field = field, any = true, order = {} }
		return
	end
	local wanted, order = {}, {}
	for _, item in ipairs( field.type == 'page' and { value } or Values.split( value ) ) do
		local code, message = readValue( words, field, item )
		if code then
			wanted[code] = true
			order[#order + 1] = code
		else
			wrong[#wrong + 1] = message
		end
	end
	query.filters[#query.filters + 1] = { field = field, wanted = wanted, order = order }
end

--- What a call asks for, with all that is wrong with it.
function Query.read( words, arguments )
	local wrong = {}
	local query = { filters = {}, kind = arguments.kind or 'partnership', format = arguments.format or 'table' }
	if not schema.kinds[query.kind] then
		local kinds = words:enumeration( codeNames( Query.sortedNames( schema.kinds ) ) )
		return query, { words:text( 'wiki-error-kind', query.kind, Words.raw( kinds ) ) }
	end
	local known = false
	for _, format in ipairs( FORMATS ) do
		known = known or format == query.format
	end
	if not known then
		wrong[#wrong + 1] = words:text( 'wiki-error-format', query.format, Words.raw( words:enumeration( codeNames( FORMATS ) ) ) )
	end
	local function refuse( name, value )
		wrong[#wrong + 1] = words:text( 'wiki-error-argument', name, value,
			Words.raw( words:enumeration( codeNames( Query.sortedNames( Query.fieldsOf( query.kind ) ) ) ) ) )
	end
	for name, value in pairs( arguments ) do
		local field = not OTHERS[name] and fieldNamed( query.kind, tostring( name ) )
		if field then
			readCondition( words, wrong, query, field, value )
		elseif not OTHERS[name] then
			refuse( tostring( name ), value )
		end
	end
	table.sort( query.filters, function ( one, other )
		return one.field.name < other.field.name
	end )
	for _, name in ipairs( { 'by', 'sort' } ) do
		local value = arguments[name]
		query[name] = value and fieldNamed( query.kind, value )
		if value and not query[name] and not ( name == 'sort' and ( value == 'name' or value == 'newest' ) ) then
			refuse( name, value )
		end
	end
	if arguments.sort == 'newest' then
		query.sort = fieldNamed( query.kind, NEWEST[query.kind] ) or { field = NEWEST[query.kind], type = 'number' }
	end
	if query.format == 'figure' and not query.by then
		query.by = fieldNamed( query.kind, 'region' ) or Query.fieldsOf( query.kind ).wiki
	end
	query.revisions = arguments.revisions and Values.code( words, 'yesno', arguments.revisions ) == 'yes'
	query.limit = readNumber( words, wrong, arguments, 'limit', LIMIT )
	query.offset = readNumber( words, wrong, arguments, 'offset', 0 )
	table.sort( wrong )
	return query, wrong
end

-- Types whose values are codes, on data pages as in conditions.
local EXACT = { country = true, region = true, language = true, enum = true, code = true, wiki = true, yesno = true }

-- Whether an item of a field is wanted; a year or a month wants all dates in it.
local function isWanted( type, wanted, item )
	if EXACT[type] then
		return wanted[item] == true
	elseif type == 'date' then
		return wanted[item] or wanted[item:sub( 1, 7 )] or wanted[item:sub( 1, 4 )] or false
	end
	return wanted[normalise( type, item )] == true
end

local function meets( filter, cell )
	if cell == '' or filter.any then
		return cell ~= ''
	end
	for _, item in ipairs( Data.items( cell ) ) do
		if isWanted( filter.field.type, filter.wanted, item ) then
			return true
		end
	end
	return false
end

-- Every condition must be met by one of its values at least.
local function acceptor( index, query )
	return function ( record )
		for _, filter in ipairs( query.filters ) do
			if not meets( filter, Data.field( record, index.fields[filter.field.field] ) ) then
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
		local code = #filter.order == 1 and EXACT[filter.field.type] and filter.order[1]
		if code and ( not best or #code > #best ) then
			best = code
		end
	end
	return best
end

--- The records that meet all conditions, in their order.
-- @return records, titles of data pages that could not be read
function Query.find( index, query )
	local selection = { accept = acceptor( index, query ), needle = needle( query ) }
	for _, filter in ipairs( query.filters ) do
		local name = not filter.any and filter.field.name
		if name == 'country' or name == 'countries' then
			selection.countries = filter.order
		elseif name == 'regions' then
			selection.regions = filter.order
		end
	end
	local records, unread = Data.select( index, selection )
	local position = query.sort and index.fields[query.sort.field]
	if position then
		-- Dates from the newest, numbers from the highest, all else in its order; those that state nothing come last.
		local isNumber = query.sort.type == 'number'
		local descending = isNumber or query.sort.type == 'date'
		local keys, place = {}, {}
		for number, record in ipairs( records ) do
			local key = Data.field( record, position )
			keys[record], place[record] = isNumber and tonumber( key ) or not isNumber and key ~= '' and key or nil, number
		end
		table.sort( records, function ( one, other )
			local first, second = keys[one], keys[other]
			if first == second then
				return place[one] < place[other]
			elseif not first or not second then
				return first ~= nil
			end
			return ( first > second ) == descending
		end )
	end
	return records, unread
end

return Query
