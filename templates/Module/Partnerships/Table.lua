-- The tables of report pages: a head, rows, an end, each a call of its own, so that one row too many spoils no page.
-- What columns there are is declared in Module:Partnerships/Reports; the bot writes codes and plain values.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Cells = require( 'Module:Partnerships/Cells' )

local Table = {}

local function bar( part, whole )
	local percent = whole > 0 and math.floor( 100 * part / whole + 0.5 ) or 0
	return Look.bar( percent )
end

-- How a value is shown where its type is one that only reports have.
local show = {}

function show.page( _, value, column, values )
	return Cells.pageLink( value, values[column.name .. '_url'], values[column.name .. '_name'] )
end

function show.share( words, value )
	local part, whole = value:match( '^(%d+)/(%d+)$' )
	if not part then
		return words:text( 'wiki-share-withheld', tonumber( value:match( '/(%d+)$' ) ) or 0 )
	end
	part, whole = tonumber( part ), tonumber( whole )
	return words:text( 'wiki-share', part, whole ) .. bar( part, whole )
end

function show.counts( words, value, column )
	local items = {}
	for item in mw.text.gsplit( value, ';', true ) do
		local code, number = item:match( '^(.+):(%d+)$' )
		if code then
			local text = words:text( 'wiki-report-count', Words.raw( Cells.named( words, column.family, code ) ), tonumber( number ) )
			items[#items + 1] = Look.chip( text, number == '0' and 'careful' or 'neutral' )
		end
	end
	return table.concat( items, ' ' )
end

function show.reasons( words, value )
	local items = {}
	for item in mw.text.gsplit( value, ';', true ) do
		local family, code = item:match( '^([%w-]+):(.+)$' )
		items[#items + 1] = family and words:text( 'wiki-reason',
			Words.raw( words:optional( 'wiki-reason-' .. family ) or Cells.escaped( family ) ),
			Words.raw( Cells.named( words, family, code ) ) ) or Cells.escaped( item )
	end
	return words:enumeration( items )
end

-- Not known is not zero.
local function unknown( words )
	return Look.small( words:text( 'wiki-unknown' ) )
end

function show.figure( words, value )
	return tonumber( value ) and words:number( tonumber( value ) ) or unknown( words )
end

function show.series( words, value )
	local months, most = {}, 0
	for month, number in value:gmatch( '(%d%d%d%d%-%d%d):(%d+)' ) do
		months[#months + 1] = { month, tonumber( number ) }
		most = math.max( most, tonumber( number ) )
	end
	if #months == 0 then
		return unknown( words )
	end
	for _, item in ipairs( months ) do
		item[1] = words:text( 'wiki-report-count', Words.raw( words:date( item[1] ) or item[1] ), item[2] )
		item[2] = most > 0 and math.floor( 100 * item[2] / most + 0.5 ) or 0
	end
	return Look.series( months )
end

function show.message( words, value, column )
	return words:optional( 'wiki-' .. column.family .. '-' .. value ) or Words.escape( value )
end

function show.create( words, value )
	return Cells.externalLink( value, words:text( 'wiki-report-create' ) ) or ''
end

-- Several values of one type, separated by semicolons.
local SEVERAL = { labels = 'label', users = 'user', countries = 'country', regions = 'region', languages = 'language', wikis = 'wiki' }

local function editLink( words, column, values )
	local page, url = values[column.of], values[column.of .. '_url']
	local title = page and not url and mw.title.new( page )
	local address = title and tostring( title:canonicalUrl( { action = 'edit' } ) ) or
		url and url .. ( url:find( '?', 1, true ) and '&' or '?' ) .. 'action=edit'
	return Cells.externalLink( address, words:text( 'wiki-report-edit' ) ) or ''
end

local function cell( words, column, values )
	if column.type == 'edit' then
		return editLink( words, column, values )
	end
	local value = values[column.name]
	if not value then
		return column.type == 'region' and words:text( 'wiki-region-none' ) or ''
	elseif show[column.type] then
		return show[column.type]( words, value, column, values )
	elseif SEVERAL[column.type] then
		return Cells.showAll( words, mw.text.split( value, ';', true ), { type = SEVERAL[column.type], family = column.family } )
	end
	return Cells.show( words, value, column )
end

local function headings( words, columns )
	local out = {}
	for position, column in ipairs( columns ) do
		out[position] = { column.type == 'edit' and '' or words:text( 'wiki-column-' .. column.name ), column.weight }
	end
	return out
end

--- The head of a table: its heading, and the columns' unless there is no row.
-- @param columns the table's entry in Module:Partnerships/Reports
function Table.head( words, columns, values )
	local key = 'wiki-table-' .. values.report .. '-' .. values.table
	local heading = ''
	if ( tonumber( values.from ) or 1 ) == 1 then
		heading = Look.heading( words, words:text( key ) )
	end
	if tonumber( values.count ) == 0 then
		return heading .. Look.notice( words, words:text( key .. '-none' ), 'neutral', 'partnerships-empty' )
	end
	return heading .. Look.openTable( words, headings( words, columns ), words:plain( key ) )
end

--- A row of a table.
function Table.row( words, columns, values )
	local cells = {}
	for position, column in ipairs( columns ) do
		cells[position] = cell( words, column, values )
	end
	return Look.tableRow( headings( words, columns ), cells )
end

--- The end of a table that has rows.
function Table.foot()
	return Look.closeTable()
end

return Table
