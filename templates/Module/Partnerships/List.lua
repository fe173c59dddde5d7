-- Lists of records from the data pages, for Template:Partnerships.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Data = require( 'Module:Partnerships/Data' )
local Query = require( 'Module:Partnerships/Query' )
local Cells = require( 'Module:Partnerships/Cells' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local List = {}

local BARS = 20

-- The columns of tables after the name, and their widths; the first two that are filled are the details in plain lists.
local COLUMNS = {
	partnership = { { 'partner', 4 }, { 'country', 3 }, { 'lead', 3 }, { 'status', 3 }, { 'start', 3 } },
	hub = { { 'themes', 3 }, { 'regions', 4 }, { 'type', 2 }, { 'languages', 3 } },
	contribution = { { 'partnership', 4 }, { 'type', 3 }, { 'date', 3 }, { 'licence', 3 }, { 'records', 2 } },
	lesson = { { 'themes', 3 }, { 'partner_type', 3 }, { 'languages', 3 }, { 'ask_me', 3 } },
	tool = { { 'purpose', 5 }, { 'programs', 3 }, { 'status', 3 }, { 'maintainers', 3 } },
	module = { { 'skills', 4 }, { 'languages', 3 }, { 'form', 2 }, { 'level', 3 }, { 'updated', 3 } },
	task = { { 'page', 4 }, { 'claimed_by', 3 }, { 'since', 3 }, { 'done', 3 } },
	nomination = { { 'type', 3 }, { 'status', 3 }, { 'partnership', 4 }, { 'nominated_by', 3 } },
	inquiry = { { 'type', 3 }, { 'country', 3 }, { 'languages', 3 }, { 'filed', 3 }, { 'status', 3 } },
}

-- How the fields of one record are shown.
local Shown = {}
Shown.__index = Shown

function Shown:text( field )
	return Data.text( Data.field( self.record, self.index.fields[field] ) )
end

function Shown:link()
	local url = self:text( 'url' )
	local name, page = self:text( 'name' ), self:text( 'page' )
	return Cells.pageLink( page, url ~= '' and url or nil, name ~= '' and name or page )
end

-- The link to the revision that was read; empty unless asked for.
function Shown:revision()
	local revision, url = self:text( 'revision' ), self:text( 'url' )
	if not self.query.revisions or not revision:find( '^%d+$' ) then
		return ''
	end
	local label = self.words:text( 'wiki-list-revision' )
	if url ~= '' then
		label = Cells.externalLink( url .. ( url:find( '?', 1, true ) and '&' or '?' ) .. 'oldid=' .. revision, label ) or ''
	else
		label = '[[Special:PermanentLink/' .. revision .. '|' .. label .. ']]'
	end
	return ' ' .. Look.small( label )
end

function Shown:value( name )
	local field = Query.fieldsOf( self.kind )[name]
	return Cells.showAll( self.words, Data.items( Data.field( self.record, self.index.fields[field.field] ) ), field )
end

local function shownAs( words, index, query, record )
	return setmetatable( { words = words, index = index, query = query, kind = query.kind, record = record }, Shown )
end

-- What a field is called: as its parameter, or as the kind of record it leads to.
local function heading( words, kind, name )
	return words:optional( 'parameter-' .. kind .. '-' .. name ) or words:optional( 'wiki-column-' .. name ) or
		words:optional( 'label-kind-' .. name ) or Words.escape( name )
end

local function asTable( words, index, query, records )
	local kind = query.kind
	local columns, rows = { { words:text( 'wiki-column-name' ), 4 } }, {}
	for position, column in ipairs( COLUMNS[kind] ) do
		columns[position + 1] = { heading( words, kind, Query.fieldsOf( kind )[column[1]].name ), column[2] }
	end
	for number, record in ipairs( records ) do
		local shown = shownAs( words, index, query, record )
		local row = { shown:link() .. shown:revision() }
		for position, column in ipairs( COLUMNS[kind] ) do
			row[position + 1] = shown:value( column[1] )
		end
		rows[number] = row
	end
	return Look.rows( words, columns, rows, words:plain( 'wiki-list-' .. kind ) )
end

local function asList( words, index, query, records )
	local lines = {}
	for number, record in ipairs( records ) do
		local shown, details = shownAs( words, index, query, record ), {}
		for position = 1, 2 do
			local detail = shown:value( COLUMNS[query.kind][position][1] )
			if detail ~= '' then
				details[#details + 1] = detail
			end
		end
		local line = shown:link()
		if #details > 0 then
			line = words:text( 'wiki-list-item', Words.raw( line ), Words.raw( table.concat( details, ' · ' ) ) )
		end
		lines[number] = '<li>' .. line .. shown:revision() .. '</li>'
	end
	return Look.element( 'ul', 'partnerships-list plainlinks', '', table.concat( lines ),
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

-- How often each value of a field occurs, how many different ones there are, and how many records have none. Dates are counted by year.
local function counted( index, records, field, type )
	local counts, distinct, without = {}, 0, 0
	for _, record in ipairs( records ) do
		local items = Data.items( Data.field( record, index.fields[field] ) )
		if #items == 0 then
			without = without + 1
		end
		for _, item in ipairs( items ) do
			item = type == 'date' and item:sub( 1, 4 ) or item
			if not counts[item] then
				counts[item], distinct = 0, distinct + 1
			end
			counts[item] = counts[item] + 1
		end
	end
	return counts, distinct, without
end

-- A bar for each value of a field, the longest first, years from the newest; values that are rare are counted together.
local function asFigure( words, index, query, records )
	local inOrder = query.by.type == 'date'
	local counts, _, without = counted( index, records, query.by.field, query.by.type )
	local order, others = {}, 0
	for code in pairs( counts ) do
		order[#order + 1] = code
	end
	table.sort( order, function ( one, other )
		if inOrder then
			return one > other
		end
		return counts[one] > counts[other] or counts[one] == counts[other] and one < other
	end )
	local bars, highest = {}, 1
	local function add( label, count )
		if count > 0 then
			bars[#bars + 1] = { label, words:number( count ), count }
			highest = math.max( highest, count )
		end
	end
	for position, code in ipairs( order ) do
		if position <= BARS then
			add( Cells.show( words, code, query.by ), counts[code] )
		else
			others = others + counts[code]
		end
	end
	add( words:text( 'wiki-figure-others', #order - BARS ), others )
	add( words:text( 'wiki-figure-without' ), without )
	for _, bar in ipairs( bars ) do
		bar[3] = 100 * bar[3] / highest
	end
	return Look.figure( words, bars, words:plain( 'wiki-figure', words:plain( 'wiki-list-' .. query.kind ),
		words:plainOr( 'parameter-' .. query.kind .. '-' .. query.by.name, 'wiki-column-' .. query.by.name ) ) )
end

-- The values of a condition, in the reader's words; a status is no chip within a sentence.
local function asked( words, filter )
	if filter.any then
		return words:text( 'wiki-condition-any' )
	elseif filter.field.type ~= 'enum' and filter.field.type ~= 'yesno' then
		return Cells.showAll( words, filter.order, filter.field )
	end
	local shown = {}
	for position, code in ipairs( filter.order ) do
		shown[position] = Cells.named( words, filter.field.family, code )
	end
	return words:enumeration( shown )
end

-- What was asked for, in the reader's words.
local function conditions( words, query )
	local out = {}
	for position, filter in ipairs( query.filters ) do
		out[position] = words:text( 'wiki-reason', Words.raw( heading( words, query.kind, filter.field.name ) ),
			Words.raw( asked( words, filter ) ) )
	end
	return out
end

-- Of which date the data are, in small print.
local function freshness( words, index )
	local date = index.date and words:date( index.date )
	return date and words:text( 'wiki-report-date', Words.raw( date ) )
end

local function asSentence( words, index, query, records )
	local places = index.fields[query.kind == 'hub' and 'regions' or 'country']
	local _, distinct = counted( index, records, places and ( query.kind == 'hub' and 'regions' or 'country' ) or 'site' )
	local sentence = words:text( 'wiki-sentence-' .. query.kind, #records, distinct )
	local remarks = conditions( words, query )
	local date = freshness( words, index )
	remarks[#remarks + 1] = date and Look.small( date )
	if #remarks > 0 then
		sentence = words:text( 'wiki-list-item', Words.raw( sentence ), Words.raw( table.concat( remarks, ' · ' ) ) )
	end
	return Look.element( 'span', '', '', sentence, { lang = words:htmlLanguage(), dir = words.direction } )
end

local function nothing( words, query )
	local text = words:text( #query.filters > 0 and 'wiki-list-none-such' or 'wiki-list-none-' .. query.kind )
	if query.kind == 'partnership' then
		text = text .. ' [[' .. words.root .. '/New|' .. words:text( 'wiki-list-register' ) .. ']]'
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

-- Below a list: which part of all is shown, and how fresh it is.
local function remarks( words, index, query, records, part, unread )
	local small, out = {}, ''
	if #part > 0 and #part < #records then
		small[1] = words:text( 'wiki-list-part', query.offset + 1, query.offset + #part, #records )
	elseif #part < #records then
		out = Look.notice( words, words:text( 'wiki-list-beyond', #records ), 'neutral', 'partnerships-part' )
	end
	small[#small + 1] = freshness( words, index )
	if #small > 0 then
		out = out .. Look.element( 'div', 'partnerships-remark', 'margin-bottom:0.5em;', Look.small( table.concat( small, ' · ' ) ),
			{ lang = words:htmlLanguage(), dir = words.direction } )
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
	local bot = Words.raw( '[[' .. words.root .. '/Bot]]' )
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

--- By what lists of each kind can be chosen, counted and sorted, for the documentation.
function List.conditions( frame )
	local words = Words.read( frame, frame.args.lang )
	local rows = {}
	for position, kind in ipairs( Query.sortedNames( schema.kinds ) ) do
		local fields, shown = Query.fieldsOf( kind ), {}
		for number, name in ipairs( Query.sortedNames( fields ) ) do
			shown[number] = '<code>' .. name .. '</code> ' .. Look.small( heading( words, kind, fields[name].name ) )
		end
		rows[position] = { '<code>' .. kind .. '</code>', words:enumeration( shown ) }
	end
	local columns = { { words:text( 'wiki-list-kinds' ), 1 }, { words:text( 'wiki-list-conditions' ), 5 } }
	return Look.rows( words, columns, rows, words:plain( 'wiki-list-conditions' ) )
end

--- A table, list, count, sentence or figure of the records that the call asks for.
function List.show( frame )
	local arguments = readArguments( frame )
	local words = Words.read( frame, arguments.lang )
	local query, wrong = Query.read( words, arguments )
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
	local records, unread = Query.find( index, query )
	if query.format == 'count' then
		return words:number( #records )
	elseif query.format == 'sentence' then
		return asSentence( words, index, query, records )
	elseif #records == 0 then
		return nothing( words, query ) .. remarks( words, index, query, records, records, unread )
	end
	if query.format == 'figure' then
		return asFigure( words, index, query, records ) .. remarks( words, index, query, records, records, unread )
	end
	local part = page( records, query )
	local body = ''
	if #part > 0 then
		body = ( query.format == 'list' and asList or asTable )( words, index, query, part )
	end
	return body .. remarks( words, index, query, records, part, unread )
end

return List
