-- Reads the data pages that the bot writes: one index, and shards by region with one string a record.
local Words = require( 'Module:Partnerships/Words' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Data = {}

local VERSION = 1
local UNESCAPED = { ['\\'] = '\\', p = '|', s = ';' }

local function unescape( text )
	return ( text:gsub( '\\(.)', UNESCAPED ) )
end

--- The items of a list field, unescaped.
function Data.items( field )
	local items = {}
	if field ~= '' then
		for item in mw.text.gsplit( field, ';', true ) do
			items[#items + 1] = unescape( item )
		end
	end
	return items
end

--- One of the fields as text, unescaped.
function Data.text( field )
	return unescape( field )
end

--- The index of a kind: { fields = position by name, shards, countries, regions, count, date = of the newest record or nil };
-- else nil and why ("missing", "version").
function Data.index( kind )
	local index = Words.loadOrWait( schema.data .. '/Index.json' )
	if not index or not index.kinds or not index.kinds[kind] then
		return nil, 'missing'
	end
	if index.version ~= VERSION then
		return nil, 'version'
	end
	local positions = {}
	for position, name in ipairs( index.kinds[kind].fields or {} ) do
		positions[name] = position
	end
	local entry = index.kinds[kind]
	return {
		fields = positions,
		shards = entry.shards or {},
		countries = entry.countries or {},
		regions = entry.regions or {},
		count = entry.count or 0,
		date = index.date ~= '' and index.date or nil
	}
end

-- The names of the shards to read, sorted: all, or those where the countries or regions asked for are.
local function shardTitles( index, countries, regions )
	local keys = {}
	local codes, places = countries or regions, countries and index.countries or index.regions
	if codes then
		for _, code in ipairs( codes ) do
			for _, key in ipairs( places[code] or {} ) do
				keys[key] = true
			end
		end
	else
		for key in pairs( index.shards ) do
			keys[key] = true
		end
	end
	local titles = {}
	for key in pairs( keys ) do
		for _, title in ipairs( index.shards[key] or {} ) do
			titles[#titles + 1] = title
		end
	end
	table.sort( titles )
	return titles
end

--- One field of a record's string, still escaped; empty where there is none. Fields are cut out one by one because lists need few of them.
function Data.field( record, position )
	local from = 1
	for _ = 2, position or 0 do
		local at = record:find( '|', from, true )
		if not at then
			return ''
		end
		from = at + 1
	end
	local at = record:find( '|', from, true )
	return position and record:sub( from, at and at - 1 ) or ''
end

--- The records that pass, as strings, sorted by name.
-- @param index from Data.index
-- @param query { countries =, regions = lists of codes or nil, needle = a text that every hit contains or nil,
--   accept = function( record ) }
-- @return records, titles of shards that could not be read
function Data.select( index, query )
	local found, unread, known = {}, {}, {}
	for _, title in ipairs( shardTitles( index, query.countries, query.regions ) ) do
		local shard = Words.loadOrWait( title )
		if not shard then
			unread[#unread + 1] = title
		end
		local first = #found + 1
		for _, record in ipairs( shard and shard.records or {} ) do
			-- One that changes its shard stands in two while the pages are written; two that say the same stand in one.
			if ( not query.needle or record:find( query.needle, 1, true ) ) and not known[record] and query.accept( record ) then
				found[#found + 1] = record
			end
		end
		for position = first, #found do
			known[found[position]] = true
		end
	end
	table.sort( found )
	return found, unread
end

return Data
