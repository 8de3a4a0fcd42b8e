import { expect, test } from './interop-test.ts';
import { journalRows, signIn } from './steps.ts';

test('a trunk that sends no sound is named as the cause while the call lasts', async ({
	exchange,
	page,
	fromTrunk
}) => {
	const desk = await exchange.newDesk();
	await signIn(page, exchange.app.url, desk);
	const { ended } = fromTrunk(desk.number, { by: 'phone-after-answer' });
	await page.getByRole('button', { name: 'Answer' }).click();
	await expect(page.getByTestId('call-window')).toHaveAttribute('data-state', 'connected');
	const problem = page.getByTestId('sound-problem');
	await expect(problem).toHaveAttribute('data-problem', 'nothing-received');
	await expect(problem.getByRole('alert')).toContainText('You hear nothing');
	await page.getByRole('button', { name: 'Hang up' }).click();
	await ended;
	// Nothing came that could be judged.
	await expect(journalRows(page, 'answered').getByTestId('quality')).toHaveCount(0);
});
