import { expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { callerIdentity } from '#domain/caller-identity.ts';
import type { ContactChoice } from '#domain/contact-choice.ts';
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

const rememberChoice = vi.fn<(e164: string, choice?: ContactChoice) => Promise<boolean>>(
	async () => true
);

/** Shows the window of a call whose From is as given; `answers` are what the directories say. */
async function show(from: string, answers: readonly SourceAnswer[] = []): Promise<Phone> {
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
		rememberChoice,
		keepForwarding: () => {},
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
	return phone;
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

test('of several contacts with the number the chosen one names the caller, until it is to be asked again', async () => {
	await show('<sip:+493023125010@trunk.example>', found(contact('Erika'), contact('Erwin')));
	const name = card().getByTestId('caller-name');
	const which = card().getByRole('group', { name: 'Which one is it?' });
	await expect.element(name).toHaveTextContent('Erika');
	for (const radio of which.getByRole('radio').elements()) expect(radio).not.toBeChecked();
	await which.getByRole('radio', { name: 'Erwin' }).click();
	await expect.element(name).toHaveTextContent('Erwin');
	await expect
		.poll(() => rememberChoice.mock.lastCall)
		.toEqual(['+493023125010', { source: 'own', id: 'Erwin' }]);
	await which.getByRole('button', { name: 'Ask again next time' }).click();
	await expect.element(name).toHaveTextContent('Erika');
	await expect.element(which.getByRole('radio', { name: 'Erwin' })).not.toBeChecked();
	await expect.element(which.getByRole('radio', { name: 'Erika' })).toHaveFocus();
	await expect.poll(() => rememberChoice.mock.lastCall).toEqual(['+493023125010', undefined]);
});

test('where the server does not remember the choice, it is said and holds for the call', async () => {
	rememberChoice.mockResolvedValueOnce(false);
	const phone = await show(
		'<sip:+493023125010@trunk.example>',
		found(contact('Erika'), contact('Erwin'))
	);
	await card().getByRole('radio', { name: 'Erwin' }).click();
	await expect.poll(() => phone.problem).toBe('choice-not-remembered');
	await expect.element(card().getByTestId('caller-name')).toHaveTextContent('Erwin');
});

test('one contact, found by two sources or not, asks nothing', async () => {
	await show('<sip:+493023125010@trunk.example>', [
		...found(contact('Erika')),
		...found(contact('Erika'))
	]);
	await expect.element(card().getByTestId('caller-name')).toHaveTextContent('Erika');
	expect(card().getByRole('radio').elements()).toEqual([]);
});
