import type { Page } from '@playwright/test';
import { DESK_PHONE_HZ, expect, MICROPHONE_HZ, test } from './desk-phone.ts';
import { startBaresip } from '#world/baresip.ts';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { callFromTrunk, type TrunkCallEnd } from '#world/sipp.ts';
import { REAR_OFFICE, type Exchange } from './exchange.ts';
import { expectPageHears } from './sound-heard.ts';
import { callFromPage, callWindow, journalRows, signIn } from './steps.ts';

test('whom we have called puts us through: we speak with the other at once, and with nobody who guesses', async ({
	exchange,
	page,
	baresip
}) => {
	const desk = await exchange.newDesk();
	const replaces = lastDialog(page);
	await signIn(page, exchange.app.url, desk);
	await callFromPage(page, REAR_OFFICE.user);
	await expectPageHears(page, [DESK_PHONE_HZ]);
	const { callId, ours, theirs } = replaces();
	const guessed = `${callId};to-tag=${ours};from-tag=guessed`;
	await instead(exchange, desk.number, guessed, { by: 'registrar', status: 481 }).ended;
	await expect(callWindow(page)).toHaveCount(1);

	const call = instead(exchange, desk.number, `${callId};to-tag=${ours};from-tag=${theirs}`);
	await baresip.seen('CALL_CLOSED');
	await expect(callWindow(page)).toHaveCount(1);
	await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
	await expect(callWindow(page)).toContainText('030 23125999');
	await expect(page.getByTestId('put-through')).toHaveText(`Put through by ${REAR_OFFICE.user}`);
	await expectPageHears(page, [MICROPHONE_HZ], [DESK_PHONE_HZ]);
	await page.getByRole('button', { name: 'Hang up' }).click();
	await call.ended;
	await expect(journalRows(page, 'answered')).toHaveCount(2);
});

test('whom we are calling is picked up by somebody else, who speaks with us', async ({
	exchange,
	page
}) => {
	const desk = await exchange.newDesk();
	const replaces = lastDialog(page);
	const telephone = await startBaresip({
		...{ ...REAR_OFFICE, domain: SIP_DOMAIN, registrarPort: exchange.kamailio.sipPort },
		...{ toneHz: DESK_PHONE_HZ, answers: false }
	});
	try {
		await signIn(page, exchange.app.url, desk);
		await page.getByLabel('Number or name').fill(REAR_OFFICE.user);
		await page.getByRole('button', { name: 'Call', exact: true }).click();
		await expect(callWindow(page)).toHaveAttribute('data-state', 'alerting');
		const { callId, ours, theirs } = replaces();
		const early = `${callId};to-tag=${ours};from-tag=${theirs};early-only`;
		const call = instead(exchange, desk.number, early);
		await telephone.seen('CALL_CLOSED');
		await expect(callWindow(page)).toHaveCount(1);
		await expect(callWindow(page)).toHaveAttribute('data-state', 'connected');
		await expectPageHears(page, [MICROPHONE_HZ]);
		await page.getByRole('button', { name: 'Hang up' }).click();
		await call.ended;
	} finally {
		await telephone.stop();
	}
});

/** Calls a desk in the place of another call; what it says comes back to it. */
function instead(
	{ kamailio }: Exchange,
	user: string,
	replaces: string,
	ends: TrunkCallEnd = { by: 'phone-after-answer' }
) {
	return callFromTrunk({
		...{ user, domain: SIP_DOMAIN, port: kamailio.sipPort, ends, echoes: true },
		headers: ['Require: replaces', `Replaces: ${replaces}`]
	});
}

/** What identifies the call that the page has made last, once it rings or is answered (RFC 3261 §12). */
function lastDialog(page: Page) {
	const answers: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => {
			const message = String(payload);
			if (/^SIP\/2\.0 (?:180|200)/.test(message) && /^CSeq: \d+ INVITE/m.test(message)) {
				answers.push(message);
			}
		})
	);
	return () => {
		const field = (pattern: RegExp) => pattern.exec(answers.at(-1) ?? '')?.[1] ?? 'none';
		return {
			callId: field(/^Call-ID: (.+?)\r$/m),
			ours: field(/^From:.*;tag=([^;\r]+)/m),
			theirs: field(/^To:.*;tag=([^;\r]+)/m)
		};
	};
}
