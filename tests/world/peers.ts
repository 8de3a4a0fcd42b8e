import { howToInstall, missingPeers } from '#scripts/peers.mjs';

const OR_LEAVE_OUT = 'or set ANTEROOM_WITHOUT_INTEROP=1 to leave interop out.';

/** Why interop cannot run here, with the way out; undefined where it can. */
export function whyNoInterop(): string | undefined {
	const missing = missingPeers();
	if (missing.length > 0) {
		const names = missing.map(({ name }) => name).join(', ');
		return `Interop needs ${names}: on Debian and Ubuntu run \`${howToInstall(missing)}\`, ${OR_LEAVE_OUT}`;
	}
	if (process.getuid?.() !== 0) {
		return `Interop starts a Postfix of its own, which only root can: run as root, ${OR_LEAVE_OUT}`;
	}
	return undefined;
}
