-- Words in the reader's language: messages, numbers, dates, names of languages.
-- Messages are plain text; whatever is put into them is escaped unless wrapped by raw().
local Words = {}
Words.__index = Words

local PLACE = 'Module:Partnerships/i18n'
local CODES = 'Module:Partnerships/Data/Codes.json'

--- Marks a text as wikitext that text() must not escape.
function Words.raw( wikitext )
	return { wikitext = wikitext }
end

--- Plain text as wikitext that shows exactly that.
function Words.escape( text )
	return ( mw.text.nowiki( tostring( text ) ):gsub( '\n', ' ' ) )
end

-- A JSON page as a table, or nil. Counts as one expensive call, once a page view.
local function load( title )
	local found, data = pcall( mw.loadJsonData, title )
	return found and data or nil
end

--- A JSON page that is to be there; where it is not, its creation will refresh the page that asked for it.
function Words.loadOrWait( title )
	local data = load( title )
	if not data then
		local page = mw.title.new( title )
		if page then
			page:getContent() -- recorded as a dependency even where the page does not exist
		end
	end
	return data
end

local function isLanguage( code )
	return code ~= nil and code ~= '' and ( code == 'qqx' or mw.language.isKnownLanguageTag( code ) )
end

-- The language to speak: asked for, else the page's where it differs from the wiki's, else the reader's, else the page's.
local function choose( frame, asked, index )
	asked = mw.text.trim( asked or '' ):lower()
	if isLanguage( asked ) then
		return asked
	end
	local own = mw.language.getContentLanguage():getCode()
	local page = mw.text.trim( frame:preprocess( '{{PAGELANGUAGE}}' ) )
	if isLanguage( page ) and page ~= own then
		return page
	end
	local reader = mw.text.trim( frame:preprocess( index.userlanguage and '{{USERLANGUAGE}}' or '{{int:lang}}' ) )
	if isLanguage( reader ) then
		return reader
	end
	return isLanguage( page ) and page or own
end

local function build( code, index )
	-- Under the root the tool's pages stand; without installed words nobody has said another.
	local self = setmetatable( { code = code, root = index.root or 'Partnerships', sources = {}, available = {}, installed = {} }, Words )
	for _, language in ipairs( index.languages or {} ) do
		self.available[language] = true
		self.installed[#self.installed + 1] = language
	end
	self.chain = { code }
	if code ~= 'qqx' then
		for _, fallback in ipairs( mw.language.getFallbacksFor( code ) ) do
			self.chain[#self.chain + 1] = fallback
		end
		if self.chain[#self.chain] ~= 'en' then
			self.chain[#self.chain + 1] = 'en'
		end
	end
	self.language = mw.language.new( code == 'qqx' and 'en' or code )
	-- A page may speak about thirty languages; beyond that this one goes without its own numbers and direction.
	local known, rightToLeft = pcall( function ()
		return self.language:isRTL()
	end )
	self.direction = known and rightToLeft and 'rtl' or 'ltr'
	return self
end

local function readIndex()
	return Words.loadOrWait( PLACE .. '.json' ) or { languages = { 'en' } }
end

--- The words to use on this page.
-- @param frame the frame of the call
-- @param asked a language code, or nil
function Words.read( frame, asked )
	local index = readIndex()
	return build( choose( frame, asked, index ), index )
end

--- The words of the wiki's own language: for categories, which must be the same for every reader.
function Words.ofWiki()
	return build( mw.language.getContentLanguage():getCode(), readIndex() )
end

-- Local changes first, then what was installed.
function Words:source( code )
	local source = self.sources[code]
	if not source then
		source = {}
		local page = mw.title.new( PLACE .. '/overrides/' .. code .. '.json' )
		local content = page and page:getContent()
		if content then
			local valid, changes = pcall( mw.text.jsonDecode, content )
			source[1] = valid and type( changes ) == 'table' and changes or nil
		end
		if self.available[code] then
			source[#source + 1] = load( PLACE .. '/' .. code .. '.json' )
		end
		-- What the community's codes are called stands in its configuration, which the bot has checked.
		local codes = Words.loadOrWait( CODES )
		source[#source + 1] = codes and codes.labels and codes.labels[code]
		self.sources[code] = source
	end
	return source
end

--- The codes of all languages that have words, those to be used here first.
function Words:everyLanguage()
	local codes, listed = {}, {}
	for _, code in ipairs( self.chain ) do
		codes[#codes + 1], listed[code] = code, true
	end
	for _, code in ipairs( self.installed ) do
		if not listed[code] then
			codes[#codes + 1] = code
		end
	end
	return codes
end

--- The message as translators wrote it, and the code of its language; nil where no language has it.
function Words:find( key )
	if self.code == 'qqx' then
		return '(' .. key .. ')', self.code
	end
	for _, code in ipairs( self.chain ) do
		for _, messages in ipairs( self:source( code ) ) do
			local message = messages[key]
			if type( message ) == 'string' and message ~= '' then
				return message, code
			end
		end
	end
	return nil
end

-- The form that fits the number: explicit ones ("0=none") first.
function Words:choosePlural( number, forms )
	local counted = {}
	for _, form in ipairs( forms ) do
		local exact, text = form:match( '^%s*(%d+)%s*=(.*)$' )
		if not exact then
			counted[#counted + 1] = form
		elseif tonumber( exact ) == number then
			return text
		end
	end
	if #counted == 0 then
		return ''
	end
	local known, form = pcall( function ()
		return self.language:plural( number, counted )
	end )
	return known and form or counted[#counted]
end

function Words:inflect( message, values )
	message = message:gsub( '{{PLURAL:%$(%d)|([^{}]*)}}', function ( position, forms )
		return self:choosePlural( tonumber( values[tonumber( position )] ) or 0, mw.text.split( forms, '|', true ) )
	end )
	-- Nobody's gender is known to data pages: the last form is the neutral one.
	message = message:gsub( '{{GENDER:[^{}|]*|([^{}]*)}}', function ( forms )
		forms = mw.text.split( forms, '|', true )
		return forms[3] or forms[1]
	end )
	return message
end

local function substitute( message, values, show )
	return ( message:gsub( '%$(%d)', function ( position )
		local value = values[tonumber( position )]
		return value ~= nil and show( value ) or nil
	end ) )
end

--- A message as wikitext: its text and its values are shown as they are, numbers in the language's digits.
function Words:text( key, ... )
	local values = { ... }
	local message, code = self:find( key )
	if not message then
		return Words.escape( '⧼' .. key .. '⧽' )
	end
	return self:mark( code, substitute( Words.escape( self:inflect( message, values ) ), values, function ( value )
		if type( value ) == 'table' then
			return value.wikitext
		end
		return type( value ) == 'number' and self:number( value ) or Words.escape( value )
	end ) )
end

-- A text in another language than the reader's says so, and keeps its own direction: else its full stop goes astray.
function Words:mark( code, wikitext )
	if code == self.code then
		return wikitext
	end
	return '<bdi lang="' .. code .. '">' .. wikitext .. '</bdi>'
end

--- Wikitext in the reader's language on a page of the wiki's: where that is written the other way its full stop would go astray.
function Words:isolate( wikitext )
	if ( self.direction == 'rtl' ) == mw.language.getContentLanguage():isRTL() then
		return wikitext
	end
	return '<bdi lang="' .. self:htmlLanguage() .. '" dir="' .. self.direction .. '">' .. wikitext .. '</bdi>'
end

--- A message as plain text, for places where wikitext is not read.
function Words:plain( key, ... )
	local values = { ... }
	local message = self:find( key )
	if not message then
		return '⧼' .. key .. '⧽'
	end
	return substitute( self:inflect( message, values ), values, function ( value )
		return type( value ) == 'number' and self:number( value ) or tostring( value )
	end )
end

--- The first of several messages that there is, as plain text.
function Words:plainOr( key, other )
	return self:plain( self:find( key ) and key or other )
end

--- A message as wikitext, or nil where there is none.
function Words:optional( key )
	local message, code = self:find( key )
	return message and self:mark( code, Words.escape( message ) ) or nil
end

--- A number in the language's digits and grouping.
function Words:number( value )
	local known, text = pcall( function ()
		return self.language:formatNum( value )
	end )
	return known and text or tostring( value )
end

--- A date of the form 2026, 2026-03 or 2026-03-14 in the language's words; nil if it is not of that form.
function Words:date( value )
	local year, month, day = value:match( '^(%d%d%d%d)%-?(%d?%d?)%-?(%d?%d?)$' )
	if not year then
		return nil
	end
	local known, text = pcall( function ()
		if month == '' then
			return self.language:formatNum( tonumber( year ), { noCommafy = true } )
		elseif day == '' then
			return self.language:formatDate( self:pattern( 'wiki-date-month', 'F Y' ), value .. '-01' )
		end
		return self.language:formatDate( self:pattern( 'wiki-date-full', 'j F Y' ), value )
	end )
	return known and Words.escape( text ) or nil
end

function Words:pattern( key, default )
	local pattern = self.code ~= 'qqx' and self:find( key )
	return pattern or default
end

--- The name of a language in the reader's, or the code where MediaWiki does not know it.
function Words:languageName( code )
	local name = mw.language.fetchLanguageName( code, self.code == 'qqx' and 'en' or self.code )
	return name ~= '' and name or code
end

--- The code for a lang attribute.
function Words:htmlLanguage()
	return self.code == 'qqx' and 'en' or mw.language.new( self.code ):toBcp47Code()
end

--- Several texts, already wikitext, as one enumeration.
function Words:enumeration( texts )
	local pattern = self.code ~= 'qqx' and self:find( 'wiki-comma' ) or '$1, $2'
	local comma = pattern:match( '^%$1(.*)%$2$' ) or ', '
	return table.concat( texts, Words.escape( comma ) )
end

return Words
