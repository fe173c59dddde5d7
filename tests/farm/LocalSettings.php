<?php
/**
 * Settings of every wiki of the test farm (licence: GPL-3.0-or-later).
 *
 * The environment says which farm and which wiki: FARM_DIRECTORY holds farm.json (ports, engine, accounts of the database),
 * FARM_WIKI is the database name. Files in the farm's folder switch conditions on while it runs: see "Conditions" below.
 */
if ( !defined( 'MEDIAWIKI' ) ) {
	exit;
}
$farmDirectory = getenv( 'FARM_DIRECTORY' );
$farm = json_decode( file_get_contents( "$farmDirectory/farm.json" ), true, 512, JSON_THROW_ON_ERROR );
$wgDBname = getenv( 'FARM_WIKI' );
$farmWiki = $farm['wikis'][$wgDBname];

// --- This wiki ---------------------------------------------------------------------------------------------------------
$wgSitename = $farmWiki['sitename'];
$wgMetaNamespace = $farmWiki['project_namespace'];
$wgLanguageCode = $farmWiki['language'];
$wgServer = "http://127.0.0.1:{$farmWiki['port']}";
$wgScriptPath = '/w';
$wgResourceBasePath = '/w';
$wgArticlePath = '/wiki/$1';
$wgUsePathInfo = true;
$wgLocaltimezone = 'UTC';
$wgSecretKey = hash( 'sha256', "farm-$wgDBname" );
$wgAuthenticationTokenVersion = '1';
$wgLocalInterwikis = $farmWiki['prefixes'];

// --- The wikis know each other; prefixes come from here, not from the database, because ports differ from run to run -------
$wgLocalDatabases = array_keys( $farm['wikis'] );
$wgConf->wikis = $wgLocalDatabases;
$wgConf->suffixes = [ 'wiki' ];
$wgInterwikiScopes = 2;
$wgInterwikiCache = [];
foreach ( $farm['wikis'] as $name => $wiki ) {
	$wgConf->settings['wgServer'][$name] = "http://127.0.0.1:{$wiki['port']}";
	$wgConf->settings['wgCanonicalServer'][$name] = "http://127.0.0.1:{$wiki['port']}";
	$wgConf->settings['wgArticlePath'][$name] = '/wiki/$1';
	$wgConf->settings['wgLanguageCode'][$name] = $wiki['language'];
	$wgConf->settings['wgSitename'][$name] = $wiki['sitename'];
	foreach ( $wiki['prefixes'] as $prefix ) {
		$wgInterwikiCache["__global:$prefix"] = "1 http://127.0.0.1:{$wiki['port']}/wiki/$1";
	}
}
foreach ( $farm['outside_prefixes'] as $prefix => $url ) {
	$wgInterwikiCache["__global:$prefix"] = "1 $url";
}
$wgInterwikiCache['__list:__global'] = str_replace( '__global:', '', implode( ' ', array_keys( $wgInterwikiCache ) ) );
$wgConf->siteParamsCallback = static fn ( $configuration, $name ) => [
	'suffix' => 'wiki', 'lang' => $farm['wikis'][$name]['language'] ?? 'en', 'params' => [], 'tags' => []
];

// --- Databases: nothing waits for the disk -----------------------------------------------------------------------------
$farmSqlite = static fn ( $folder, $name ) => [
	'type' => 'sqlite', 'host' => '', 'user' => '', 'password' => '', 'dbname' => $name, 'tablePrefix' => '',
	'dbDirectory' => "$farmDirectory/$folder", 'variables' => [ 'synchronous' => 'OFF' ], 'trxMode' => 'IMMEDIATE',
	'flags' => 0, 'load' => 1
];
if ( $farm['engine'] === 'sqlite' ) {
	$wgDBtype = 'sqlite';
	$wgSQLiteDataDir = "$farmDirectory/databases";
	$wgDBservers = [ $farmSqlite( 'databases', $wgDBname ) ];
	// One writer at a time to a file: caches and jobs have files of their own, so that they do not wait for page saves.
	$wgObjectCaches[CACHE_DB] = [
		'class' => SqlBagOStuff::class, 'loggroup' => 'SQLBagOStuff', 'server' => $farmSqlite( 'databases', "{$wgDBname}_cache" )
	];
	$wgObjectCaches['db-replicated'] = [
		'factory' => 'Wikimedia\ObjectFactory\ObjectFactory::getObjectFromSpec',
		'args' => [ [ 'factory' => 'ObjectCache::getInstance', 'args' => [ CACHE_DB ] ] ]
	];
	$wgJobTypeConf['default'] = [
		'class' => 'JobQueueDB', 'claimTTL' => 3600, 'server' => $farmSqlite( 'databases', "{$wgDBname}_jobqueue" )
	];
	$wgResourceLoaderUseObjectCacheForDeps = true;
} else {
	$wgDBtype = 'mysql';
	$wgDBserver = "127.0.0.1:{$farm['database']['port']}";
	$wgDBuser = $farm['database']['user'];
	$wgDBpassword = $farm['database']['password'];
	$wgDBTableOptions = 'ENGINE=InnoDB, DEFAULT CHARSET=binary';
}
// Log-ins survive a reset of the wikis.
$wgObjectCaches['farm-sessions'] = [
	'class' => SqlBagOStuff::class, 'loggroup' => 'SQLBagOStuff', 'server' => $farmSqlite( 'sessions', 'sessions' )
];
$wgSessionCacheType = 'farm-sessions';

// --- Caches and jobs -----------------------------------------------------------------------------------------------------
$wgMainCacheType = CACHE_DB;                      // seen by web servers and maintenance scripts alike
$wgCacheDirectory = "$farmDirectory/cache";
$wgLocalisationCacheConf['store'] = 'array';
$wgLocalisationCacheConf['storeDirectory'] = $farm['localisation_cache'];
$wgTmpDirectory = "$farmDirectory/temporary";
$wgUploadDirectory = "$farmDirectory/images/$wgDBname";
$wgJobRunRate = $farm['job_run_rate'];
$wgForceDeferredUpdatesPreSend = true;            // an answer is sent when its links updates are done: tests need not wait
$wgEnableEmail = false;
$wgPingback = false;
$wgUseInstantCommons = false;
$wgShowExceptionDetails = true;
$wgRateLimits = [];
$wgPasswordAttemptThrottle = [];
$wgAccountCreationThrottle = [];
$wgTempAccountCreationThrottle = [];
$wgPasswordConfig['pbkdf2']['cost'] = '1000';     // accounts of tests, not secrets
if ( is_file( "$farmDirectory/debug" ) ) {
	$wgDebugLogFile = "$farmDirectory/log/$wgDBname-debug.log";
}

// --- Skins, extensions, limits and rights, as on Wikimedia's wikis as far as Debian has the parts -----------------------
wfLoadSkin( 'Vector' );
wfLoadSkin( 'MinervaNeue' );
$wgDefaultSkin = 'vector-2022';
foreach ( $farm['extensions'] as $extension ) {
	wfLoadExtension( $extension );
}
$wgAllowUserJs = true;
$wgAllowUserCss = true;
$wgParserEnableUserLanguage = $farmWiki['user_language'];
$wgExpensiveParserFunctionLimit = 500;
$wgPFEnableStringFunctions = false;
$wgScribuntoDefaultEngine = 'luasandbox';
$wgScribuntoEngineConf['luasandbox']['cpuLimit'] = 10;
$wgScribuntoEngineConf['luasandbox']['memoryLimit'] = 50 * 1024 * 1024;
$wgScribuntoEngineConf['luasandbox']['maxLangCacheSize'] = 200;
// Lists and formulas that other servers would be asked for.
$wgBlacklistSettings = [ 'spam' => [ 'files' => [] ], 'email' => [ 'files' => [] ] ];
$wgMathValidModes = [ 'source' ];
$wgDefaultUserOptions['math'] = 'source';
$wgMathDisableTexFilter = 'always';
// Each save is parsed a second time for lint errors; mass creation by script does without.
$wgLinterParseOnDerivedDataUpdate = MW_ENTRY_POINT !== 'cli';
foreach ( [ '*', 'user', 'autoconfirmed', 'bot' ] as $group ) {
	$wgGroupPermissions[$group]['editcontentmodel'] = false;
}
$wgGroupPermissions['sysop']['editcontentmodel'] = true;
$wgGroupPermissions['bot']['nominornewtalk'] = true;
// Who edits without an account gets a temporary one, as on Wikimedia's wikis.
$wgAutoCreateTempUser['enabled'] = true;
if ( $wgDBname !== 'frwiki' ) {
	// The Translate extension is not there, its namespace is, so that such titles mean the same as on Meta.
	$wgExtraNamespaces[1198] = 'Translations';
	$wgExtraNamespaces[1199] = 'Translations_talk';
}

// --- Conditions a test can switch on -------------------------------------------------------------------------------------
// read-only-WIKI: the wiki is read-only, for the reason in the file.
// The wikis share a host, and so their cookies: each session needs a name of its own.
$wgSessionProviders[MediaWiki\Session\BotPasswordSessionProvider::class]['args'][0]['sessionCookieName'] = "{$wgDBname}_BPsession";
$wgReadOnlyFile = "$farmDirectory/read-only-$wgDBname";
// lag: every API request with a maxlag below the seconds in the file is refused, as in production.
$wgHooks['ApiMaxLagInfo'][] = static function ( &$lagInformation ) use ( $farmDirectory ) {
	if ( is_file( "$farmDirectory/lag" ) ) {
		$lagInformation = [ 'host' => 'db-test', 'lag' => (float)file_get_contents( "$farmDirectory/lag" ), 'type' => 'db' ];
	}
};
// people.json: what extensions that Debian does not have would say about accounts.
if ( is_file( "$farmDirectory/people.json" ) ) {
	require_once __DIR__ . '/people.php';
	foreach ( [ 'globaluserinfo' => 'gui', 'babel' => 'bab' ] as $name => $prefix ) {
		$wgAPIMetaModules[$name] = [
			'class' => FarmPeople::class,
			'factory' => static fn ( $query, $name ) => new FarmPeople( $query, $name, $prefix )
		];
	}
}
// requests.jsonl: one line for each API request, unless the farm's own code made it.
$wgHooks['ApiBeforeMain'][] = static function ( &$main ) use ( $farmDirectory, $wgDBname ) {
	$request = $main->getRequest();
	if ( $request->getHeader( 'X-Farm-Operator' ) !== false ) {
		return;
	}
	$parameters = [];
	foreach ( $request->getValues() as $name => $value ) {
		if ( preg_match( '/token$|password$|^retype$/i', $name ) ) {
			continue;
		}
		$parameters[$name] = preg_match( '/^(append|prepend)?text$/', $name ) ? strlen( $value ) . ' bytes' : (string)$value;
	}
	$line = json_encode( [
		'wiki' => $wgDBname,
		'time' => microtime( true ),
		'method' => $request->getMethod(),
		'user' => $main->getUser()->getName(),
		'agent' => (string)$request->getHeader( 'User-Agent' ),
		'parameters' => (object)$parameters,
	], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
	file_put_contents( "$farmDirectory/requests.jsonl", "$line\n", FILE_APPEND | LOCK_EX );
};
