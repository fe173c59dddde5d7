// Forms that write on the wiki. They work without this script; with it, what is typed is kept in
// the browser until it is saved, and each answer is checked when its field is left.
( function () {
	'use strict';

	const PREFIX = 'form ';
	// What is older has been forgotten.
	const LONGEST = 30 * 24 * 60 * 60 * 1000;
	const SAVING = 'form that is being saved';

	function stored( act ) {
		try {
			return act( window.localStorage );
		} catch ( error ) {
			// Nothing can be kept in this browser.
			return null;
		}
	}

	function read( key ) {
		return stored( ( storage ) => {
			const kept = JSON.parse( storage.getItem( key ) );
			return kept && Date.now() - kept.time < LONGEST ? kept.answers : null;
		} );
	}

	function answers( form ) {
		return [ ...new FormData( form ) ].filter(
			( [ name ] ) => name === '_title' || !( name.startsWith( '_' ) || name === 'csrf_token' )
		);
	}

	// By name, so that only what somebody changed is kept: the rest may change on the wiki.
	function byName( form ) {
		const found = {};
		answers( form ).forEach( ( [ name, value ] ) => {
			found[ name ] = [ ...( found[ name ] || [] ), value ];
		} );
		return found;
	}

	function fill( form, kept ) {
		[ ...form.elements ].forEach( ( field ) => {
			const given = kept[ field.name ];
			if ( !given || field.type === 'hidden' || field.type === 'submit' ) {
				return;
			}
			if ( field.type === 'checkbox' ) {
				field.checked = given.includes( field.value );
			} else {
				field.value = given[ 0 ];
			}
		} );
	}

	function offerAfresh( form, key ) {
		const notice = document.createElement( 'div' );
		notice.className = 'cdx-message cdx-message--block cdx-message--notice';
		notice.setAttribute( 'role', 'status' );
		const icon = document.createElement( 'span' );
		icon.className = 'cdx-message__icon';
		const content = document.createElement( 'div' );
		content.className = 'cdx-message__content';
		const text = document.createElement( 'p' );
		text.textContent = form.dataset.restored;
		const button = document.createElement( 'button' );
		button.type = 'button';
		button.className = 'cdx-button';
		button.textContent = form.dataset.discard;
		button.addEventListener( 'click', () => {
			stored( ( storage ) => storage.removeItem( key ) );
			form.reset();
			notice.remove();
		} );
		content.append( text, button );
		notice.append( icon, content );
		form.before( notice );
	}

	function check( form, name ) {
		const places = form.querySelectorAll( '[ data-check ]' );
		fetch( form.dataset.checkAddress, {
			method: 'POST',
			headers: { 'X-CSRFToken': form.elements.csrf_token.value },
			body: new URLSearchParams( answers( form ) )
		} ).then( ( response ) => response.ok ? response.json() : null ).then( ( wrong ) => {
			if ( !wrong ) {
				return;
			}
			places.forEach( ( place ) => {
				const texts = wrong[ place.dataset.check ] || [];
				// What has been said of other fields goes when it is right.
				if ( place.dataset.check === name || !texts.length ) {
					place.textContent = texts.join( ' ' );
				}
			} );
		} ).catch( () => {
			// It is checked once more when the form is sent.
		} );
	}

	function watch( form ) {
		const key = PREFIX + form.dataset.draft;
		const shown = byName( form );
		let sending = false;
		const kept = read( key ) || {};
		fill( form, kept );
		function changed() {
			const now = byName( form );
			return Object.keys( now ).filter(
				( name ) => String( now[ name ] ) !== String( shown[ name ] )
			);
		}
		if ( changed().length ) {
			offerAfresh( form, key );
		}
		form.addEventListener( 'input', () => {
			const now = byName( form );
			[ ...Object.keys( kept ), ...changed() ].forEach( ( name ) => {
				kept[ name ] = now[ name ];
			} );
			const text = JSON.stringify( { time: Date.now(), answers: kept } );
			stored( ( storage ) => storage.setItem( key, text ) );
		} );
		form.addEventListener( 'change', ( event ) => {
			if ( event.target.name && event.target.type !== 'checkbox' ) {
				check( form, event.target.name );
			}
		} );
		form.addEventListener( 'submit', () => {
			sending = true;
		} );
		window.addEventListener( 'beforeunload', ( event ) => {
			if ( !sending && changed().length ) {
				event.preventDefault();
			}
		} );
	}

	document.querySelectorAll( 'form[ data-draft ]' ).forEach( watch );
	document.querySelectorAll( 'form[ data-saving ]' ).forEach( ( form ) => {
		form.addEventListener( 'submit', () => {
			stored( ( storage ) => storage.setItem( SAVING, PREFIX + form.dataset.saving ) );
		} );
	} );
	if ( document.querySelector( '[ data-saved ]' ) ) {
		stored( ( storage ) => {
			storage.removeItem( storage.getItem( SAVING ) || '' );
			storage.removeItem( SAVING );
		} );
	}
}() );
