<?php
/**
 * Stands in for meta=globaluserinfo (CentralAuth) and meta=babel (Babel) of the API (licence: GPL-3.0-or-later).
 *
 * people.json in the farm's folder: {account: {"globaluserinfo": {…}, "babel": {…}}}, each as the extension would answer.
 */
use MediaWiki\Api\ApiQueryBase;
use MediaWiki\Api\ApiResult;
use Wikimedia\ParamValidator\ParamValidator;

class FarmPeople extends ApiQueryBase {
	public function execute() {
		$people = json_decode( file_get_contents( getenv( 'FARM_DIRECTORY' ) . '/people.json' ), true, 512, JSON_THROW_ON_ERROR );
		$name = $this->getModuleName();
		$nothing = $name === 'babel' ? [] : [ 'missing' => true ];
		$answer = $people[$this->getParameter( 'user' )][$name] ?? $nothing;
		$this->getResult()->addValue( 'query', $name, $answer + [ ApiResult::META_TYPE => 'assoc' ] );
	}

	public function getAllowedParams() {
		return [ 'user' => [ ParamValidator::PARAM_TYPE => 'user', ParamValidator::PARAM_REQUIRED => true ] ];
	}
}
