import type { BrowserContext, Page } from '@playwright/test';
import { test as base } from './interop-test.ts';
import { startBaresip, type Baresip } from '#world/baresip.ts';
import { SIP_DOMAIN } from '#world/kamailio.ts';
import { REAR_OFFICE, type Desk } from './exchange.ts';
import { callFromPage, callWindow, signIn } from './steps.ts';

/** What the fake microphone of the tests' browser plays, and what the desk phone plays: Hz. */
export const MICROPHONE_HZ = 440;
export const DESK_PHONE_HZ = 660;

/** Somebody at another computer, whose microphone says a tone of its own. */
interface Colleague {
	readonly page: Page;
	readonly desk: Desk;
}

interface FarSides {
	/** A desk phone that answers at once. baresip 1.0 stops recording at a re-INVITE: it then only speaks. */
	baresip: Baresip;
	/** Signs in a colleague whose microphone says a tone of this frequency (Hz). */
	newColleague: (hertz: number) => Promise<Colleague>;
}

/** Real peers with far sides beside the browser. */
export const test = base.extend<FarSides>({
	baresip: async ({ exchange }, use, info) => {
		const { sipPort } = exchange.kamailio;
		const phone = await startBaresip({
			...REAR_OFFICE,
			...{ domain: SIP_DOMAIN, registrarPort: sipPort, toneHz: DESK_PHONE_HZ }
		});
		await use(phone);
		if (info.status !== info.expectedStatus) {
			await info.attach('baresip.log', { body: phone.process.log(), contentType: 'text/plain' });
		}
		await phone.stop();
	},
	newColleague: async ({ exchange, browser, contextOptions }, use) => {
		const contexts: BrowserContext[] = [];
		await use(async (hertz) => {
			const context = await browser.newContext(contextOptions);
			contexts.push(context);
			await context.addInitScript(speakTone, hertz);
			const [page, desk] = [await context.newPage(), await exchange.newDesk()];
			await signIn(page, exchange.app.url, desk);
			return { page, desk };
		});
		for (const context of contexts) await context.close();
	}
});

export { expect } from './interop-test.ts';

/** Calls a colleague, who answers, until both are connected. */
export async function callColleague(page: Page, colleague: Colleague): Promise<void> {
	const connected = callFromPage(page, colleague.desk.sipUser);
	await colleague.page.getByRole('button', { name: 'Answer' }).click();
	await connected;
	await callWindow(colleague.page).last().getByTestId('call-timer').waitFor();
}

/** Runs in the page: all browsers of a test have the same fake microphone, this one gets another tone. */
function speakTone(frequency: number): void {
	navigator.mediaDevices.getUserMedia = async () => {
		const context = new AudioContext();
		const out = new MediaStreamAudioDestinationNode(context);
		const gain = new GainNode(context, { gain: 0.25 });
		const oscillator = new OscillatorNode(context, { frequency });
		oscillator.connect(gain).connect(out);
		oscillator.start();
		return out.stream;
	};
}
