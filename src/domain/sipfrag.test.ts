import { expect, test } from 'vitest';
import { sipfragStatus } from './sipfrag.ts';

test.each([
	['SIP/2.0 100 Trying', 100],
	['SIP/2.0 200 OK\r\n', 200],
	['SIP/2.0 486\r\n', 486],
	['SIP/2.0 503 Service Unavailable\r\nReason: Q.850;cause=34\r\n', 503]
])('%j says %i', (body, status) => {
	expect(sipfragStatus(body)).toBe(status);
});

test.each([
	'',
	'SIP/2.0 20',
	'SIP/2.0 2000 OK',
	'SIP/2.0 999 X',
	'HTTP/1.1 200 OK',
	' SIP/2.0 200 OK'
])('%j says nothing', (body) => {
	expect(sipfragStatus(body)).toBeUndefined();
});
