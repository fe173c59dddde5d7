-- How values of records are shown on lists and reports, by their type: the bot writes codes and plain texts there.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Values = require( 'Module:Partnerships/Values' )

local Cells = {}

--- Plain text of anybody.
function Cells.escaped( text )
	return Look.bdi( Words.escape( text ) )
end

--- A link to another web site, or nil where the address could hold markup.
function Cells.externalLink( url, label )
	if url and url:find( '^https?://[^%s%[%]<>"|{}]+$' ) then
		return '[' .. url .. ' ' .. label .. ']'
	end
	return nil
end

--- A link to a page: by its address where it lies on another wiki.
function Cells.pageLink( page, url, name )
	local label = Cells.escaped( name or page )
	local title = not url and mw.title.new( page )
	return Cells.externalLink( url, label ) or title and '[[:' .. title.fullText .. '|' .. label .. ']]' or label
end

--- The name of a code: languages have names of their own, all others labels.
function Cells.named( words, family, code )
	if family == 'language' then
		return Cells.escaped( words:languageName( code ) )
	end
	local label = words:optional( 'label-' .. family .. '-' .. code )
	if not label and family == 'part' then -- of the framework: a section or a parameter
		label = words:optional( 'label-section-' .. code ) or words:optional( 'parameter-partnership-' .. code )
	end
	if not label and code == 'not-stated' then -- a report counts what pages leave out too
		label = words:optional( 'wiki-not-stated' )
	end
	return Look.bdi( label or Words.escape( code ) )
end

-- Types that are not simply text. value is one value, column { type =, family = }.
local show = {}

local function ofFamily( words, value, column )
	local label = Cells.named( words, column.family or column.type, value )
	return column.family == 'status' and Look.chip( label, Values.mood( value ) ) or label
end
for _, type in ipairs( { 'enum', 'code', 'label', 'country', 'region', 'language', 'wiki', 'yesno' } ) do
	show[type] = ofFamily
end

function show.page( _, value )
	return Cells.pageLink( value )
end

function show.user( _, value )
	local title = mw.title.makeTitle( 'User', value )
	return title and '[[:' .. title.fullText .. '|' .. Cells.escaped( value ) .. ']]' or Cells.escaped( value )
end

function show.url( _, value )
	return Cells.externalLink( value, Cells.escaped( ( value:gsub( '^https?://', '' ) ) ) ) or Cells.escaped( value )
end

function show.place( words, value )
	return value:find( '^https?://' ) and show.url( words, value ) or Cells.pageLink( value )
end

function show.date( words, value )
	return words:date( value ) or Words.escape( value )
end

function show.number( words, value )
	return tonumber( value ) and words:number( tonumber( value ) ) or Words.escape( value )
end

function show.text( _, value )
	local task = value:match( '^T[1-9]%d*$' )
	return task and Cells.externalLink( 'https://phabricator.wikimedia.org/' .. task, task ) or Cells.escaped( value )
end

function show.item( _, value )
	return value:find( '^Q[1-9]%d*$' ) and Cells.externalLink( 'https://www.wikidata.org/wiki/' .. value, value ) or Cells.escaped( value )
end

function show.property( _, value )
	return value:find( '^P[1-9]%d*$' ) and Cells.externalLink( 'https://www.wikidata.org/wiki/Property:' .. value, value ) or
		Cells.escaped( value )
end

--- One value by the type of its column: { type =, family = }.
function Cells.show( words, value, column )
	return ( show[column.type] or show.text )( words, value, column )
end

--- Several values, as one enumeration.
function Cells.showAll( words, items, column )
	local shown = {}
	for _, item in ipairs( items ) do
		if item ~= '' then
			shown[#shown + 1] = Cells.show( words, item, column )
		end
	end
	return words:enumeration( shown )
end

return Cells
