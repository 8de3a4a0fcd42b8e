import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { callerIdentity } from '#domain/caller-identity.ts';
import type { Contact, SourceAnswer } from '#domain/contact.ts';
import { Phone } from '#phone/phone.svelte.ts';
import { incoming, ScriptedLine, sessionOf, SilentAudio, START } from '#phone/test-line.ts';
import { renderIn } from '#ui/test/render-in.ts';
import CallWindow from './CallWindow.svelte';

const MARKUP =
	'<img src="x" onerror="document.title = \'run\'"><script>document.title = 1</script>';

function contact(name: string, company = ''): Contact {
	return {
		...{ id: name, source: 'own', name, company, emails: [], notes: '' },
		numbers: [{ type: 'work', raw: '030 23125-010', e164: '+493023125010' }]
	};
}

/** Shows the window of a call whose From is as given; `answers` are what the directories say. */
async function show(from: string, answers: readonly SourceAnswer[] = []): Promise<void> {
	let line: ScriptedLine | undefined;
	const session = sessionOf('en');
	const phone = new Phone({
		session,
		deviceId: '6f1e3f0c-8d54-4f8e-9d3a-0a6d0c1f2b3c',
		audio: new SilentAudio(),
		makeLine: (listener) => (line = new ScriptedLine(listener)),
		lookUp: (_e164, answered) => {
			answered(answers);
			return () => {};
		},
		open: () => true,
		earlierCalls: () => new Promise(() => {}),
		recordBegin: async () => {},
		recordEnd: async () => {},
		now: () => START,
		newId: () => crypto.randomUUID(),
		complain: (problem) => {
			throw new Error(problem);
		}
	});
	const headers = { requestUri: '', all: (name: string) => (name === 'From' ? [from] : []) };
	line?.ring(incoming({ caller: callerIdentity(headers, session.settings.numbering) }));
	await renderIn('en', CallWindow, { phone, phoneCall: phone.calls.at(-1)! });
}

const card = () => page.getByRole('group', { name: 'From' });
const found = (...contacts: Contact[]): SourceAnswer[] => [
	{
		source: 'own',
		status: 'found',
		matches: contacts.map((each) => ({ contact: each, certain: true }))
	}
];

test('a name with markup is text, whoever gives it', async () => {
	await show(
		`"${MARKUP.replaceAll('"', '\\"')}" <sip:+493023125010@trunk.example>`,
		found(contact(`Eve ${MARKUP}`, MARKUP))
	);
	await expect.element(page.getByTestId('caller-name')).toHaveTextContent(`Eve ${MARKUP}`);
	const element = card().element();
	expect(element.querySelectorAll('img, script')).toHaveLength(0);
	expect(element.textContent.split(MARKUP)).toHaveLength(4);
	expect(document.title).not.toMatch(/run|1/);
});

test('10 kB of a name, user and host are cut, and do not push the buttons out of the window', async () => {
	const long = 'W'.repeat(10_240);
	await show(`"${long}" <sip:${long}@${'w'.repeat(240)}.example>`);
	await expect.element(page.getByTestId('caller-name')).toMatchTextContent('WWW');
	const element = card().element();
	expect(element.textContent.length).toBeLessThan(1_000);
	expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
	const window = page.getByTestId('call-window').element();
	const answer = page.getByRole('button', { name: 'Answer' }).element();
	expect(answer.getBoundingClientRect().right).toBeLessThanOrEqual(
		window.getBoundingClientRect().right
	);
});

test('a network’s name holds nothing that turns directions', async () => {
	await show('"\u202e\u2066Eve\u200f" <sip:+493023125010@trunk.example>');
	await expect.element(card()).toMatchTextContent('Eve');
	expect(card().element().textContent).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
});

test('a source that did not answer is named; that nobody is known is said only when all have answered', async () => {
	const none = { source: 'own', status: 'none' } as const;
	await show('<sip:+493023125010@trunk.example>', [
		none,
		{ source: 'local:Practice', status: 'failed', error: 'timeout' },
		{ source: 'server', status: 'failed', error: 'timeout' }
	]);
	await expect.element(card()).toMatchTextContent(/Practice.* did not answer/);
	await expect.element(card()).toMatchTextContent('“The server” did not answer');
	await expect.element(card()).not.toMatchTextContent('Not among your contacts');
	await show('<sip:+493023125010@trunk.example>', [none]);
	await expect.element(card().last()).toMatchTextContent('Not among your contacts');
});
