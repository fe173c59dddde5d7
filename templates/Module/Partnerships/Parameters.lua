-- The documentation of a template's parameters, in the reader's language.
local Words = require( 'Module:Partnerships/Words' )
local Look = require( 'Module:Partnerships/Look' )
local Values = require( 'Module:Partnerships/Values' )
local schema = mw.loadData( 'Module:Partnerships/Schema' )

local Parameters = {}

-- Forms have pages of their own; these kinds share one, and these have none.
local FORMS = {
	partnership = 'New', hub = 'New', lesson = 'New/Lesson', tool = 'New/Tool', module = 'New/Learning module',
	nomination = 'New/Nomination', inquiry = 'New/Inquiry',
}

local function code( text )
	return '<code>' .. Look.bdi( Words.escape( text ) ) .. '</code>'
end

-- Codes with their labels; nil where a family has none.
local function codes( words, family )
	local shown = {}
	for index, value in ipairs( schema.enumerations[family] or Values.communityCodes( words, family ) ) do
		local label = words:text( 'label-' .. family .. '-' .. value )
		shown[index] = words:text( 'wiki-doc-value', Words.raw( code( value ) ), Words.raw( Look.bdi( label ) ) )
	end
	return #shown > 0 and words:enumeration( shown ) or nil
end

local function valuesOf( words, parameter )
	local shown = parameter.family and codes( words, parameter.family ) or words:text( 'wiki-type-' .. parameter.type )
	return parameter.list and words:text( 'wiki-doc-several', Words.raw( shown ) ) or shown
end

local function nameOf( words, parameter )
	local shown = { code( parameter.name ) }
	if parameter.asked then
		shown[1] = shown[1] .. ' ' .. Look.chip( words:text( 'wiki-doc-asked' ), 'going' )
	end
	local aliases = {}
	for index, alias in ipairs( parameter.aliases ) do
		aliases[index] = code( alias )
	end
	if #aliases > 0 then
		shown[2] = Look.element( 'span', '', 'font-weight:normal;font-size:0.9em;',
			words:text( 'wiki-doc-also', Words.raw( words:enumeration( aliases ) ) ) )
	end
	return Look.stack( shown )
end

local function description( words, key )
	return Look.stack( { Look.element( 'span', '', 'font-weight:bold;', words:text( key ) ), words:text( key .. '-help' ) } )
end

local function notes( words, kind )
	local page = FORMS[kind] and words.root .. '/' .. FORMS[kind]
	local shown = {
		page and words:text( 'wiki-doc-form', Words.raw( '[[' .. page .. ']]' ) ) or '',
		words:text( 'wiki-doc-lists' ),
		words:text( 'wiki-doc-words' ),
		kind == 'partnership' and words:text( 'wiki-doc-sections', Words.raw( '[[Template:Partnership section]]' ) ) or '',
		words:text( 'wiki-doc-category', Words.raw( '[[' .. words.root .. '/Bot]]' ) ),
	}
	local out = {}
	for _, note in ipairs( shown ) do
		if note ~= '' then
			out[#out + 1] = Look.element( 'li', '', '', note )
		end
	end
	return Look.element( 'ul', '', '', table.concat( out ), { lang = words:htmlLanguage(), dir = words.direction } )
end

local function columns( words )
	return {
		{ words:text( 'wiki-doc-parameter' ), 3 }, { words:text( 'wiki-doc-about' ), 4 }, { words:text( 'wiki-doc-values' ), 4 },
	}
end

--- The parameters of a record's template and how to fill them in. |kind= says which.
function Parameters.show( frame )
	local words = Words.read( frame, frame.args.lang )
	local kind = mw.text.trim( frame.args.kind or '' )
	local class = schema.kinds[kind]
	if not class then
		return Look.wrong( words, words:text( 'wiki-error-kind', kind ) )
	end
	local rows = {}
	for index, parameter in ipairs( class.parameters ) do
		local key = 'parameter-' .. kind .. '-' .. parameter.name
		rows[index] = { nameOf( words, parameter ), description( words, key ), valuesOf( words, parameter ) }
	end
	return Look.rows( words, columns( words ), rows, words:plain( 'wiki-doc-parameters' ) ) .. notes( words, kind )
end

--- The parameter of Template:Partnership section.
function Parameters.sections( frame )
	local words = Words.read( frame, frame.args.lang )
	local row = { code( '1' ), description( words, 'wiki-section' ), codes( words, 'section' ) }
	return Look.rows( words, columns( words ), { row }, words:plain( 'wiki-doc-parameters' ) )
end

return Parameters
