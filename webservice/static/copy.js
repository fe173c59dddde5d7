// Buttons that copy what stands in a field. Without this script, or where nothing can be copied,
// they stay hidden.
( function () {
	'use strict';

	if ( !navigator.clipboard ) {
		return;
	}
	document.querySelectorAll( 'button[ data-copies ]' ).forEach( ( button ) => {
		const field = document.getElementById( button.dataset.copies );
		const status = document.getElementById( button.dataset.status );
		button.hidden = false;
		button.addEventListener( 'click', () => {
			navigator.clipboard.writeText( field.value ).then(
				() => {
					status.textContent = button.dataset.copied;
				},
				// What cannot be copied is at least selected.
				() => field.select()
			);
		} );
		field.addEventListener( 'input', () => {
			status.textContent = '';
		} );
	} );
}() );
