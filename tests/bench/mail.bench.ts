import { test } from '@playwright/test';
import { createTransport } from 'nodemailer';
import { startSmtpSink } from '#world/smtp-sink.ts';
import { bareSmtp } from './bare-smtp.ts';
import { BLOCK, REPETITIONS, ROUNDS } from './repetitions.ts';
import { missedCall, startReportingDevice } from './reporting-device.ts';
import { record } from './results.ts';

/** Mails of one round in which many calls were missed at once. */
const MANY = 200;
const BATCH = 50;
const SMTP_CONNECTIONS = 4;

test('mail: report to mail accepted', async () => {
	test.setTimeout(600_000);
	let taken = () => {};
	const sink = await startSmtpSink(() => taken());
	const device = await startReportingDevice(
		{
			SMTP_HOST: '127.0.0.1',
			SMTP_PORT: String(sink.port),
			SMTP_TLS: 'none',
			ANTEROOM_MAIL_FROM: 'phone@office.example'
		},
		0
	);
	const pool = createTransport({
		...{ pool: true, host: '127.0.0.1', port: sink.port, ignoreTLS: true },
		maxConnections: SMTP_CONNECTIONS
	});
	/** ms from the start of `send` until the sink has taken so many mails more. */
	const timeUntilTaken = async (mails: number, send: () => Promise<unknown>): Promise<number> => {
		const goal = sink.messages.length + mails;
		const done = new Promise<number>((resolve) => {
			taken = () => {
				if (sink.messages.length === goal) resolve(performance.now());
			};
		});
		const startedAt = performance.now();
		await send();
		return (await done) - startedAt;
	};
	try {
		const report = (calls: number) => {
			const waiting = Array.from({ length: calls }, missedCall);
			return timeUntilTaken(calls, async () => {
				while (waiting.length > 0) await device.report(waiting.splice(0, BATCH));
			});
		};
		await report(1);
		// The very mail that the product sends, so that the floor sends as much.
		const mail = {
			envelope: { from: 'phone@office.example', to: 'carla@office.example' },
			raw: sink.messages[0] ?? ''
		};
		const sendAlone = (mails: number) =>
			timeUntilTaken(mails, () =>
				Promise.all(Array.from({ length: mails }, () => pool.sendMail(mail)))
			);
		await sendAlone(1);

		const one = { product: [] as number[], floor: [] as number[] };
		while (one.floor.length < REPETITIONS) {
			for (let turn = 0; turn < BLOCK; turn += 1) one.product.push(await report(1));
			for (let turn = 0; turn < BLOCK; turn += 1) one.floor.push(await sendAlone(1));
		}
		record('report → mail taken by the mail server, no grace period', 'ms', {
			...one,
			floorIs: 'nodemailer, pooled: sendMail of the same mail'
		});
		const many = { product: [] as number[], floor: [] as number[] };
		const limit: number[] = [];
		const bare = { from: mail.envelope.from, to: mail.envelope.to, source: mail.raw };
		await bareSmtp(sink.port, MANY, SMTP_CONNECTIONS, bare);
		for (let round = 0; round < ROUNDS; round += 1) {
			many.product.push((MANY / (await report(MANY))) * 1000);
			many.floor.push((MANY / (await sendAlone(MANY))) * 1000);
			limit.push(await bareSmtp(sink.port, MANY, SMTP_CONNECTIONS, bare));
		}
		record(`${MANY} reports → mails taken by the mail server`, '/s', {
			...many,
			floorIs: `nodemailer, ${SMTP_CONNECTIONS} connections`
		});
		record(`${MANY} reports → mails, against what the mail server can take`, '/s', {
			product: many.product,
			floor: limit,
			floorIs: `bare sockets, ${SMTP_CONNECTIONS} connections: the same mail, written ready`
		});
	} finally {
		pool.close();
		await device.app.stop();
		await sink.close();
	}
});
