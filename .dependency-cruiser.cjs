/** The import table: who may import whom. A rule here is a promise about the house, not a habit. */
const rooms = 'domain|sip|media|contacts|storage|phone|i18n|ui|routes|server|service-worker';
const only = (name, from, allowed, fromNot) => ({
	name,
	severity: 'error',
	from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
	to: { path: `^src/(${rooms})/`, pathNot: allowed.map((room) => `^src/${room}/`) }
});
const test = '\\.test\\.ts$';
/** Where the parts of the phone are put together: the only files of `phone` that know the real ones. */
const COMPOSITION = '^src/phone/create-[a-z-]+\\.ts$';

module.exports = {
	forbidden: [
		{
			name: 'no-circular',
			severity: 'error',
			comment: 'types may know each other: they are gone when the code runs',
			from: {},
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		},
		{
			name: 'no-unresolvable',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true, pathNot: '^\\$|/\\$types\\.ts$' }
		},
		{
			name: 'domain-libraries',
			severity: 'error',
			comment:
				'domain is pure: libraries for schemas, templates, phone numbers, CSV, vCards and SMS segments only',
			from: { path: '^src/domain/', pathNot: test },
			to: {
				dependencyTypes: ['npm', 'npm-dev', 'core'],
				pathNot:
					'node_modules/(valibot|liquidjs|libphonenumber-js|papaparse|ical\\.js|sms-segments-calculator)/'
			}
		},
		only('domain', '^src/domain/', ['domain'], test),
		only('sip', '^src/sip/', ['sip', 'domain'], test),
		only('media', '^src/media/', ['media', 'domain'], test),
		only('storage', '^src/storage/', ['storage', 'domain'], test),
		only('contacts', '^src/contacts/', ['contacts', 'storage', 'domain'], test),
		only('phone', '^src/phone/', ['phone', 'domain'], COMPOSITION),
		only('phone-composition', COMPOSITION, [
			'phone',
			'domain',
			'sip',
			'media',
			'storage',
			'contacts'
		]),
		only('i18n', '^src/i18n/', ['i18n', 'domain'], test),
		only('ui', '^src/ui/', ['ui', 'domain', 'i18n', 'phone'], test),
		only('pages', '^src/routes/', ['routes', 'ui', 'phone', 'i18n', 'domain'], '^src/routes/api/'),
		only('api', '^src/(routes/api/|hooks\\.server)', ['server', 'domain', 'routes/api']),
		only('server', '^src/server/', ['server', 'domain', 'i18n'], test),
		only('service-worker', '^src/service-worker/', [
			'service-worker',
			'domain',
			'i18n',
			'storage',
			'phone'
		]),
		{
			name: 'sip-library-stays-in-sip',
			severity: 'error',
			from: {
				path: '^src/',
				pathNot: ['^src/sip/', test, '^src/server/pbx/demo/test-phone\\.ts$']
			},
			to: { path: 'node_modules/sip\\.js/' }
		},
		{
			name: 'dexie-stays-in-storage',
			severity: 'error',
			from: { path: '^src/', pathNot: '^src/storage/' },
			to: { path: 'node_modules/dexie/' }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		exclude: { path: '^(build|\\.svelte-kit)/' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'browser', 'node', 'default', 'svelte', 'types']
		}
	}
};
