-- Report pages: the bot writes codes and plain values, this says them in the reader's language.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Table = require( 'Module:Partnerships/Table' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )
local reports = mw.loadData( 'Module:Partnerships/Reports' )

local Report = {}

-- Where the first page of a report that does not say so itself stands, below the root.
local PAGES = { problems = '/Reports/Problems', status = '/Bot/Status' }
local SEVERITY_MOODS = { error = 'bad', warning = 'careful', hint = 'neutral' }
local STATE_MOODS = { ok = 'good', running = 'going', incomplete = 'careful' }

-- The plain texts behind the escaped values of the calling template.
local function readValues( frame )
	local parent = frame:getParent() or frame
	local values = {}
	for name, value in pairs( parent.args ) do
		value = mw.text.trim( mw.text.decode( mw.text.unstripNoWiki( value ), true ) )
		if value ~= '' then
			values[name] = value
		end
	end
	return values
end

local function externalLink( url, label )
	if url and url:find( '^https?://[^%s%[%]<>"|{}]+$' ) then
		return '[' .. url .. ' ' .. label .. ']'
	end
	return nil
end

local function pageLink( values )
	local label = Look.bdi( Words.escape( values.page or '' ) )
	local title = not values.url and values.page and mw.title.new( values.page )
	local link = externalLink( values.url, label ) or title and '[[:' .. title.fullText .. '|' .. label .. ']]' or label
	return '<b>' .. link .. '</b>'
end

-- The address of the editor comes with pages of other wikis; for those of this one it is known.
local function editLink( words, values )
	local title = not values.edit and not values.url and values.page and mw.title.new( values.page )
	local address = title and tostring( title:canonicalUrl( { action = 'edit' } ) ) or values.edit
	return externalLink( address, words:text( 'wiki-report-edit' ) )
end

local function code( text )
	return '<code>' .. Look.bdi( Words.escape( text ) ) .. '</code>'
end

-- The record kind whose template a row speaks of, for the label of a parameter.
local function kindOf( template )
	for kind, class in pairs( schema.kinds ) do
		if class.template == template then
			return kind
		end
	end
	return nil
end

local function parameterName( words, values )
	local name = values.parameter or ''
	if name == '' then
		return Words.raw( code( values.template or '' ) )
	end
	local kind = kindOf( values.template )
	local label = kind and words:optional( 'parameter-' .. kind .. '-' .. name )
	return Words.raw( label and words:text( 'wiki-report-parameter', Words.raw( label ), Words.raw( code( name ) ) ) or code( name ) )
end

-- The sentence on a problem; a suggestion follows where the bot has one.
local function explanation( words, values )
	local key = 'problem-' .. ( values.code or '' )
	if not words:find( key ) then
		return code( values.code or '' )
	end
	local remedy = Words.raw( Look.bdi( Words.escape( values.remedy or '' ) ) )
	local text = words:text( key, parameterName( words, values ), Words.raw( Look.bdi( Words.escape( values.found or '' ) ) ), remedy )
	return values.remedy and text .. ' ' .. words:text( 'wiki-report-remedy', remedy ) or text
end

local function place( words, values )
	local line, column = tonumber( values.line ), tonumber( values.column )
	if not line or line < 1 then
		return nil
	end
	if column and column > 0 then
		return words:text( 'wiki-report-place', line, column )
	end
	return words:text( 'wiki-report-line', line )
end

local function joined( parts )
	local out = {}
	for position = 1, 5 do
		if parts[position] and parts[position] ~= '' then
			out[#out + 1] = parts[position]
		end
	end
	return table.concat( out, ' · ' )
end

local rows = {}

function rows.problems( words, values )
	local severity = values.severity or ''
	local label = words:optional( 'label-severity-' .. severity )
	local head = pageLink( values ) .. ( label and Look.chip( label, SEVERITY_MOODS[severity] or 'neutral' ) or '' )
	return Look.card( words, head, explanation( words, values ), joined( {
		values.site and Look.bdi( Words.escape( values.site ) ),
		values.template and '<code>{{' .. Words.escape( values.template ) .. '}}</code>',
		place( words, values ),
		editLink( words, values ),
	} ) )
end

local function moment( words, text )
	local date, time = text:match( '^(%d%d%d%d%-%d%d%-%d%d)[T ](%d%d:%d%d)' )
	if date then
		return words:text( 'wiki-date-time', Words.raw( words:date( date ) or date ), time )
	end
	return words:date( text ) or Words.escape( text )
end

-- What of a status row is not a count.
local STATUS_NAMES = {
	report = true, job = true, state = true, reason = true, detail = true, last_start = true, last_success = true, lang = true,
}

-- What is wrong with a page by which people govern the bot.
local function configurationRow( words, values )
	local key = 'wiki-configuration-' .. values.configuration
	local found = Words.raw( Look.bdi( Words.escape( values.found or '' ) ) )
	local text = words:find( key ) and words:text( key, Words.raw( code( values.path or values.page or '' ) ), found )
		or code( values.configuration )
	if values.remedy then
		text = text .. ' ' .. words:text( 'wiki-report-remedy', Words.raw( Look.bdi( Words.escape( values.remedy ) ) ) )
	end
	local chip = Look.chip( words:optional( 'wiki-state-incomplete' ) or 'incomplete', 'careful' )
	return Look.card( words, pageLink( values ) .. chip, text, joined( {
		words:text( 'wiki-configuration-kept' ),
		place( words, values ),
		editLink( words, values ),
	} ) )
end

function rows.status( words, values )
	if values.configuration then
		return configurationRow( words, values )
	end
	local state = values.state or ''
	local head = '<b>' .. ( words:optional( 'wiki-job-' .. ( values.job or '' ) ) or code( values.job or '' ) ) .. '</b>'
	if state ~= '' then
		head = head .. Look.chip( words:optional( 'wiki-state-' .. state ) or Words.escape( state ), STATE_MOODS[state] or 'neutral' )
	end
	local reason = values.reason and ( words:optional( 'outcome-' .. values.reason ) or Words.escape( values.reason ) )
	if values.detail then
		reason = joined( { reason or '', Look.bdi( Words.escape( values.detail ) ) } )
	end
	local names, counts = {}, {}
	for name in pairs( values ) do
		if not STATUS_NAMES[name] and tonumber( values[name] ) then
			names[#names + 1] = tostring( name )
		end
	end
	table.sort( names )
	for position, name in ipairs( names ) do
		counts[position] = words:text( 'wiki-report-count', Words.raw( words:optional( 'wiki-count-' .. name ) or code( name ) ),
			tonumber( values[name] ) )
	end
	local times = joined( {
		values.last_start and words:text( 'wiki-report-last-start', Words.raw( moment( words, values.last_start ) ) ) or '',
		values.last_success and words:text( 'wiki-report-last-success', Words.raw( moment( words, values.last_success ) ) ) or '',
	} )
	return Look.card( words, head, reason or '', times .. ( #counts > 0 and times ~= '' and '<br>' or '' ) .. table.concat( counts, ' · ' ) )
end

local function unknownReport( words, name )
	local names = {}
	for _, kind in ipairs( { PAGES, reports } ) do
		for known in pairs( kind ) do
			names[#names + 1] = '<code>' .. known .. '</code>'
		end
	end
	table.sort( names )
	return Look.wrong( words, words:text( 'wiki-error-report', name or '', Words.raw( words:enumeration( names ) ) ) )
end

local function isReport( values )
	return PAGES[values.report or ''] or values.page and reports[values.report or '']
end

-- The columns of the table that a call belongs to, or nil.
local function columnsOf( values )
	local report = reports[values.report or '']
	return report and report[values.table or '']
end

--- The row of a report.
function Report.row( frame )
	local values = readValues( frame )
	local words = Words.read( frame, values.lang )
	local columns = columnsOf( values )
	if columns then
		return Table.row( words, columns, values )
	end
	local show = rows[values.report or '']
	return show and show( words, values ) or unknownReport( words, values.report )
end

--- The head of a table of a report.
function Report.tableHead( frame )
	local values = readValues( frame )
	local words = Words.read( frame, values.lang )
	local columns = columnsOf( values )
	return columns and Table.head( words, columns, values ) or unknownReport( words, values.report )
end

--- The end of a table of a report.
function Report.tableFoot()
	return Table.foot()
end

-- Links to the other parts of a long report.
local function parts( words, values )
	local total, current = tonumber( values.parts ) or 1, tonumber( values.part ) or 1
	if total < 2 then
		return ''
	end
	local links = {}
	for part = 1, math.min( total, 100 ) do
		local number = words:number( part )
		local page = ( values.page or words.root .. PAGES[values.report] ) .. ( part > 1 and '/' .. part or '' )
		links[part] = part == current and '<b>' .. number .. '</b>' or '[[' .. page .. '|' .. number .. ']]'
	end
	return words:text( 'wiki-report-parts', Words.raw( table.concat( links, ' ' ) ) )
end

--- The head of a report page: what it is, how fresh, how much, and its other parts.
function Report.head( frame )
	local values = readValues( frame )
	local words = Words.read( frame, values.lang )
	if not isReport( values ) then
		return unknownReport( words, values.report )
	end
	local count, unreadable = tonumber( values.count ), tonumber( values.unreadable )
	local facts = joined( {
		count and words:text( 'wiki-report-' .. values.report .. ( count > 0 and '-count' or '-none' ), count ) or '',
		values.date and words:text( 'wiki-report-date', Words.raw( moment( words, values.date ) ) ) or '',
		unreadable and '[[' .. words.root .. PAGES.problems .. '|' .. words:text( 'wiki-report-unreadable', unreadable ) .. ']]' or '',
		parts( words, values ),
	} )
	return Look.card( words, '<b>' .. words:text( 'wiki-report-' .. values.report ) .. '</b>',
		words:text( 'wiki-report-' .. values.report .. '-about' ), facts )
end

--- The foot of a report page: whose page it is.
function Report.foot( frame )
	local values = readValues( frame )
	local words = Words.read( frame, values.lang )
	local others = isReport( values ) and parts( words, values ) or ''
	return Look.element( 'div', 'partnerships-foot', 'font-size:0.9em;margin-top:0.8em;',
		( others ~= '' and others .. '<br>' or '' ) .. words:text( 'wiki-report-foot' ) ..
			' [[' .. words.root .. '/Bot|' .. words:text( 'wiki-report-bot' ) .. ']]',
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

return Report
