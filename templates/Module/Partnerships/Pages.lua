-- Parts of people's pages in the reader's language: what a page is for, cards that lead to others, a call to copy.
-- Pages are named as they stand below the root; their titles and sentences are the messages
-- "wiki-page-<name>" and "wiki-page-<name>-about", the name in small letters with hyphens: "wiki-page-index-by-region".
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Data = require( 'Module:Partnerships/Data' )
local Values = require( 'Module:Partnerships/Values' )

local Pages = {}

-- What is counted on cards, by page.
local KINDS = {
	['Index/All'] = 'partnership', Hubs = 'hub', Lessons = 'lesson', Tools = 'tool', Contributions = 'contribution',
	['Learning modules'] = 'module', Inquiries = 'inquiry', Recognition = 'nomination',
}

local function keyOf( name )
	return 'wiki-page-' .. name:lower():gsub( '[ /]', '-' )
end

local function read( frame )
	return Words.read( frame, frame.args.lang ), mw.text.trim( frame.args[1] or '' )
end

local function speech( words )
	return { lang = words:htmlLanguage(), dir = words.direction }
end

local function link( words, name )
	return '[[' .. words.root .. '/' .. name .. '|' .. ( words:optional( keyOf( name ) ) or Words.escape( name ) ) .. ']]'
end

--- What a page is for: {{#invoke:Partnerships|about|Index/By region}}; the portal has the empty name.
function Pages.about( frame )
	local words, name = read( frame )
	local key = name == '' and 'wiki-page-portal' or keyOf( name )
	local text = words:optional( key .. '-about' ) or ''
	if name ~= '' then
		text = text .. ' ' .. Look.small( '[[' .. words.root .. '|' .. words:text( 'wiki-page-portal' ) .. ']]' )
	end
	return Look.element( 'div', 'partnerships-about', 'margin:0.5em 0;', text, speech( words ) )
end

--- A paragraph in the reader's direction: {{#invoke:Partnerships|paragraph|1={{Partnerships|format=sentence}}}}
function Pages.paragraph( frame )
	local words, text = read( frame )
	return Look.element( 'div', 'partnerships-paragraph', 'margin:0.5em 0;', text, speech( words ) )
end

--- Cards that lead to pages: {{#invoke:Partnerships|cards|Lessons|Tools|…}}
function Pages.cards( frame )
	local words = read( frame )
	local cards = {}
	for _, name in ipairs( frame.args ) do
		name = mw.text.trim( name )
		local index = KINDS[name] and Data.index( KINDS[name] )
		cards[#cards + 1] = Look.leadCard( link( words, name ), words:optional( keyOf( name ) .. '-about' ) or '',
			index and words:number( index.count ) )
	end
	return Look.leadCards( words, cards )
end

--- Links to pages, in one line: {{#invoke:Partnerships|links|Index/By region|Index/By country|…}}
function Pages.links( frame )
	local words = read( frame )
	local links = {}
	for _, name in ipairs( frame.args ) do
		links[#links + 1] = link( words, mw.text.trim( name ) )
	end
	return Look.element( 'div', 'partnerships-links', 'margin:0.5em 0;', table.concat( links, ' · ' ), speech( words ) )
end

--- How to show part of a list on any page: {{#invoke:Partnerships|example|country{{=}}SN; status{{=}}active}}
function Pages.example( frame )
	local words, conditions = read( frame )
	conditions = mw.text.decode( mw.text.unstripNoWiki( conditions ) ):gsub( '%s*;%s*', '|' )
	local call = Look.element( 'pre', '', 'white-space:pre-wrap;', Words.escape( '{{Partnerships|' .. conditions .. '}}' ), { dir = 'ltr' } )
	local more = '[[Template:Partnerships|' .. words:text( 'wiki-page-conditions' ) .. ']]'
	return Look.element( 'div', 'partnerships-example', 'margin:0.5em 0;', words:text( 'wiki-page-narrow' ) .. call .. more, speech( words ) )
end

-- The parts of an entry by which another template is read, and whether one may be left out.
local MAPPING = { { 'wiki' }, { 'template' }, { 'kind' }, { 'parameters' }, { 'values', true }, { 'only', true } }

--- What the parts of a mapping say: {{#invoke:Partnerships|mapping}}
function Pages.mapping( frame )
	local words = read( frame )
	local rows = {}
	for position, part in ipairs( MAPPING ) do
		local name = '<code>' .. part[1] .. '</code>'
		rows[position] = {
			part[2] and Look.stack( { name, Look.small( words:text( 'wiki-mapping-optional' ) ) } ) or name,
			words:text( 'wiki-mapping-' .. part[1] ),
		}
	end
	local columns = { { words:text( 'wiki-doc-parameter' ), 1 }, { words:text( 'wiki-doc-about' ), 4 } }
	return Look.rows( words, columns, rows, words:plain( 'wiki-mapping' ) )
end

--- The barnstars that are offered, each with its code: {{#invoke:Partnerships|barnstars}}
function Pages.barnstars( frame )
	local words = read( frame )
	local offered = {}
	for index, code in ipairs( Values.communityCodes( words, 'barnstar' ) ) do
		local label = words:optional( 'label-barnstar-' .. code ) or Words.escape( code )
		offered[index] = label .. ' <code>' .. Words.escape( code ) .. '</code>'
	end
	return Look.element( 'div', 'partnerships-barnstars', 'margin:0.5em 0;', table.concat( offered, ' · ' ), speech( words ) )
end

return Pages
