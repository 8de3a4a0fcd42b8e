// What `npm start` and `npm test` need on a bare clone, done once: `node scripts/prepare.mjs build|test`.
// Runs on the machine's own Node, before any dependency is there: it may import nothing but Node's own.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installedChromium } from './chromium.mjs';
import { hasProgram, howToInstall, missingPeers } from './peers.mjs';
import { hashOf, isFresh, write } from './stamp.mjs';

const ROOT = join(import.meta.dirname ?? '.', '..');
const OLDEST_NODE = { major: 20, minor: 12 };
const SOURCES = ['src', 'static', 'package.json', 'svelte.config.js', 'vite.config.ts'];
const NO_SERVICES = '/usr/sbin/policy-rc.d';

process.chdir(ROOT);
checkNode();
installDependencies();
checkRuntime();
if (process.argv[2] === 'test') installPeers();
build();

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const oldest = OLDEST_NODE;
	if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return;
	refuse(
		`Node ${process.versions.node} is too old: Anteroom needs Node ${oldest.major}.${oldest.minor} or newer.`
	);
}

function installDependencies() {
	const hash = hashOf(['package-lock.json']);
	const stamp = 'node_modules/.anteroom-stamp';
	if (isFresh(stamp, hash)) return;
	say('Installing the dependencies (npm ci) …');
	run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
	write(stamp, hash);
}

/** The dependencies bring the Node that the product runs on, where there is one for this machine. */
function checkRuntime() {
	if (existsSync('node_modules/.bin/node')) return;
	if (Number(process.versions.node.split('.')[0]) >= 24) return;
	refuse(
		`There is no packaged Node 24 for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}. Install Node 24 or newer.`
	);
}

function build() {
	const hash = hashOf([...SOURCES, 'package-lock.json']);
	const stamp = 'build/.anteroom-stamp';
	if (isFresh(stamp, hash)) return;
	say('Building the app …');
	rmSync('build', { recursive: true, force: true });
	run('npm', ['run', '--silent', 'build', '--', '--logLevel', 'error'], 'errors');
	write(stamp, hash);
}

/** Chromium and the programs that the tests run against: Debian's packages, where we may install them. */
function installPeers() {
	const peers = process.env.ANTEROOM_WITHOUT_INTEROP === '1' ? [] : missingPeers();
	const packages = peers.flatMap((peer) => peer.packages);
	const needsChromium = installedChromium() === undefined;
	if (needsChromium) packages.push('chromium');
	if (packages.length === 0) return;
	const mayInstall = process.getuid?.() === 0 && hasProgram('apt-get');
	if (mayInstall) {
		say(`Installing what the tests run against: ${packages.join(' ')} …`);
		aptInstall(packages);
		return;
	}
	if (needsChromium) {
		say('Installing Chromium for the tests (npx playwright install chromium) …');
		const { status } = spawnSync('npx', ['playwright', 'install', 'chromium'], {
			stdio: 'inherit'
		});
		if (status !== 0) {
			refuse(
				'There is no Chromium. Install one (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chromium npm test'
			);
		}
	}
	if (peers.length === 0) return;
	refuse(
		[
			`These parts of the tests cannot run here: ${peers.map(({ name }) => name).join(', ')} missing.`,
			`As root on Debian or Ubuntu: ${howToInstall(peers)}`,
			'To leave the parts with real peers out: ANTEROOM_WITHOUT_INTEROP=1 npm test'
		].join('\n')
	);
}

/** @param {readonly string[]} packages */
function aptInstall(packages) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	// The tests start their own, private ones: installing must not put services into this machine.
	const holdsServices = !existsSync(NO_SERVICES);
	if (holdsServices) writeFileSync(NO_SERVICES, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
	try {
		const options = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
		execFileSync('apt-get', [...options, 'update'], {
			env,
			stdio: ['ignore', 'ignore', 'inherit']
		});
		execFileSync('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], {
			env,
			stdio: ['ignore', 'ignore', 'inherit']
		});
	} catch {
		refuse(`The packages could not be installed. Try: apt-get install ${packages.join(' ')}`);
	} finally {
		if (holdsServices) rmSync(NO_SERVICES, { force: true });
	}
}

/**
 * Runs a program with the dependencies' Node first in its PATH; ends with it where it fails.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {'all' | 'errors'} [words] what it may print
 */
function run(program, args, words = 'all') {
	const { status, error } = spawnSync(program, args, {
		stdio: ['ignore', words === 'all' ? 'inherit' : 'ignore', 'inherit'],
		env: {
			...process.env,
			PATH: [join(process.cwd(), 'node_modules/.bin'), process.env.PATH].join(delimiter)
		}
	});
	if (error) refuse(`${program} could not be started: ${error.message}`);
	if (status !== 0) refuse(`"${program} ${args.join(' ')}" failed; its own words stand above.`);
}

/** @param {string} words */
function say(words) {
	console.log(words);
}

/**
 * @param {string} words
 * @returns {never}
 */
function refuse(words) {
	console.error(`\n${words}\n`);
	process.exit(1);
}
