<?php
/**
 * What the farm does inside MediaWiki's own process because it would be slow over HTTP (licence: GPL-3.0-or-later).
 *
 * Usage: console.php accounts|create|establish|trees|warm, with JSON on standard input and output:
 *  accounts  [{"name", "password", "groups": [], "bot_password": {"name", "password", "grants": []} or null}] -> nothing
 *  create    {"user", "summary", "pages": [[title, text], …]} -> [revision id, …]; ordinary edits with all their updates
 *  establish {"name", "edits", "days"} -> nothing; an account of so many edits and days, made if there is none
 *  trees     one JSON string of wikitext a line -> one JSON string a line: the preprocessor's tree as XML
 *  warm      nothing -> nothing; loads messages of the wiki's language
 */
use MediaWiki\CommentStore\CommentStoreComment;
use MediaWiki\Content\ContentHandler;
use MediaWiki\Parser\Parser;
use MediaWiki\Parser\ParserOptions;
use MediaWiki\Revision\SlotRecord;
use MediaWiki\Title\Title;
use MediaWiki\User\BotPassword;
use MediaWiki\User\User;

require_once getenv( 'MW_INSTALL_PATH' ) . '/maintenance/Maintenance.php';

class FarmConsole extends Maintenance {
	public function __construct() {
		parent::__construct();
		$this->addArg( 'command', 'accounts, create, establish, trees or warm' );
	}

	public function execute() {
		switch ( $this->getArg( 0 ) ) {
			case 'accounts':
				$this->createAccounts( $this->input() );
				break;
			case 'create':
				echo json_encode( $this->createPages( $this->input() ) );
				break;
			case 'establish':
				$this->establish( $this->input() );
				break;
			case 'trees':
				$this->answerTrees();
				break;
			case 'warm':
				wfMessage( 'mainpage' )->inContentLanguage()->text();
				break;
			default:
				$this->fatalError( 'Unknown command' );
		}
	}

	private function input() {
		return json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
	}

	private function createAccounts( array $accounts ) {
		$services = $this->getServiceContainer();
		foreach ( $accounts as $account ) {
			$user = User::newFromName( $account['name'] );
			if ( !$user->isRegistered() ) {
				$user->addToDatabase();
			}
			$status = $user->changeAuthenticationData( [
				'username' => $account['name'], 'password' => $account['password'], 'retype' => $account['password']
			] );
			if ( !$status->isGood() ) {
				$this->fatalError( $account['name'] . ': ' . $status );
			}
			foreach ( $account['groups'] as $group ) {
				$services->getUserGroupManager()->addUserToGroup( $user, $group );
			}
			$user->saveSettings();
			$bot = $account['bot_password'];
			if ( $bot ) {
				$record = BotPassword::newUnsaved( [
					'username' => $account['name'], 'appId' => $bot['name'], 'grants' => $bot['grants']
				] );
				$status = $record->save( 'insert', $services->getPasswordFactory()->newFromPlaintext( $bot['password'] ) );
				if ( !$status->isGood() ) {
					$this->fatalError( $account['name'] . ' (bot password): ' . $status );
				}
			}
		}
	}

	private function createPages( array $order ) {
		$services = $this->getServiceContainer();
		$user = User::newFromName( $order['user'] );
		$summary = CommentStoreComment::newUnsavedComment( $order['summary'] );
		$revisions = [];
		foreach ( $order['pages'] as [ $name, $text ] ) {
			$title = Title::newFromTextThrow( $name );
			$updater = $services->getWikiPageFactory()->newFromTitle( $title )->newPageUpdater( $user );
			$updater->setContent( SlotRecord::MAIN, ContentHandler::makeContent( $text, $title ) );
			$revision = $updater->saveRevision( $summary );
			if ( !$updater->getStatus()->isOK() ) {
				$this->fatalError( "$name: " . $updater->getStatus() );
			}
			$revisions[] = $revision ? $revision->getId() : $title->getLatestRevID();
		}
		return $revisions;
	}

	private function establish( array $order ) {
		$user = User::newFromName( $order['name'] );
		if ( !$user->isRegistered() ) {
			$user->addToDatabase();
		}
		$database = $this->getServiceContainer()->getConnectionProvider()->getPrimaryDatabase();
		$database->newUpdateQueryBuilder()
			->update( 'user' )
			->set( [
				'user_editcount' => $order['edits'],
				'user_registration' => $database->timestamp( time() - 86400 * $order['days'] )
			] )
			->where( [ 'user_id' => $user->getId() ] )
			->caller( __METHOD__ )
			->execute();
		$user->invalidateCache();
	}

	private function answerTrees() {
		$parser = $this->getServiceContainer()->getParserFactory()->create();
		$options = ParserOptions::newFromAnon();
		$title = Title::newFromText( 'Sandbox' );
		// phpcs:ignore MediaWiki.ControlStructures.AssignmentInControlStructures
		while ( ( $line = fgets( STDIN ) ) !== false ) {
			$parser->startExternalParse( $title, $options, Parser::OT_PREPROCESS );
			$text = json_decode( $line, true, 512, JSON_THROW_ON_ERROR );
			$tree = (string)$parser->preprocessToDom( $text );
			fwrite( STDOUT, json_encode( $tree, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE ) . "\n" );
			fflush( STDOUT );
		}
	}
}

$maintClass = FarmConsole::class;
require_once RUN_MAINTENANCE_IF_MAIN;
