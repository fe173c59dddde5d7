-- How things look, in styles that follow the skin: dark mode, phones, right-to-left.
-- Inline, because not every wiki has TemplateStyles; each text colour comes with its background.
local Look = {}

local TEXT = 'color:var(--color-base,#202122);'
local QUIET = 'color:var(--color-subtle,#54595d);background-color:transparent;'
local LINE = 'var(--border-color-subtle,#c8ccd1)'

--- Backgrounds and borders by mood; the text on them is always the base colour, which stays readable on all.
local MOODS = {
	neutral = 'background-color:var(--background-color-neutral,#eaecf0);' .. TEXT .. 'border:1px solid var(--border-color-base,#a2a9b1);',
	good = 'background-color:var(--background-color-success-subtle,#dff2eb);' .. TEXT ..
		'border:1px solid var(--border-color-success,#2cb491);',
	going = 'background-color:var(--background-color-progressive-subtle,#f1f4fd);' .. TEXT ..
		'border:1px solid var(--border-color-progressive,#36c);',
	careful = 'background-color:var(--background-color-warning-subtle,#fdf2d5);' .. TEXT ..
		'border:1px solid var(--border-color-warning,#fecc44);',
	bad = 'background-color:var(--background-color-error-subtle,#ffe9e5);' .. TEXT .. 'border:1px solid var(--border-color-error,#fc493b);',
}

local PANEL = 'background-color:var(--background-color-neutral-subtle,#f8f9fa);' .. TEXT .. 'border:1px solid ' .. LINE .. ';'
local PLAIN = 'background-color:var(--background-color-base,#fff);' .. TEXT

-- Media queries without a style sheet: the length on windows wider (narrower) than a phone, and nothing on the others.
local function onWide( length )
	return 'clamp(0em,calc((100vw - 45em) * 99),' .. length .. ')'
end

local function onNarrow( length )
	return 'clamp(0em,calc((45em - 100vw) * 99),' .. length .. ')'
end

--- Free text of any direction.
function Look.bdi( wikitext )
	return '<bdi>' .. wikitext .. '</bdi>'
end

--- An element with a class, a style and attributes, around wikitext.
function Look.element( name, class, style, wikitext, attributes )
	local element = mw.html.create( name )
	if class ~= '' then
		element:addClass( class )
	end
	if style ~= '' then
		element:cssText( style )
	end
	return tostring( element:attr( attributes or {} ):wikitext( wikitext ) )
end

--- A small label such as a status.
function Look.chip( wikitext, mood )
	return Look.element( 'span', 'partnerships-chip',
		'display:inline-block;padding:0 0.6em;border-radius:1em;font-size:0.9em;overflow-wrap:normal;' .. MOODS[mood], wikitext )
end

--- A block that says something to the reader.
function Look.notice( words, wikitext, mood, class )
	return Look.element( 'div', class or 'partnerships-notice',
		'padding:0.5em 0.8em;margin:0.5em 0;border-radius:2px;' .. MOODS[mood], wikitext, { lang = words:htmlLanguage(), dir = words.direction } )
end

--- What is wrong with a call, and what to do about it; {{#iferror:}} recognises it.
function Look.wrong( words, wikitext )
	return Look.notice( words, Look.element( 'strong', 'error', 'font-size:1em;' .. TEXT .. 'background-color:transparent;', wikitext ),
		'bad', 'partnerships-error' )
end

--- The frame of a record: beside the text on a wide window, across it on a phone.
function Look.box( words, title, rows )
	local head = Look.element( 'div', 'partnerships-record-name',
		'padding:0.4em 0.7em;font-weight:bold;font-size:1.1em;background-color:var(--background-color-neutral,#eaecf0);' .. TEXT ..
		'overflow-wrap:anywhere;', title )
	local inner = Look.element( 'div', '', 'font-size:0.9em;line-height:1.5;border-radius:2px;overflow:hidden;' .. PANEL, head .. rows )
	return Look.element( 'div', 'partnerships-record noexcerpt',
		'float:right;float:inline-end;clear:right;clear:inline-end;box-sizing:border-box;max-width:100%;' ..
		'width:clamp(22em,calc((45em - 100vw) * 99),100%);margin-block-end:1em;padding-inline-start:' .. onWide( '1em' ) .. ';',
		inner, { lang = words:htmlLanguage(), dir = words.direction } )
end

--- One line of a record: label and value side by side, one below the other where there is no room.
function Look.line( label, value )
	return Look.element( 'div', 'partnerships-record-line',
		'display:flex;flex-wrap:wrap;column-gap:0.7em;padding:0.25em 0.7em;border-top:1px solid ' .. LINE .. ';',
		Look.element( 'div', '', 'flex:1 1 6em;font-weight:bold;overflow-wrap:anywhere;', label ) ..
		Look.element( 'div', '', 'flex:2 1 11em;min-width:0;overflow-wrap:anywhere;', value ) )
end

--- A line across the whole frame of a record.
function Look.remark( wikitext )
	return Look.element( 'div', 'partnerships-record-remark plainlinks',
		'padding:0.4em 0.7em;border-top:1px solid ' .. LINE .. ';font-size:0.95em;', wikitext )
end

--- Items one below the other, without bullets.
function Look.stack( items )
	for index, item in ipairs( items ) do
		items[index] = Look.element( 'div', '', '', item )
	end
	return table.concat( items )
end

--- Rows with the same columns, that become cards on a phone. columns: { { label, weight } … }; rows: { { cell … } … }
function Look.rows( words, columns, rows, caption )
	local function cell( role, column, content, extra )
		local style = 'flex:' .. column[2] .. ' 1 ' .. onNarrow( column[2] * 2.6 .. 'em' ) .. ';min-width:0;overflow-wrap:anywhere;' .. extra
		-- An empty cell keeps its column, but is no gap on a card.
		return Look.element( 'div', '', style .. ( content == '' and 'max-width:' .. onWide( '100%' ) .. ';' or '' ), content, { role = role } )
	end
	local out = {}
	local heads = {}
	for index, column in ipairs( columns ) do
		heads[index] = cell( 'columnheader', column, column[1], 'font-weight:bold;' )
	end
	out[1] = Look.element( 'div', '',
		'display:flex;column-gap:0.8em;padding:0 0.7em;background-color:var(--background-color-neutral,#eaecf0);' .. TEXT ..
		 'overflow:hidden;max-height:' .. onWide( '4em' ) .. ';', table.concat( heads ), { role = 'row' } )
	for _, row in ipairs( rows ) do
		local cells = {}
		for index, column in ipairs( columns ) do
			local content = row[index]
			-- The first cell names the row; the others say what they are where the heads are out of sight.
			if index > 1 and content ~= '' then
				local label = Look.element( 'span', '', 'display:block;font-size:0.85em;' .. QUIET .. 'overflow:hidden;max-height:' ..
					onNarrow( '2em' ) .. ';', column[1], { ['aria-hidden'] = 'true' } )
				content = label .. content
			end
			cells[index] = cell( 'cell', column, content, index == 1 and 'font-weight:bold;' or '' )
		end
		out[#out + 1] = Look.element( 'div', '', 'display:flex;flex-wrap:wrap;gap:0.1em 0.8em;padding:0.4em 0.7em;border-top:1px solid ' ..
			LINE .. ';', table.concat( cells ), { role = 'row' } )
	end
	return Look.element( 'div', 'partnerships-table plainlinks', 'margin:0.5em 0;border:1px solid ' .. LINE .. ';border-radius:2px;' .. PLAIN,
		table.concat( out ), { role = 'table', ['aria-label'] = caption, lang = words:htmlLanguage(), dir = words.direction } )
end

--- One thing of a report: a head line, a text and small print.
function Look.card( words, head, text, small )
	return Look.element( 'div', 'partnerships-card plainlinks',
		'padding:0.5em 0.7em;margin:0.4em 0;border-radius:2px;overflow-wrap:anywhere;' .. PANEL,
		Look.element( 'div', '', 'display:flex;flex-wrap:wrap;gap:0.1em 0.7em;align-items:baseline;', head ) ..
		( text ~= '' and Look.element( 'div', '', 'margin-top:0.2em;', text ) or '' ) ..
		( small ~= '' and Look.element( 'div', '', 'font-size:0.9em;margin-top:0.2em;' .. QUIET, small ) or '' ),
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

return Look
