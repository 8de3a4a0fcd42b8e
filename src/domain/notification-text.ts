import type { Locale } from './hotline.ts';

/** The built-in templates of a notification, Liquid, for one language. */
interface NotificationTexts {
	readonly subject: string;
	readonly text: string;
	/** The HTML alternative's body; every value is escaped by the renderer. */
	readonly html: string;
	/** The text message: short, and within the GSM alphabet as far as the names are. */
	readonly sms: string;
	readonly outcomes: Readonly<Record<string, string>>;
	readonly withheld: string;
	readonly unavailable: string;
	readonly via: string;
	/** The language tag of dates, with the field's usual order and 24 hours. */
	readonly dateLocale: string;
}

const STYLE = {
	body: 'margin:0;padding:24px 12px;background:#f4f5f7;font-family:system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif;color:#171b22',
	card: 'max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px;border-top:8px solid {{ called.color }};padding:22px 26px',
	label: 'padding:5px 18px 5px 0;color:#586274;vertical-align:top;white-space:nowrap',
	value: 'padding:5px 0;vertical-align:top',
	button:
		'display:inline-block;margin-top:16px;padding:11px 22px;border-radius:999px;background:#147a45;color:#ffffff;text-decoration:none;font-weight:600'
};

/** One frame for both languages: only the words differ. */
function htmlTemplate(words: {
	title: string;
	for: string;
	when: string;
	rang: string;
	numbers: string;
	email: string;
	today: string;
	callBack: string;
}): string {
	const row = (label: string, value: string) =>
		`<tr><td style="${STYLE.label}">${label}</td><td style="${STYLE.value}">${value}</td></tr>`;
	return `<!doctype html>
<html lang="{{ locale }}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ subject }}</title></head>
<body style="${STYLE.body}"><div style="${STYLE.card}">
<p style="margin:0;color:#586274">${words.title}</p>
<h1 style="margin:4px 0 2px;font-size:22px">{{ caller.title }}</h1>
{% if caller.company != '' and caller.company != caller.title %}<p style="margin:0 0 6px">{{ caller.company }}</p>{% endif %}
<table role="presentation" cellspacing="0" cellpadding="0" style="margin-top:10px;font-size:15px">
{% if numbers.size > 0 %}${row(words.numbers, `{% for number in numbers %}{% if number.link != '' %}<a href="{{ number.link }}">{{ number.text }}</a>{% else %}{{ number.text }}{% endif %}{% unless forloop.last %}<br>{% endunless %}{% endfor %}`)}{% endif %}
{% if caller.email != '' %}${row(words.email, '{{ caller.email }}')}{% endif %}
${row(words.for, '<strong>{{ called.title }}</strong>{% if called.detail != "" %}<br>{{ called.detail }}{% endif %}')}
${row(words.when, '{{ call.when }}')}
${row(words.rang, '{{ call.rang }} ({{ call.outcome }})')}
{% if call.today > 0 %}${row(words.today, '{{ call.today }}')}{% endif %}
</table>
{% if appLink != '' %}<a href="{{ appLink }}" style="${STYLE.button}">${words.callBack}</a>{% endif %}
</div></body></html>
`;
}

function smsTemplate(missedFrom: string, forWhom: string, callsToday: string): string {
	return `${missedFrom} {{ caller.title }}{% if caller.number != '' and caller.number != caller.title %}, {{ caller.number }}{% endif %}{% if called.title != '' %} ${forWhom} {{ called.title }}{% endif %}, {{ call.shortWhen }}{% if call.today > 1 %} ({{ call.today }} ${callsToday}){% endif %}`;
}

/** What notifications say, by language. */
export const NOTIFICATION_TEXTS: Readonly<Record<Locale, NotificationTexts>> = {
	en: {
		subject: `Missed call from {{ caller.title }}{% if called.title != '' %} for {{ called.title }}{% endif %}`,
		text: `Missed call from {{ caller.title }}
{% if caller.company != '' and caller.company != caller.title %}Company:  {{ caller.company }}
{% endif %}{% for number in numbers %}Number:   {{ number.text }}
{% endfor %}{% if caller.email != '' %}E-mail:   {{ caller.email }}
{% endif %}For:      {{ called.title }}{% if called.detail != '' %} ({{ called.detail }}){% endif %}
When:     {{ call.when }}
Rang:     {{ call.rang }} ({{ call.outcome }})
{% if call.today > 0 %}Today:    {{ call.today }} call{% if call.today > 1 %}s{% endif %}
{% endif %}{% if appLink != '' %}
Call back: {{ appLink }}
{% endif %}`,
		html: htmlTemplate({
			title: 'Missed call',
			for: 'For',
			when: 'When',
			rang: 'Rang',
			numbers: 'Number',
			email: 'E-mail',
			today: 'Calls today',
			callBack: 'Call back'
		}),
		sms: smsTemplate('Missed call from', 'for', 'calls today'),
		outcomes: {
			missed: 'caller hung up',
			'timed-out': 'nobody answered',
			busy: 'busy',
			declined: 'declined',
			unreachable: 'no device was reachable',
			voicemail: 'went to voicemail'
		},
		withheld: 'Number withheld',
		unavailable: 'Number unavailable',
		via: 'via',
		dateLocale: 'en-GB'
	},
	de: {
		subject: `Verpasster Anruf von {{ caller.title }}{% if called.title != '' %} für {{ called.title }}{% endif %}`,
		text: `Verpasster Anruf von {{ caller.title }}
{% if caller.company != '' and caller.company != caller.title %}Firma:     {{ caller.company }}
{% endif %}{% for number in numbers %}Nummer:    {{ number.text }}
{% endfor %}{% if caller.email != '' %}E-Mail:    {{ caller.email }}
{% endif %}Für:       {{ called.title }}{% if called.detail != '' %} ({{ called.detail }}){% endif %}
Wann:      {{ call.when }}
Klingelte: {{ call.rang }} ({{ call.outcome }})
{% if call.today > 0 %}Heute:     {{ call.today }} Anruf{% if call.today > 1 %}e{% endif %}
{% endif %}{% if appLink != '' %}
Zurückrufen: {{ appLink }}
{% endif %}`,
		html: htmlTemplate({
			title: 'Verpasster Anruf',
			for: 'Für',
			when: 'Wann',
			rang: 'Klingelte',
			numbers: 'Nummer',
			email: 'E-Mail',
			today: 'Anrufe heute',
			callBack: 'Zurückrufen'
		}),
		sms: smsTemplate('Verpasster Anruf von', 'für', 'Anrufe heute'),
		outcomes: {
			missed: 'Anrufer hat aufgelegt',
			'timed-out': 'niemand hat abgenommen',
			busy: 'besetzt',
			declined: 'abgelehnt',
			unreachable: 'kein Gerät war erreichbar',
			voicemail: 'ging an den Anrufbeantworter'
		},
		withheld: 'Nummer unterdrückt',
		unavailable: 'Nummer nicht verfügbar',
		via: 'über',
		dateLocale: 'de-DE'
	}
};
