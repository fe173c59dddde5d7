<?php
/**
 * Front of PHP's built-in web server for one wiki of the test farm (licence: GPL-3.0-or-later):
 * /wiki/Title and /w/*.php go to MediaWiki, other paths to files of its folder, which the document root links to as w.
 */
$farmPath = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) ?: '/';
if ( $farmPath === '/farm/forget' ) {
	// What a server keeps in its memory must not outlive a reset of the database.
	apcu_clear_cache();
	return true;
}
if ( is_file( getenv( 'FARM_DIRECTORY' ) . '/outage-' . getenv( 'FARM_WIKI' ) ) ) {
	http_response_code( 503 );
	header( 'Retry-After: 1' );
	echo 'Service unavailable';
	return true;
}
if ( $farmPath === '/' || str_starts_with( "$farmPath/", '/wiki/' ) ) {
	$farmScript = 'index';
} elseif ( preg_match( '#^/w/(index|api|load|rest|thumb|opensearch_desc)\.php(/.*)?$#', $farmPath, $farmMatch ) ) {
	$farmScript = $farmMatch[1];
	$_SERVER['PATH_INFO'] = $farmMatch[2] ?? '';
} else {
	return false;
}
if ( ( $_SERVER['PATH_INFO'] ?? '' ) === '' ) {
	unset( $_SERVER['PATH_INFO'] );
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = "/w/$farmScript.php";
$_SERVER['SCRIPT_FILENAME'] = getenv( 'MW_INSTALL_PATH' ) . "/$farmScript.php";
chdir( getenv( 'MW_INSTALL_PATH' ) );
require $_SERVER['SCRIPT_FILENAME'];
