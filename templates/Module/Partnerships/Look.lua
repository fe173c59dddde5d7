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

--- The frame of a record: beside the text on a wide window, across it on a phone. kind: what it is, in small print.
function Look.box( words, title, kind, rows )
	local small = Look.element( 'div', 'partnerships-record-kind', 'font-weight:normal;font-size:0.8em;' .. QUIET, kind )
	local head = Look.element( 'div', 'partnerships-record-name',
		'padding:0.4em 0.7em;font-weight:bold;font-size:1.1em;background-color:var(--background-color-neutral,#eaecf0);' .. TEXT ..
		'overflow-wrap:anywhere;', title .. small )
	local inner = Look.element( 'div', '', 'font-size:0.9em;line-height:1.5;border-radius:2px;overflow:hidden;' .. PANEL, head .. rows,
		{ lang = words:htmlLanguage(), dir = words.direction } )
	-- On which side it stands is the page's to say, not the reader's language.
	return Look.element( 'div', 'partnerships-record plainlinks noexcerpt',
		'float:right;float:inline-end;clear:right;clear:inline-end;box-sizing:border-box;max-width:100%;' ..
		'width:clamp(22em,calc((45em - 100vw) * 99),100%);margin-block-end:1em;padding-inline-start:' .. onWide( '1em' ) .. ';', inner )
end

--- The heading of a group of lines in a record.
function Look.group( label )
	return Look.element( 'div', 'partnerships-record-group', 'padding:0.25em 0.7em;border-top:1px solid ' .. LINE ..
		';font-size:0.95em;text-align:center;background-color:var(--background-color-neutral,#eaecf0);' .. TEXT, label )
end

--- A picture across a record.
function Look.picture( wikitext )
	return Look.element( 'div', 'partnerships-record-image', 'padding:0.4em 0.7em;text-align:center;border-top:1px solid ' .. LINE .. ';',
		wikitext )
end

--- A text across a record.
function Look.summary( wikitext )
	return Look.element( 'div', 'partnerships-record-summary',
		'padding:0.4em 0.7em;overflow-wrap:anywhere;border-top:1px solid ' .. LINE .. ';', wikitext, { dir = 'auto' } )
end

--- What a record tells in sentences, beside its frame; the text may have several paragraphs.
function Look.prose( words, label, text )
	local head = Look.element( 'div', '', 'font-weight:bold;', label, { lang = words:htmlLanguage(), dir = words.direction } )
	return Look.element( 'div', 'partnerships-record-prose', 'margin-block-end:0.8em;overflow-wrap:anywhere;',
		head .. Look.element( 'div', '', '', '\n' .. text .. '\n', { dir = 'auto' } ) )
end

--- One line of a record: label and value side by side, one below the other where there is no room.
function Look.line( label, value )
	return Look.element( 'div', 'partnerships-record-line',
		'display:flex;flex-wrap:wrap;column-gap:0.7em;padding:0.25em 0.7em;border-top:1px solid ' .. LINE .. ';',
		Look.element( 'div', '', 'flex:2 1 7.5em;font-weight:bold;overflow-wrap:anywhere;', label ) ..
		Look.element( 'div', '', 'flex:3 1 9em;min-width:0;overflow-wrap:anywhere;', value ) )
end

--- A line across the whole frame of a record.
function Look.remark( wikitext )
	return Look.element( 'div', 'partnerships-record-remark plainlinks',
		'padding:0.4em 0.7em;border-top:1px solid ' .. LINE .. ';font-size:0.95em;', wikitext )
end

--- Small print within a line.
function Look.small( wikitext )
	return Look.element( 'span', 'partnerships-small', 'font-size:0.85em;font-weight:normal;' .. QUIET, wikitext )
end

--- Items one below the other, without bullets.
function Look.stack( items )
	for index, item in ipairs( items ) do
		items[index] = Look.element( 'div', '', '', item )
	end
	return table.concat( items )
end

local function tableCell( role, column, content, extra )
	local style = 'flex:' .. column[2] .. ' 1 ' .. onNarrow( column[2] * 2.6 .. 'em' ) .. ';min-width:0;overflow-wrap:anywhere;' .. extra
	-- An empty cell keeps its column, but is no gap on a card.
	return Look.element( 'div', '', style .. ( content == '' and 'max-width:' .. onWide( '100%' ) .. ';' or '' ), content, { role = role } )
end

local function headRow( columns )
	local heads = {}
	for index, column in ipairs( columns ) do
		heads[index] = tableCell( 'columnheader', column, column[1], 'font-weight:bold;' )
	end
	return Look.element( 'div', '',
		'display:flex;column-gap:0.8em;padding:0 0.7em;background-color:var(--background-color-neutral,#eaecf0);' .. TEXT ..
		 'overflow:hidden;max-height:' .. onWide( '4em' ) .. ';', table.concat( heads ), { role = 'row' } )
end

--- One row of a table that becomes a card on a phone. columns: { { label, weight } … }; row: { cell … }
function Look.tableRow( columns, row )
	local cells = {}
	for index, column in ipairs( columns ) do
		local content = row[index]
		-- The first cell names the row; the others say what they are where the heads are out of sight.
		if index > 1 and content ~= '' and column[1] ~= '' then
			local label = Look.element( 'span', '', 'display:block;font-size:0.85em;' .. QUIET .. 'overflow:hidden;max-height:' ..
				onNarrow( '2em' ) .. ';', column[1], { ['aria-hidden'] = 'true' } )
			content = label .. content
		end
		cells[index] = tableCell( 'cell', column, content, index == 1 and 'font-weight:bold;' or '' )
	end
	return Look.element( 'div', '', 'display:flex;flex-wrap:wrap;gap:0.1em 0.8em;padding:0.4em 0.7em;border-top:1px solid ' ..
		LINE .. ';', table.concat( cells ), { role = 'row' } )
end

local REST = '\127rows\127'

local function wholeTable( words, caption, content )
	return Look.element( 'div', 'partnerships-table plainlinks', 'margin:0.5em 0;border:1px solid ' .. LINE .. ';border-radius:2px;' .. PLAIN,
		content, { role = 'table', ['aria-label'] = caption, lang = words:htmlLanguage(), dir = words.direction } )
end

--- The beginning of a table whose rows are written by other calls; closeTable ends it.
function Look.openTable( words, columns, caption )
	local whole = wholeTable( words, caption, headRow( columns ) .. REST )
	return whole:sub( 1, whole:find( REST, 1, true ) - 1 )
end

--- The end of a table that openTable began.
function Look.closeTable()
	return '</div>'
end

--- A whole table. columns as in tableRow; rows: { { cell … } … }
function Look.rows( words, columns, rows, caption )
	local out = { headRow( columns ) }
	for _, row in ipairs( rows ) do
		out[#out + 1] = Look.tableRow( columns, row )
	end
	return wholeTable( words, caption, table.concat( out ) )
end

--- The heading of a part of a page.
function Look.heading( words, wikitext )
	return Look.element( 'h2', '', 'margin-top:1.2em;', wikitext, { lang = words:htmlLanguage(), dir = words.direction } )
end

--- A bar that is filled to a percentage; the figures stand beside it in words.
function Look.bar( percent, width )
	local filled = Look.element( 'div', '', 'height:0.45em;width:' .. math.max( 0, math.min( 100, percent ) ) ..
		'%;background-color:var(--background-color-progressive,#36c);color:transparent;', '' )
	return Look.element( 'div', '', 'max-width:' .. ( width or '12em' ) .. ';margin:0.2em 0;overflow:hidden;border-radius:0.25em;' ..
		'color:transparent;background-color:var(--background-color-neutral,#eaecf0);', filled, { ['aria-hidden'] = 'true' } )
end

--- Texts with a thin bar below each, for a cell of many rows: no more markup than that. items: { { text, percentage of the longest } … }
function Look.series( items )
	local lines = {}
	for position, item in ipairs( items ) do
		lines[position] = item[1] .. Look.element( 'div', '', 'height:0.3em;max-width:' .. item[2] ..
			'%;background-color:var(--background-color-progressive,#36c);color:transparent;', '' )
	end
	return Look.element( 'div', '', 'max-width:12em;', table.concat( lines ) )
end

--- Bars with names and numbers. bars: { { name, number, percentage of the longest } … }
function Look.figure( words, bars, caption )
	local lines = {}
	for position, bar in ipairs( bars ) do
		lines[position] = Look.element( 'div', '', 'display:flex;flex-wrap:wrap;align-items:baseline;gap:0.1em 0.8em;margin:0.25em 0;',
			Look.element( 'div', '', 'flex:1 1 9em;min-width:0;overflow-wrap:anywhere;', bar[1] ) ..
			Look.element( 'div', '', 'flex:0 0 3em;text-align:end;', bar[2] ) ..
			Look.element( 'div', '', 'flex:3 1 12em;', Look.bar( bar[3], '100%' ) ), { role = 'listitem' } )
	end
	return Look.element( 'div', 'partnerships-figure', 'margin:0.5em 0;padding:0.4em 0.7em;border-radius:2px;' .. PANEL, table.concat( lines ),
		{ role = 'list', ['aria-label'] = caption, lang = words:htmlLanguage(), dir = words.direction } )
end

--- One thing of a report: a head line, a text and small print.
function Look.card( words, head, text, small )
	return Look.element( 'div', 'partnerships-card plainlinks',
		'display:flow-root;padding:0.5em 0.7em;margin:0.4em 0;border-radius:2px;overflow-wrap:anywhere;' .. PANEL,
		Look.element( 'div', '', 'display:flex;flex-wrap:wrap;gap:0.1em 0.7em;align-items:baseline;', head ) ..
		( text ~= '' and Look.element( 'div', '', 'margin-top:0.2em;', text ) or '' ) ..
		( small ~= '' and Look.element( 'div', '', 'font-size:0.9em;margin-top:0.2em;' .. QUIET, small ) or '' ),
		{ lang = words:htmlLanguage(), dir = words.direction } )
end

--- A card that leads to a page: its link, what it is for, and how many it shows, or nil.
function Look.leadCard( link, text, number )
	local count = number and ' ' .. Look.chip( number, 'neutral' ) or ''
	return Look.element( 'div', '',
		'padding:0.5em 0.8em;border-radius:2px;overflow-wrap:anywhere;' .. PANEL,
		Look.element( 'div', '', 'font-weight:bold;', link .. count ) ..
		( text ~= '' and Look.element( 'div', '', 'font-size:0.9em;margin-top:0.2em;', text ) or '' ), { role = 'listitem' } )
end

--- Cards side by side, as many as there is room for.
function Look.leadCards( words, cards )
	return Look.element( 'div', 'partnerships-cards',
		'display:grid;grid-template-columns:repeat(auto-fill,minmax(min(15em,100%),1fr));gap:0.6em;margin:0.6em 0;', table.concat( cards ),
		{ role = 'list', lang = words:htmlLanguage(), dir = words.direction } )
end

return Look
